import { directiveOf } from './directive-table.ts'
import { callOf } from './handler-call.ts'
import { modelOf } from './place/bind-models.ts'
import { addStatic } from './place/edit-tag.ts'
import { type Placed, placedElements } from './place/placed.ts'

/** The attribute that tells the browser when to send events of an element: `dj-input debounce 300;…`. */
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
    const stamps = element.attributes.flatMap(({ name, value }) => {
      const { calls, timing: usual } = directiveOf(name) ?? {}
      const own = calls && value ? timings.get(callOf(value).handler) : undefined
      const timing = own ?? usual
      return timing ? [`${name} ${timing}`] : []
    })
    const model = modelOf(element)?.timing
    if (model) stamps.push(`dj-model ${model}`)
    if (stamps.length > 0) addStatic(element, timingAttribute, stamps.join(';'))
  }
}
