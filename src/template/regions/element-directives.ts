import { browsersAttributes } from '../../shared/browsers-attributes.ts'
import { TemplateError } from '../../shared/errors.ts'
import { didYouMean } from '../../shared/suggest.ts'
import type { Attribute, PlacedElement } from '../place/placed.ts'

const updateModes = ['append', 'prepend', 'replace', 'ignore'] as const

type UpdateMode = (typeof updateModes)[number]

/**
 * Reads what `dj-update` says about an element's content; null for content that is patched as usual.
 *
 * @throws {TemplateError} when it says nothing that is known, or the element has no id
 */
export function updateMode(element: PlacedElement): Exclude<UpdateMode, 'replace'> | null {
  const attribute = find(element, 'dj-update')
  if (!attribute) return null
  const value = fixedValue(attribute, 'dj-update="ignore"')
  const mode = updateModes.find((each) => each === value)
  if (!mode) {
    throw new TemplateError(
      'bad_update',
      `dj-update is "append", "prepend", "replace" or "ignore", not "${value}".${didYouMean(value, updateModes)}`,
      attribute.at,
    )
  }
  if (mode === 'replace') return null
  if (!find(element, 'id')) {
    throw new TemplateError(
      'update_without_id',
      `An element with dj-update="${mode}" needs an id, by which it is found when the page is built anew. Write <${element.tag} id="…" dj-update="${mode}">.`,
      attribute.at,
    )
  }
  return mode
}

/**
 * Finds which attributes of an element are the browser's once it is drawn.
 *
 * @throws {TemplateError} when `dj-ignore-attrs` does not name attributes
 */
export function browserAttributes(element: PlacedElement): (name: string) => boolean {
  const attribute = find(element, 'dj-ignore-attrs')
  const ignored = attribute && ignoredNames(attribute)
  return browsersAttributes(updateMode(element) ?? undefined, ignored)
}

function ignoredNames(attribute: Attribute): string {
  const value = fixedValue(attribute, 'dj-ignore-attrs="open, class"')
  const names = value.split(/[\s,]+/).filter(Boolean)
  const wrong = names.find((name) => !/^[^\s"'<>/=*]+\*?$/.test(name))
  if (names.length === 0 || wrong !== undefined) {
    const what = wrong === undefined ? 'names no attribute' : `says "${wrong}"`
    throw new TemplateError(
      'bad_ignore_attrs',
      `dj-ignore-attrs ${what}. Write names, or beginnings of names: dj-ignore-attrs="open, data-*".`,
      attribute.at,
    )
  }
  return value
}

/** Whether the element's content is built anew when something in it changes. */
export function isReplacedWhole(element: PlacedElement): boolean {
  return find(element, 'data-djust-replace') !== undefined
}

function find({ attributes }: PlacedElement, name: string): Attribute | undefined {
  return attributes.find((attribute) => attribute.name === name)
}

/** The value of an attribute that decides how its element is compiled, and so cannot hang on data. */
export function fixedValue({ name, value, at }: Attribute, example: string): string {
  if (value !== null) return value.trim()
  throw new TemplateError(
    'directive_not_fixed',
    `${name} is read when the template is compiled, before there are values. Write it out: ${example}.`,
    at,
  )
}
