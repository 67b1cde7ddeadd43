import { DjustError } from '../shared/errors.ts'
import type { LiveView } from '../view/live-view.ts'

/**
 * Notices that a view gives what its page has no place for, because its class does not speak of it.
 *
 * @param names those that its template reads
 */
export function unseenHead(view: LiveView, names: readonly string[]): DjustError | null {
  const given = (['pageTitle', 'pageMeta'] as const).find((name) => view[name] !== undefined)
  if (given === undefined || names.includes(given)) return null
  const { name } = view.constructor
  return new DjustError(
    'page_head_unseen',
    `${name} has a ${given} that was set from elsewhere, and its page has no place for it. Name it in the class: ` +
      `declare the field ${given} in ${name}.`,
  )
}
