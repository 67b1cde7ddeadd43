import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import type { Expression, Node } from './nodes.ts'
import { bodiesOf, nodeValues, partsOf } from './walk.ts'

/** Names that mean another thing for each reader, and must not be kept for others. */
const ownNames: ReadonlySet<string> = new Set(['csrf_token', 'dj_view_id', 'request'])

/**
 * Looks through a body that will be kept and shown to other readers.
 *
 * @throws {TemplateError} when something of one reader's own stands in it
 */
export function refuseOwnNames(body: readonly Node[]): void {
  const refuse = (what: string, at: Location): never => {
    throw new TemplateError(
      'cached_own_name',
      `${what} stands in a {% cache %}, which shows other readers what the first one got. Move it out of the tag.`,
      at,
    )
  }
  const check = (value: Expression): void => {
    if (value.kind === 'path' && ownNames.has(value.name)) refuse(`"${value.name}"`, value.at)
    partsOf(value).forEach(check)
  }
  for (const node of body) {
    if (node.kind === 'csrf') refuse('{% csrf_token %}', node.at)
    nodeValues(node).forEach(check)
    bodiesOf(node).forEach(refuseOwnNames)
  }
}
