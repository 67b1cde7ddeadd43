import { TemplateError } from '../shared/errors.ts'
import { escapeHtml } from '../shared/html.ts'
import type { Location } from '../shared/location.ts'
import { directiveOf } from './directive-table.ts'
import { readKeys } from './key-names.ts'
import { addStatic, attributeOf } from './place/edit-tag.ts'
import { type Placed, type PlacedElement, placedElements } from './place/placed.ts'
import { fixedValue } from './regions/element-directives.ts'

/** Marks an element that names handlers for what happens outside of it: the browser looks for these. */
const outsideAttribute = 'dj-outside'

/**
 * Checks the keys that directives name, and writes shortcuts as what they are: keys that are pressed anywhere.
 *
 * @throws {TemplateError} `unknown_key`, `bad_directive_value`
 */
export function writeShortcuts(page: readonly Placed[]): void {
  for (const element of placedElements(page)) {
    for (const { name, at } of element.attributes) {
      const modifiers = directiveOf(name)?.modifiers
      if (modifiers === 'keys') checkKeys(name, at)
      if (modifiers === 'prevent' && !/^[\w-]+(?:\.prevent)?$/.test(name))
        throw unknownKey(name, `Write ${name.split('.', 1)[0]}, or ".prevent" behind it.`, at)
    }
    writeShortcut(element)
    const isOutside = element.attributes.some(({ name }) => directiveOf(name)?.isOutside)
    if (isOutside) addStatic(element, outsideAttribute, '')
  }
}

function checkKeys(name: string, at: Location): void {
  const [, ...wanted] = name.split('.')
  for (const each of wanted) {
    if (each === 'prevent') {
      if (each !== wanted.at(-1)) throw unknownKey(name, 'Write ".prevent" behind the keys.', at)
      continue
    }
    const read = readKeys(each)
    if ('problem' in read) throw unknownKey(name, read.problem, at)
    if (read.keys !== each) throw unknownKey(name, `Write "${read.keys}", in this order.`, at)
  }
}

function writeShortcut(element: PlacedElement): void {
  const attribute = attributeOf(element, 'dj-shortcut')
  if (!attribute) return
  const { at } = attribute
  const value = fixedValue(attribute, 'dj-shortcut="ctrl+k:open:prevent"')
  const isFree = !attributeOf(element, 'dj-shortcut-in-input')
  for (const shortcut of value.split(',')) {
    const [, keys = '', handler = '', prevent] =
      /^\s*([^:\s]+):([\w$]+)(:prevent)?\s*$/.exec(shortcut) ?? []
    if (handler === '') {
      throw new TemplateError(
        'bad_directive_value',
        `dj-shortcut="${value}": "${shortcut.trim()}" is not keys, a handler and perhaps "prevent". ` +
          'Write dj-shortcut="ctrl+k:open:prevent, escape:close".',
        at,
      )
    }
    const read = readKeys(keys)
    if ('problem' in read) throw unknownKey('dj-shortcut', read.problem, at)
    const name = `dj-window-keydown.${read.keys}${prevent ? '.prevent' : ''}${isFree ? '.free' : ''}`
    addStatic(element, name, escapeHtml(handler))
  }
}

function unknownKey(name: string, problem: string, at: Location): TemplateError {
  return new TemplateError('unknown_key', `${name}: ${problem}`, at)
}
