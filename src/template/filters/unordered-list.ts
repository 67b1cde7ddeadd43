import { itemsOf } from '../values/iterate.ts'

const maxDepth = 500

/**
 * Writes a nested list as the items of an HTML list, without the `<ul>` around them. A list belongs
 * to the item before it.
 *
 * @param escaped the markup of an item
 * @returns undefined when the value has no items, or is nested too deep to be meant as a list
 */
export function listItems(
  value: unknown,
  escaped: (item: unknown) => string,
  depth = 1,
): string | undefined {
  const items = value === null ? undefined : itemsOf(value)
  if (items === undefined || depth > maxDepth) return undefined
  const indent = '\t'.repeat(depth)
  const lines: string[] = []
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    const next = items[i + 1]
    let inner = ''
    if (isSublist(next)) {
      i++
      const list = isEmptyList(next) ? '' : listItems(next, escaped, depth + 1)
      if (list === undefined) return undefined
      if (list !== '') inner = `\n${indent}<ul>\n${list}\n${indent}</ul>\n${indent}`
    }
    lines.push(`${indent}<li>${escaped(item)}${inner}</li>`)
  }
  return lines.join('\n')
}

/** Lists and one-shot iterators are sublists; text, mappings and sets are items. */
function isSublist(value: unknown): boolean {
  if (Array.isArray(value)) return true
  return typeof value === 'object' && value !== null && isIterator(value)
}

function isIterator(value: object): boolean {
  return 'next' in value && typeof value.next === 'function' && Symbol.iterator in value
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
