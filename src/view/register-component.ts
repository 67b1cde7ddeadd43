import { ConfigError } from '../shared/errors.ts'
import {
  partClass,
  type PartClass,
  registeredParts,
  registerPart,
} from '../shared/part-registry.ts'
import { type Component, type ComponentClass, isComponentClass } from './component.ts'

/** A name for templates. It has a dash, as names of custom elements do, so that it is never one of HTML's. */
export type ComponentName = `${string}-${string}`

type Registrable = new (props: any) => Component<any>

/**
 * Gives a class of components a name, by which templates show it and `createComponent` makes it:
 * `{% component "my-button" label="Save" %}`. As a decorator it stands above the class.
 *
 * @throws {ConfigError} when the name has no dash, or another class has it
 */
export function registerComponent(
  name: ComponentName,
): (Class: Registrable, context: ClassDecoratorContext) => void
export function registerComponent(name: ComponentName, Class: Registrable): void
export function registerComponent(name: string, Class?: Registrable): unknown {
  if (Class === undefined) return (Decorated: Registrable) => register(name, Decorated)
  return register(name, Class)
}

/**
 * Makes a component by its name.
 *
 * @throws {TemplateError} when none is registered
 */
export function createComponent(name: ComponentName, props: object = {}): Component<any> {
  return new (partClass(name))(props) as Component<any>
}

/** The classes that have names. */
export function registeredComponents(): ComponentClass[] {
  return [...registeredParts().values()].filter((Class): Class is PartClass & ComponentClass =>
    isComponentClass(Class),
  )
}

function register(name: string, Class: PartClass): void {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(name)) {
    throw new ConfigError(
      'bad_component_name',
      `"${name}" cannot name a component. Write words in lower case with a dash between them: "my-button".`,
    )
  }
  if (!isComponentClass(Class)) {
    throw new ConfigError(
      'not_a_component',
      `registerComponent('${name}', …) was given ${(Class as { name?: string } | null)?.name ?? String(Class)}, ` +
        'which extends neither Component nor LiveComponent.',
    )
  }
  const known = registerPart(name, Class)
  if (!known) return
  throw new ConfigError(
    'component_registered_twice',
    `"${name}" names the component ${known.name} already. Give ${Class.name} another name.`,
  )
}
