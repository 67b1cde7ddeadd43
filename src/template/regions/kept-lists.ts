import { TemplateError } from '../../shared/errors.ts'
import type { PlacedElement, PlacedFor } from '../place/placed.ts'
import { updateMode } from './element-directives.ts'
import type { KeptMode, ListItem } from './region.ts'

/**
 * Finds the list in an element whose rows the browser keeps, as `dj-update` says; null when there is none.
 *
 * @throws {TemplateError} when it has no list to work on
 */
export function keptList(element: PlacedElement): [list: PlacedFor, mode: KeptMode] | null {
  const mode = updateMode(element)
  if (mode !== 'append' && mode !== 'prepend') return null
  const [only, ...more] = element.children.filter((child) => child.kind === 'for')
  if (only && more.length === 0) return [only, mode]
  throw new TemplateError(
    'update_without_list',
    `dj-update="${mode}" works on the rows of one {% for %} directly in <${element.tag}>, and there ${only ? `are ${more.length + 1}` : 'is none'}.`,
    element.at,
  )
}

export function keptWithoutKey({ at }: PlacedFor): TemplateError {
  return new TemplateError(
    'row_without_key',
    'The browser tells the rows of this list apart by an attribute of the one element that each row is. Write id="row-{{ item.id }}" or dj-key="{{ item.id }}" on it.',
    at,
  )
}

/** @throws {TemplateError} when rows need to know of others, or what stands in place of rows of values */
export function checkKept({ node, row, empty }: ListItem): void {
  const { at, loop, memory } = node
  const knowsPlace = row.parameters.some((local) => local === loop.index || local === loop.count)
  if (knowsPlace || memory.length > 0) {
    throw new TemplateError(
      'row_position',
      'A row of this list knows nothing of the others, which are with the browser: {{ forloop.counter }}, {% cycle %} and {% ifchanged %} do not work in it. Number rows by CSS, or give the items what they need.',
      at,
    )
  }
  if (empty && empty.slotCount > 0) {
    throw new TemplateError(
      'empty_not_fixed',
      'It is the browser that knows when this list is empty, so what {% empty %} shows cannot have values. Write fixed text.',
      at,
    )
  }
}
