import type { Namespace, PlacedElement } from './placed.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

const voidElements = words('area base br col embed hr img input link meta param source track wbr')

/** Elements whose content the browser reads as one text. */
const textElements = words('title textarea')

/** Elements whose content is not markup; djust leaves it alone. */
const sourceElements = words('script style iframe noembed noframes xmp plaintext')

/** Elements whose end tag may be left out. */
export const optionalEnd = words(
  'li dt dd p option optgroup tr td th thead tbody tfoot colgroup rt rp html head body',
)

/** What an element can have in it. */
export function contentOf(tag: string, namespace: Namespace): PlacedElement['content'] {
  if (namespace !== 'html') return 'nodes'
  if (voidElements.has(tag)) return 'none'
  if (textElements.has(tag)) return 'text'
  return sourceElements.has(tag) ? 'source' : 'nodes'
}

const headings = words('h1 h2 h3 h4 h5 h6')

/** Elements that end a paragraph. */
const blocks = words(
  `address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1
  h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp`,
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

/** Elements at whose end those inside end too, where their own end tags are left out. */
const containers = words(
  `address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption figure
  footer form h1 h2 h3 h4 h5 h6 header hgroup html li main menu nav object ol optgroup pre search section select summary
  table tbody td tfoot th thead tr ul`,
)

/** Whether an open element ends by itself where an outer one ends. */
export function isEndedBy(open: string, outer: string): boolean {
  if (!optionalEnd.has(open)) return false
  return containers.has(outer) || open === 'rt' || open === 'rp'
}

/** Whether an open element ends by itself where a new one begins. */
export function isClosedBy(open: string, next: string): boolean {
  return closers[open]?.has(next) ?? false
}

/** What may stand directly in an element; the browser moves or drops the rest. */
const contents: Readonly<Record<string, ReadonlySet<string>>> = {
  table: words('caption colgroup thead tbody tfoot tr script style template'),
  thead: words('tr script style template'),
  tbody: words('tr script style template'),
  tfoot: words('tr script style template'),
  tr: words('td th script style template'),
  colgroup: words('col template'),
  select: words('option optgroup hr script template'),
  optgroup: words('option script template'),
  option: words('script template'),
}

/** Where an element may stand; the browser drops it elsewhere. */
const homes: Readonly<Record<string, ReadonlySet<string>>> = {
  caption: words('table'),
  colgroup: words('table'),
  col: words('colgroup'),
  thead: words('table'),
  tbody: words('table'),
  tfoot: words('table'),
  tr: words('thead tbody tfoot'),
  td: words('tr'),
  th: words('tr'),
  head: words('html'),
  body: words('html'),
  html: words(''),
}

/** Elements of the past that the browser drops, or takes for something else. */
const obsolete = words('frame frameset image plaintext')

/** Elements of HTML at which the browser ends an `<svg>` or `<math>` around them. */
const breakouts = words(
  `b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta
  nobr ol p pre ruby s small span strong strike sub sup table tt u ul var`,
)

const withText = words('select optgroup option')

/** Whether the browser would move text that stands directly in this element. */
export function refusesText(parent: string): boolean {
  return parent in contents && !withText.has(parent)
}

const selfless = words('a button form')

/** Elements through which nothing ends a paragraph. */
const shields = words('button table td th caption object template svg math')

/**
 * Says why the browser would not leave an element where the template puts it.
 *
 * @param tag the element that begins
 * @param ancestors the open elements, innermost last; those of SVG and MathML as `svg` and `math`
 * @returns the reason with what to write instead, or null when it stays
 */
export function misplaced(tag: string, ancestors: readonly string[]): string | null {
  const parent = ancestors.at(-1)
  if (obsolete.has(tag)) return `<${tag}> is obsolete: the browser does not keep it.`
  if (parent === undefined) return null
  const allowed = contents[parent]
  if (allowed && !allowed.has(tag)) {
    const ordinary = [...allowed].filter((name) => !/^(?:script|template|style)$/.test(name))
    const advice =
      ordinary.length > 0 ? `Allowed are ${list(ordinary)}.` : 'It holds nothing but text.'
    return `<${tag}> cannot stand directly in <${parent}>: the browser moves or drops it. ${advice}`
  }
  const home = homes[tag]
  if (home && parent !== 'template' && !home.has(parent)) {
    const advice = tag === 'html' ? '' : ` It belongs in ${list([...home])}.`
    return `<${tag}> cannot stand directly in <${parent}>: the browser drops it.${advice}`
  }
  if (isClosedBy(parent, tag)) {
    return `<${tag}> ends the <${parent}> that began outside this branch or loop. Write </${parent}> before it.`
  }
  if (selfless.has(tag) && ancestors.includes(tag)) {
    return `<${tag}> cannot stand inside another <${tag}>: the browser ends the outer one first.`
  }
  if (headings.has(tag) && headings.has(parent)) {
    return `<${tag}> cannot stand inside <${parent}>: the browser ends <${parent}> before it.`
  }
  if (reopens(tag, ancestors)) {
    return `<${tag}> cannot stand inside another <${tag}>: the browser ends the outer one first. Put a list into it.`
  }
  if (blocks.has(tag) && ancestors.lastIndexOf('p') > lastShield(ancestors)) {
    return `<${tag}> cannot stand inside a paragraph: the browser ends <p> before it. Use <div> for the outer element.`
  }
  return null
}

const sameItems: Readonly<Record<string, ReadonlySet<string>>> = {
  li: words('li'),
  dd: words('dd dt'),
  dt: words('dd dt'),
}
const transparent = words('address div p')

/** Whether an item of a list stands in another one with nothing but text-level elements in between. */
function reopens(tag: string, ancestors: readonly string[]): boolean {
  const same = sameItems[tag]
  if (!same) return false
  const stop = ancestors.findLastIndex(
    (name) => same.has(name) || (containers.has(name) && !transparent.has(name)) || name === 'svg',
  )
  return same.has(ancestors[stop] ?? '')
}

function lastShield(ancestors: readonly string[]): number {
  return ancestors.findLastIndex((name) => shields.has(name))
}

function list(names: readonly string[]): string {
  return names.map((name) => `<${name}>`).join(', ')
}

/** Whether the browser ends an `<svg>` or `<math>` at an element. */
export function breaksOut(tag: string): boolean {
  return breakouts.has(tag)
}

const svgWithHtml = words('foreignObject desc title')
const mathWithHtml = words('mi mo mn ms mtext')

/** The namespace of an element's children. */
export function childNamespace(tag: string, own: Namespace): Namespace {
  if (own === 'svg') return svgWithHtml.has(tag) ? 'html' : 'svg'
  if (own === 'math') return mathWithHtml.has(tag) ? 'html' : 'math'
  return 'html'
}

/** The namespace of an element that begins among nodes of `around`. */
export function namespaceOf(tag: string, around: Namespace): Namespace {
  const name = tag.toLowerCase()
  if (around === 'html' && (name === 'svg' || name === 'math')) return name
  return around
}
