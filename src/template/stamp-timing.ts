import { escapeHtml } from '../shared/html.ts'
import { directiveOf } from './directive-table.ts'
import { modelOf } from './place/bind-models.ts'
import { addStatic } from './place/edit-tag.ts'
import { type Placed, placedElements } from './place/placed.ts'

/** The attribute that tells the browser when to send events of an element: `dj-input debounce 300;…`, or what commands call: `dj-click>save …`. */
export const timingAttribute = 'dj-timing'

/**
 * Writes into the elements that name handlers or models when their events are sent.
 *
 * @param timings by the handlers' names: `debounce 300 1000`, `throttle 100 1 1`
 */
export function stampTimings(
  page: readonly Placed[],
  timings: ReadonlyMap<string, string> = new Map(),
): void {
  for (const element of placedElements(page)) {
    const stamps = element.attributes.flatMap(({ name, value, calls = [] }) => {
      const [call] = calls
      const own = call && value !== null && !call.isPushed ? timings.get(call.handler) : undefined
      const timing = own ?? directiveOf(name)?.timing
      const pushed = calls.flatMap(({ handler, isPushed }) => {
        const its = isPushed && timings.get(handler)
        return its ? [`${name}>${handler} ${its}`] : []
      })
      return [...(timing ? [`${name} ${timing}`] : []), ...new Set(pushed)]
    })
    const model = modelOf(element)?.timing
    if (model) stamps.push(`dj-model ${model}`)
    if (stamps.length > 0) addStatic(element, timingAttribute, escapeHtml(stamps.join(';')))
  }
}
