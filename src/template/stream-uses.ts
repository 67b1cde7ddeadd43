import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { eachExpression } from './each-expression.ts'
import type { Expression, Flat } from './nodes.ts'
import type { CoarseRegion } from './place/coarse.ts'
import { streamName } from './regions/kept-lists.ts'
import type { ListItem, RegionPlan } from './regions/region.ts'
import { partsOf } from './walk.ts'

/** A list of a page that draws the items of a stream. */
export interface StreamUse {
  readonly name: string
  /** Where its rows are, in the first region. */
  readonly slot: number
  /** The one field of an item that the key of its row is made of; empty for the item itself, null for anything else. */
  readonly keyField: string | null
  readonly at: Location
}

/**
 * Finds the lists that draw streams.
 *
 * @throws {TemplateError} when something else is made of a stream
 */
export function streamsOf(
  nodes: readonly Flat[],
  plan: RegionPlan,
  coarse: readonly CoarseRegion[],
): StreamUse[] {
  const streams = streamLists(plan)
  const listed = new Set(streams.map(({ node }) => placeOf(node.items)))
  eachExpression(nodes, (value) => {
    if (value.kind !== 'path' || value.name !== 'streams' || listed.has(placeOf(value))) return
    const around = coarse.find(
      ({ at }) => at.source === value.at.source && at.start < value.at.start,
    )
    throw notListed(value.at, around)
  })
  return streams.map(streamUse)
}

/** The lists of streams, in the order of generated code. */
export function streamLists({ kept }: RegionPlan): ListItem[] {
  return kept.filter((list) => list.kept === 'stream')
}

/** What is known of the list of a stream. */
export function streamUse(list: ListItem): StreamUse {
  const { node, slot } = list
  return { name: streamName(node)!, slot, keyField: keyField(list), at: node.at }
}

function placeOf({ at }: Expression): string {
  return `${at.start} ${at.file}`
}

function notListed(at: Location, around: CoarseRegion | undefined): TemplateError {
  const use =
    '{% for item in streams.name %} directly in an element of the live part is all that can be made of it'
  const coarse = around
    ? ` Here it stands in a <${around.tag}> that is sent as a whole: ${around.why}`
    : ' A field of your own needs another name than "streams".'
  return new TemplateError(
    'stream_not_listed',
    `Items of a stream are there once and then forgotten: ${use}.${coarse}`,
    at,
  )
}

function keyField({ key, node }: ListItem): string | null {
  const [item, ...more] = node.locals
  if (more.length > 0) return null
  const fields = new Set<string | null>()
  const visit = (value: Expression): void => {
    if (value.kind === 'local') {
      const [field = '', ...deeper] = value.steps
      fields.add(value.local === item && deeper.length === 0 ? field : null)
    } else if (value.kind === 'literal' || value.kind === 'filter' || value.kind === 'raw')
      partsOf(value).forEach(visit)
    else fields.add(null)
  }
  for (const part of key!.parts) {
    if (part.kind === 'output') visit(part.value)
    else if (part.kind !== 'text') fields.add(null)
  }
  const [only = null, ...others] = fields
  return others.length > 0 ? null : only
}
