import { DjustError } from '../shared/errors.ts'
import { LiveView } from './live-view.ts'

/**
 * What the view's `getContextData` gives to its template, or null when the class does not override
 * it: then names are read from the view itself.
 */
export function readContext(view: LiveView): object | null | Promise<object | null> {
  if (view.getContextData === LiveView.prototype.getContextData) return null
  return givenContext(view)
}

async function givenContext(view: LiveView): Promise<object | null> {
  const context: unknown = await view.getContextData()
  if (typeof context !== 'object' || context === null) {
    throw new DjustError(
      'bad_context',
      `getContextData() of ${view.constructor.name} returned ${String(context)}. ` +
        'Return an object: its properties are what the template may read.',
    )
  }
  return context === view ? null : context
}
