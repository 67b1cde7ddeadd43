import { StateError } from '../shared/errors.ts'
import {
  type Codecs,
  codecTable,
  type InstanceCodec,
  NotStorable,
  type StateCodec,
} from '../state/codec.ts'
import { Component, type ComponentClass } from '../view/component.ts'
import { restoreFields, storedFields } from '../view/stored-fields.ts'
import type { ViewStatics } from '../view/view-options.ts'
import { classesOf, classNamed, nameOfClass } from './component-classes.ts'
import type { AnyComponent } from './known-component.ts'

/** What a page knows of a component, as far as it is stored. */
export interface ComponentPlace {
  readonly id: string
  /** Id of the component around it; empty for the view. */
  readonly ownerId: string
  /** Whether `mount` has run. */
  readonly isMounted: boolean
}

/** What a page knows of its components. */
export interface ComponentPlaces {
  /** Null for a component that was never drawn. */
  placeOf(component: AnyComponent): ComponentPlace | null
}

/** A component that was made of what was stored. */
export interface RestoredComponent {
  readonly component: AnyComponent
  readonly place: ComponentPlace | null
}

/** What is stored of a component: its fields, and beside them what no field can be called. */
type StoredComponent = Record<string, unknown> & {
  '<class>': string
  '<version>': number
  '<place>'?: [id: string, ownerId: string, isMounted: boolean]
}

const codecName = 'component'

/**
 * The codecs that the state of a view is written with: its own, those of the components it holds, and one for those
 * components.
 *
 * @param page what the page knows of its components
 */
export function writingCodecs(
  View: object,
  own: readonly StateCodec[],
  page: ComponentPlaces,
): Codecs {
  const classes = new Set<StateCodec>(own)
  const toData = (component: AnyComponent): StoredComponent | NotStorable => {
    const Class = component.constructor as ComponentClass
    const name = nameOfClass(View, Class)
    if (name === null)
      return new NotStorable(
        `is a component that another process could not make: write registerComponent('my-component', ${Class.name})`,
      )
    for (const codec of codecsOf(Class)) classes.add(codec)
    const place = page.placeOf(component)
    return {
      '<class>': name,
      '<version>': versionOf(Class),
      ...(place && { '<place>': [place.id, place.ownerId, place.isMounted] as const }),
      ...storedFields(component),
    } as StoredComponent
  }
  const components: InstanceCodec = { name: codecName, toData: toData as never, fromData: never }
  return {
    codecFor(instance) {
      if (instance instanceof Component) return components
      for (const codec of classes) if (codec.Class === instance.constructor) return codec
      return undefined
    },
    codecNamed: never,
  }
}

/**
 * The codecs that the state of a view is read with.
 *
 * @param restored gets the components that were made, those inside of others first
 */
export function readingCodecs(
  View: object,
  own: readonly StateCodec[],
  restored: RestoredComponent[],
): Codecs {
  const known = codecTable(own)
  const components: InstanceCodec = {
    name: codecName,
    toData: never,
    fromData(data) {
      const one = makeComponent(View, data as StoredComponent)
      restored.push(one)
      return one.component
    },
  }
  return {
    codecFor: never,
    codecNamed(name) {
      if (name === codecName) return components
      return known.codecNamed(name) ?? codecOfComponents(View, name)
    },
  }
}

function makeComponent(View: object, stored: StoredComponent): RestoredComponent {
  const { '<class>': name, '<version>': version, '<place>': place, ...rest } = stored
  const Class = classNamed(View, name)
  if (!Class) {
    throw new StateError(
      'codec_missing',
      `A component "${name}" is stored, and there is no such class now. Write registerComponent('my-component', ${name}).`,
    )
  }
  const fields = migrated(Class, rest, version)
  const component = new (Class as unknown as new (props: unknown) => AnyComponent)(fields.props)
  restoreFields(component, fields)
  const [id, ownerId, isMounted] = place ?? []
  return { component, place: place ? { id: id!, ownerId: ownerId!, isMounted: isMounted! } : null }
}

/**
 * Lets a class bring older fields up to date.
 *
 * @throws {StateError} when they are of another version, and the class does not say what becomes of them
 */
export function migrated(
  Class: { readonly name: string },
  fields: Record<string, unknown>,
  version: number,
): Record<string, unknown> {
  const { migrate } = Class as ViewStatics
  const wanted = versionOf(Class)
  if (version === wanted) return fields
  if (migrate) return migrate(fields, version)
  throw new StateError(
    'state_version',
    `The state of ${Class.name} was stored as version ${version}, and it is ${wanted} now. ` +
      'Write static migrate(fields, version), which returns the fields as they are now.',
  )
}

/** What a class says of its fields. */
export function versionOf(Class: object): number {
  return (Class as ViewStatics).stateVersion ?? 1
}

export function codecsOf(Class: object): readonly StateCodec[] {
  return (Class as ViewStatics).codecs ?? []
}

function codecOfComponents(View: object, name: string): StateCodec | undefined {
  for (const Class of classesOf(View)) {
    const found = codecsOf(Class).find((codec) => codec.name === name)
    if (found) return found
  }
  return undefined
}

function never(): never {
  throw new TypeError('These codecs go the other way.')
}
