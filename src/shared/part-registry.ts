import { TemplateError } from './errors.ts'
import type { Location } from './location.ts'
import type { Part } from './part.ts'
import { didYouMean } from './suggest.ts'

/** What makes a part. */
export type PartClass = new (props: any) => Part

/** The classes that templates may name. */
const classes = new Map<string, PartClass>()

/** Gives a class a name. @returns the class that has the name already, if it is another one */
export function registerPart(name: string, Class: PartClass): PartClass | undefined {
  const known = classes.get(name)
  if (known && known !== Class) return known
  classes.set(name, Class)
  return undefined
}

/** The registered classes by their names. */
export function registeredParts(): ReadonlyMap<string, PartClass> {
  return classes
}

/**
 * The class of a name.
 *
 * @param at where a template names it
 * @throws {TemplateError} when there is none
 */
export function partClass(name: string, at?: Location): PartClass {
  const Class = classes.get(name)
  if (Class) return Class
  const hint = didYouMean(name, classes.keys())
  const known = [...classes.keys()].join(', ') || 'none'
  throw new TemplateError(
    'unknown_component',
    `There is no component "${name}".${hint} Registered are: ${known}. ` +
      `Write registerComponent('${name}', …), and import the file that does before the application is made.`,
    at,
  )
}
