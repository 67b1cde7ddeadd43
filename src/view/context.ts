import { DjustError } from '../shared/errors.ts'
import { LiveView } from './live-view.ts'
import { gettersBelow, isPrivateName } from './own-names.ts'

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

/**
 * Reads a name as a template does: an own public field, or a getter of the view's class. Methods,
 * functions, `_x` and members of `LiveView` are out of reach: templates read, they do not act.
 *
 * @param context what `readContext` gave for this render
 * @param otherwise gives the names that are not the view's (`request`, `csrf_token` …)
 * @returns the value, or undefined when nobody has the name
 */
export function resolveName(
  view: LiveView,
  context: object | null,
  name: string,
  otherwise?: (name: string) => unknown,
): unknown {
  const source = context ?? view
  if (hasName(source, name)) {
    const value = (source as Record<string, unknown>)[name]
    if (typeof value !== 'function') return value
  }
  return otherwise?.(name)
}

function hasName(source: object, name: string): boolean {
  if (isPrivateName(name)) return false
  if (Object.hasOwn(source, name)) return true
  const prototype = Object.getPrototypeOf(source)
  return prototype !== null && gettersBelow(rootOf(source), prototype).has(name)
}

function rootOf(source: object): object {
  return source instanceof LiveView ? LiveView.prototype : Object.prototype
}
