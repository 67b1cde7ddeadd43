import { defaultTreeAdapter, html, parse, parseFragment, serialize } from 'parse5'
import { escapeHtml } from '../../shared/html.ts'
import type { Location } from '../../shared/location.ts'
import type { Flat } from '../nodes.ts'
import { cutText } from './cut-text.ts'
import { elementAt } from './element-at.ts'
import { childNamespace, contentOf, isEndedBy, optionalEnd } from './elements.ts'
import type { Namespace, PlacedElement } from './placed.ts'
import { representativePaths, walkAllTaken, walkBoth } from './representative-paths.ts'

/** A part of the live page that is sent as one, because its pieces have no certain place. */
export interface CoarseRegion {
  /** The element whose content it is. */
  readonly tag: string
  readonly at: Location
  /** What has no certain place, and what to write instead. */
  readonly why: string
  readonly cause: Location | undefined
}

/** A place in a list of nodes: a node, and an index in its text. */
export interface Position {
  readonly index: number
  readonly offset: number
}

/** Where the content of an element ends: its end tag is in one text of the list in which the content begins. */
export interface ContentEnd {
  readonly index: number
  readonly start: number
  readonly end: number
}

const namespaces: Readonly<Record<Namespace, html.NS>> = {
  html: html.NS.HTML,
  svg: html.NS.SVG,
  math: html.NS.MATHML,
}

/**
 * Finds the end of an element that a browser keeps intact: whatever branches and loops do in it, its content stays in it,
 * leaves what is around it alone, and is read the same when it is parsed by itself.
 *
 * @param element the element; its opening tag ends at `from`
 * @param ancestors the elements around it, outermost first
 * @returns null when there are ways through its branches and loops on which that does not hold
 */
export function intactEnd(
  element: PlacedElement,
  ancestors: readonly PlacedElement[],
  nodes: readonly Flat[],
  from: Position,
): ContentEnd | null {
  const around = `<!DOCTYPE html>${ancestors.map(startTag).join('')}`
  const head = around + startTag(element)
  const end = endOf(around, head, nodes, from, element.tag)
  if (!end) return null
  const inside = contentBetween(nodes, from, end)
  if (!walkBoth(inside).every(balances)) return null
  const expected = outside(head, element.tag, around.length, '')
  for (const content of representativePaths(inside)) {
    const found = outside(head, element.tag, around.length, content)
    if (found === null || found.around !== expected?.around) return null
    if (found.inside !== parsedAlone(element, content)) return null
  }
  return end
}

/** The nodes of an element's content. */
export function contentBetween(
  nodes: readonly Flat[],
  from: Position,
  { index, start }: ContentEnd,
): Flat[] {
  const last = index < nodes.length ? index : nodes.length - 1
  return nodes.slice(from.index, last + 1).map((node, i): Flat => {
    if (node.kind !== 'text') return node
    const at = from.index + i
    return cutText(
      node,
      at === from.index ? from.offset : 0,
      at === index ? start : node.text.length,
    )
  })
}

const tagPattern =
  /<!--[^]*?-->|<(script|style|textarea|title|iframe|noembed|noframes|xmp)(?=[\s/>])[^]*?<\/\1\s*>|<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi

/** Whether each element is closed that has to be, and nothing else: what does not balance in any way is a mistake. */
function balances(markup: string): boolean {
  const open: string[] = []
  for (const [, , slash, name, rest] of markup.matchAll(tagPattern)) {
    if (name === undefined) continue
    const tag = name.toLowerCase()
    if (slash === '') {
      const isForeign =
        rest!.endsWith('/') && open.some((each) => each === 'svg' || each === 'math')
      if (contentOf(tag, 'html') !== 'none' && !isForeign) open.push(tag)
      continue
    }
    while (open.length > 0 && open.at(-1) !== tag && isEndedBy(open.at(-1)!, tag)) open.pop()
    if (open.pop() !== tag) return false
  }
  return open.every((tag) => optionalEnd.has(tag))
}

/** Finds the end tag where all conditions hold. */
function endOf(
  around: string,
  head: string,
  nodes: readonly Flat[],
  from: Position,
  tag: string,
): ContentEnd | null {
  const nothing: ContentEnd = { index: nodes.length, start: 0, end: 0 }
  const { html: content, texts } = walkAllTaken(contentBetween(nodes, from, nothing))
  const found = elementAt(parse(head + content, located), around.length)
  const place = found?.sourceCodeLocation?.endTag
  // The end tag of <body> may be left out.
  if (found && !place && tag === 'body') return nothing
  if (!place) return null
  const start = place.startOffset - head.length
  const text = texts.findLast((each) => each.start <= start)
  if (!text) return null
  const index = from.index + text.index
  const node = nodes[index]
  if (node?.kind !== 'text') return null
  const offset = start - text.start + (index === from.index ? from.offset : 0)
  const length = place.endOffset - place.startOffset
  const isInText = offset + length <= node.text.length && node.text.startsWith('</', offset)
  return isInText ? { index, start: offset, end: offset + length } : null
}

const located = { sourceCodeLocationInfo: true }

/** Draws the end of an element, and a text behind it that shows what is still open. */
function outside(
  head: string,
  tag: string,
  at: number,
  content: string,
): { around: string; inside: string } | null {
  const isBody = tag === 'body'
  const source = `${head}${content}</${tag}>${isBody ? '' : 'x'}`
  const tree = parse(source, located)
  const element = elementAt(tree, at)
  if (!element) return null
  const end = element.sourceCodeLocation?.endTag?.startOffset
  if (end !== head.length + content.length) return null
  const inside = serialize(element)
  element.childNodes = []
  return { around: serialize(tree), inside }
}

/** What the browser makes of markup that comes with a patch. */
function parsedAlone({ tag, namespace }: PlacedElement, content: string): string {
  const inner = childNamespace(tag, namespace)
  const context =
    namespace === inner
      ? defaultTreeAdapter.createElement(tag, namespaces[namespace], [])
      : defaultTreeAdapter.createElement('div', html.NS.HTML, [])
  return serialize(parseFragment(context, content, {}))
}

/** An element's opening tag, with the attributes that are always the same. */
export function startTag({ tag, attributes }: PlacedElement): string {
  const fixed = attributes.flatMap(({ name, value }) =>
    value === null ? [] : [` ${name}="${escapeHtml(value)}"`],
  )
  return `<${tag}${fixed.join('')}>`
}
