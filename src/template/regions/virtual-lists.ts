import { TemplateError } from '../../shared/errors.ts'
import type { LayoutVirtual } from '../../wire/layout.ts'
import type { Attribute, PlacedElement, PlacedFor } from '../place/placed.ts'
import { refuseVirtual } from './check-markup.ts'
import { fixedValue } from './element-directives.ts'

/** The list of an element with `dj-virtual`. */
export interface VirtualList {
  readonly list: PlacedFor
  readonly virtual: LayoutVirtual
  /** The attribute that holds the key of a row, where it has a name of its own. */
  readonly keyName: string | null
}

/**
 * Finds the list of which only the rows in sight are in the page, as `dj-virtual` says; null when there is none.
 *
 * @throws {TemplateError} when what it says makes no sense, or it has no list to work on
 */
export function virtualList(element: PlacedElement): VirtualList | null {
  const said = element.attributes.filter(({ name }) => name.startsWith('dj-virtual'))
  const [first] = said
  if (!first) return null
  const find = (name: string) => said.find((attribute) => attribute.name === `dj-virtual${name}`)
  if (!find('')) {
    throw new TemplateError(
      'bad_virtual',
      `${first.name} says how dj-virtual works, which is not there. Write <${element.tag} dj-virtual ${first.name}="…">.`,
      first.at,
    )
  }
  const [fixed, estimate] = [find('-item-height'), find('-estimated-height')]
  const measured = find('-variable-height') ?? estimate
  if (fixed && measured) {
    throw new TemplateError(
      'bad_virtual',
      `dj-virtual-item-height says that all rows are of one height, and ${measured.name} that they are not. Remove one of them.`,
      measured.at,
    )
  }
  const key = find('-key-attr')
  const overscan = find('-overscan')
  return {
    list: onlyList(element, find('')!),
    virtual: {
      ...(fixed && { height: numberOf(fixed, 1) }),
      ...(estimate && { estimate: numberOf(estimate, 1) }),
      ...(overscan && { overscan: numberOf(overscan, 0) }),
    },
    keyName: key ? fixedValue(key, 'dj-virtual-key-attr="data-id"').toLowerCase() : null,
  }
}

/** @throws {TemplateError} when the element holds something besides one list */
function onlyList(element: PlacedElement, { at }: Attribute): PlacedFor {
  const { tag, children } = element
  const content = children.filter(
    (child) =>
      child.kind !== 'assign' &&
      child.kind !== 'comment' &&
      !(child.kind === 'text' && child.text.trim() === ''),
  )
  const [only, ...more] = content
  if (only?.kind === 'output' && only.markup) refuseVirtual(element)
  if (only?.kind === 'for' && more.length === 0) return only
  throw new TemplateError(
    'virtual_without_list',
    `dj-virtual works on the rows of one {% for %}, which is all that <${tag}> holds. Put what else there is before or behind it.`,
    at,
  )
}

function numberOf(attribute: Attribute, least: number): number {
  const text = fixedValue(attribute, `${attribute.name}="40"`)
  const number = Number(text)
  if (/^\d+(?:\.\d+)?$/.test(text) && number >= least) return number
  const what = attribute.name === 'dj-virtual-overscan' ? 'rows' : 'pixels'
  throw new TemplateError(
    'bad_virtual',
    `${attribute.name} is a number of ${what}, such as 40, and not "${text}".`,
    attribute.at,
  )
}
