import type { Namespace } from './placed.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

export const voidElements = words(
  'area base br col embed hr img input link meta param source track wbr',
)

/** Elements whose content the browser reads as one text. */
export const textElements = words('title textarea')

/** Elements whose content is not markup; djust leaves it alone. */
export const sourceElements = words('script style iframe noembed noframes xmp plaintext')

/** Elements whose end tag may be left out. */
export const optionalEnd = words(
  'li dt dd p option optgroup tr td th thead tbody tfoot colgroup rt rp html head body',
)

const blocks = words(
  `address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2
  h3 h4 h5 h6 header hgroup hr main menu nav ol p pre search section summary table ul`,
)

const closers: Readonly<Record<string, ReadonlySet<string>>> = {
  li: words('li'),
  dt: words('dt dd'),
  dd: words('dt dd'),
  p: blocks,
  option: words('option optgroup hr'),
  optgroup: words('optgroup hr'),
  tr: words('tr tbody thead tfoot'),
  td: words('td th tr tbody thead tfoot'),
  th: words('td th tr tbody thead tfoot'),
  thead: words('tbody tfoot'),
  tbody: words('tbody tfoot'),
  tfoot: words('tbody'),
  colgroup: words('thead tbody tfoot tr colgroup'),
  rt: words('rt rp'),
  rp: words('rt rp'),
  head: words('body'),
}

/** Whether an open element ends by itself where a new one begins. */
export function isClosedBy(open: string, next: string): boolean {
  return closers[open]?.has(next) ?? false
}

const tableParts: Readonly<Record<string, ReadonlySet<string>>> = {
  table: words('caption colgroup thead tbody tfoot tr script style template'),
  thead: words('tr script style template'),
  tbody: words('tr script style template'),
  tfoot: words('tr script style template'),
  tr: words('td th script style template'),
  colgroup: words('col template'),
  select: words('option optgroup hr script template'),
  optgroup: words('option script template'),
}

/** Whether the browser would move text that stands directly in this element. */
export function refusesText(parent: string): boolean {
  return parent in tableParts && parent !== 'optgroup' && parent !== 'select'
}

const selfless = ['a', 'button', 'form'] as const

/**
 * Says why the browser would not leave an element where the template puts it.
 *
 * @param tag the element that begins
 * @param ancestors the open elements, innermost last
 * @returns the reason with what to write instead, or null when it stays
 */
export function misplaced(tag: string, ancestors: readonly string[]): string | null {
  const parent = ancestors.at(-1)
  const allowed = parent === undefined ? undefined : tableParts[parent]
  if (allowed && !allowed.has(tag)) {
    const list = [...allowed].filter(
      (name) => name !== 'script' && name !== 'template' && name !== 'style',
    )
    return `<${tag}> cannot stand directly in <${parent}>: the browser moves or drops it. Allowed are ${list.map((name) => `<${name}>`).join(', ')}.`
  }
  if ((selfless as readonly string[]).includes(tag) && ancestors.includes(tag)) {
    return `<${tag}> cannot stand inside another <${tag}>: the browser ends the outer one first.`
  }
  if (blocks.has(tag) && parent !== 'p') {
    const paragraph = ancestors.lastIndexOf('p')
    const shield = Math.max(
      ...['button', 'table', 'td', 'th', 'caption', 'svg', 'object'].map((name) =>
        ancestors.lastIndexOf(name),
      ),
    )
    if (paragraph > shield) {
      return `<${tag}> cannot stand inside a paragraph: the browser ends <p> before it. Use <div> for the outer element.`
    }
  }
  return null
}

/** The namespace of an element's children. */
export function childNamespace(tag: string, own: Namespace): Namespace {
  if (own === 'svg' && (tag === 'foreignObject' || tag === 'desc' || tag === 'title')) return 'html'
  return own
}

/** The namespace of an element that begins among nodes of `around`. */
export function namespaceOf(tag: string, around: Namespace): Namespace {
  const name = tag.toLowerCase()
  if (around === 'html' && (name === 'svg' || name === 'math')) return name
  return around
}
