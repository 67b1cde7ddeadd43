import { registeredParts } from '../shared/part-registry.ts'
import { type ComponentClass, isComponentClass } from '../view/component.ts'
import { findComponents } from './find-components.ts'

/** Classes of the components that new views hold, by the views' classes. */
const held = new WeakMap<object, Map<string, ComponentClass>>()

/** Learns which components a view holds as it is made: those need no other name than that of their class. */
export function noteComponents(view: object): void {
  const classes = held.get(view.constructor) ?? new Map<string, ComponentClass>()
  held.set(view.constructor, classes)
  noteHeldBy(view, classes)
}

/** Whether `noteComponents` has seen a view of a class. */
export function areComponentsNoted(View: object): boolean {
  return held.has(View)
}

function noteHeldBy(owner: object, classes: Map<string, ComponentClass>): void {
  for (const component of findComponents(owner).keys()) {
    const Class = component.constructor as ComponentClass
    classes.set(Class.name, Class)
    noteHeldBy(component, classes)
  }
}

/** The name by which a class is found again in another process; null when it has none. */
export function nameOfClass(View: object, Class: ComponentClass): string | null {
  for (const [name, registered] of registeredParts())
    if (registered === (Class as unknown)) return name
  return held.get(View)?.get(Class.name) === Class ? Class.name : null
}

/** @returns undefined when there is none of that name */
export function classNamed(View: object, name: string): ComponentClass | undefined {
  const registered = registeredParts().get(name) as unknown
  if (registered && isComponentClass(registered)) return registered
  return held.get(View)?.get(name)
}

/** All classes of components that a view may hold. */
export function* classesOf(View: object): Generator<ComponentClass> {
  for (const Class of registeredParts().values()) if (isComponentClass(Class)) yield Class
  yield* held.get(View)?.values() ?? []
}
