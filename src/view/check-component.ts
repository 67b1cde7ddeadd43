import { ConfigError } from '../shared/errors.ts'
import { checkStatics } from './check-options.ts'
import { type ComponentClass, isComponentClass } from './component.ts'
import { handlerTable, methodNames } from './handler-table.ts'
import { isLifecycleName, misspeltLifecycleName } from './lifecycle.ts'
import { rootOf } from './roots.ts'
import { templateOf } from './template-of.ts'

/**
 * Checks a class of components before the first of them is drawn: its options, template and methods.
 *
 * @throws {ConfigError} with the first thing that is wrong
 */
export function checkComponentClass(Class: ComponentClass): void {
  if (!isComponentClass(Class)) {
    throw new ConfigError(
      'not_a_component',
      `${(Class as { name?: string })?.name ?? String(Class)} extends neither Component nor LiveComponent.`,
    )
  }
  checkStatics(Class)
  for (const name of ['staticAssigns', 'temporaryAssigns'] as const) {
    if (!(name in Class)) continue
    throw new ConfigError(
      'option_does_not_act',
      `"static ${name}" of ${Class.name} is for views: a component compares all its fields. Remove it.`,
    )
  }
  templateOf(Class)
  const handlers = handlerTable(Class)
  const root = rootOf(Class.prototype)
  for (const name of methodNames(Class)) {
    if (name in root || handlers.has(name)) continue
    const meant = isLifecycleName(name) ? undefined : misspeltLifecycleName(name)
    if (meant !== undefined && meant in root) {
      throw new ConfigError(
        'misspelt_lifecycle',
        `${Class.name}.${name}() is nothing that djust calls. Did you mean "${meant}"? ` +
          `If it is a method of your own, call it _${name}.`,
      )
    }
    if (!isLifecycleName(name)) continue
    throw new ConfigError(
      'lifecycle_does_not_act',
      `${Class.name}.${name}() is nothing that djust calls on a ${root.constructor.name}. ` +
        `${name === 'mount' ? 'Extend LiveComponent, or write a constructor.' : 'Write it in the view.'}`,
    )
  }
}
