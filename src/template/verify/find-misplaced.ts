import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { startTag } from '../place/coarse.ts'
import { elementAt } from '../place/element-at.ts'
import type { PlacedElement } from '../place/placed.ts'
import type { RegionPlan } from '../regions/region.ts'
import { type DrawnPath, drawPaths, type Expected } from './draw-path.ts'
import { type VerifiedCache, verificationKey } from './verified-cache.ts'

/** Something that the browser does not leave where the layout says. */
export interface Misplaced {
  /** The elements around it, outermost first: what is in the innermost is not what it should be. */
  readonly around: readonly PlacedElement[]
  readonly reason: TemplateError
}

type Node = DefaultTreeAdapterTypes.ChildNode
type Parent = DefaultTreeAdapterTypes.ParentNode

/** Of the paths beyond those that take each branch once. */
const maxTotalLength = 2_000_000

const names = { html: 'xhtml', svg: 'svg', math: 'MathML' } as const

/**
 * Draws the live part on paths through its branches and loops, with anchors and with texts for values, and has each parsed
 * as a browser would. The layout and the tree are walked side by side, as the runtime does.
 *
 * @param ancestors the elements around the live element, outermost first
 * @param verified what was found to be in its place before, and is trusted
 * @returns the first difference; null when each node lands where the layout says
 */
export function findMisplaced(
  { live, regions }: RegionPlan,
  ancestors: readonly PlacedElement[],
  verified?: VerifiedCache,
): Misplaced | null {
  const head = `<!DOCTYPE html>${ancestors.map(startTag).join('')}`
  const open = startTag(live)
  let paths: Iterable<DrawnPath> = drawPaths(live, regions[0]!.items, maxTotalLength)
  let key = ''
  if (verified) {
    const drawn = [...paths]
    key = verificationKey(head + open, drawn)
    if (verified.has(key)) return null
    paths = drawn
  }
  for (const path of paths) {
    // Only the whole path is sure to be one that a browser gets.
    const found = compare(live, path, head, open) && compare(live, path.whole(), head, open)
    if (found) return found
  }
  verified?.add(key)
  return null
}

function compare(
  live: PlacedElement,
  { html, nodes }: DrawnPath,
  head: string,
  open: string,
): Misplaced | null {
  const isBody = live.tag === 'body'
  // What is still open, or was put out of the element, would show in the text behind it.
  const behind = isBody ? '' : `</${live.tag}>x`
  const tree = parse(head + open + html + behind, { sourceCodeLocationInfo: true })
  const found = elementAt(tree, head.length)
  const around = [live]
  if (!found) return misplaced(live.tag, live.at, around)
  const inside = difference(found, nodes, around)
  if (inside) return inside
  const last = found.sourceCodeLocation?.endTag
  const isClosed = isBody || last?.startOffset === head.length + open.length + html.length
  return isClosed ? null : misplaced(live.tag, live.at, around)
}

function difference(
  parent: Parent,
  expected: readonly Expected[],
  around: readonly PlacedElement[],
): Misplaced | null {
  const actual = withoutSpace(parent.childNodes)
  const wanted = joined(expected)
  const { tag, at } = around.at(-1)!
  if (wanted.length === 1 && wanted[0]!.kind === 'markup') return null
  let next = 0
  for (const [i, node] of wanted.entries()) {
    if (node.kind === 'markup') {
      const hasEnd = wanted[i + 1]?.kind === 'comment'
      while (next < actual.length && (!hasEnd || !isEnd(actual[next]!))) next++
      continue
    }
    const here = actual[next++]
    const own = node.kind === 'element' ? node.element : null
    if (!here || !isSame(here, node)) return misplaced(own?.tag ?? tag, own?.at ?? at, around)
    if (node.kind !== 'element' || node.children === null) continue
    const inner = 'content' in here ? here.content : (here as Parent)
    const found = difference(inner, node.children, [...around, node.element])
    if (found) return found
  }
  if (next === actual.length) return null
  const last = wanted.findLast((node) => node.kind === 'element')?.element
  return misplaced(last?.tag ?? tag, last?.at ?? at, around)
}

function isSame(node: Node, expected: Exclude<Expected, { kind: 'markup' }>): boolean {
  switch (expected.kind) {
    case 'text':
      return 'value' in node && collapsed(node.value) === collapsed(expected.text)
    case 'comment':
      return 'data' in node && (expected.data === null || node.data === expected.data)
    case 'known':
      return 'tagName' in node && node.tagName === 'wbr'
    case 'element': {
      const { tag, namespace } = expected.element
      return (
        'tagName' in node && node.tagName === tag && node.namespaceURI.includes(names[namespace])
      )
    }
    default:
      return expected satisfies never
  }
}

/** Texts beside each other are one node, and white space is no anchor. */
function joined(nodes: readonly Expected[]): Expected[] {
  const list: Expected[] = []
  for (const node of nodes) {
    const last = list.at(-1)
    if (node.kind === 'text' && last?.kind === 'text')
      list.splice(-1, 1, { kind: 'text', text: last.text + node.text })
    else list.push(node)
  }
  return list.filter((node) => node.kind !== 'text' || collapsed(node.text) !== '')
}

function withoutSpace(nodes: readonly Node[]): Node[] {
  return nodes.filter((node) => !('value' in node) || collapsed(node.value) !== '')
}

function collapsed(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function isEnd(node: Node): boolean {
  return 'data' in node && node.data === '/'
}

function misplaced(tag: string, at: Location, around: readonly PlacedElement[]): Misplaced {
  const parent = around.at(-1)!.tag
  const what = tag === parent ? `what is in <${parent}>` : `this <${tag}>`
  const reason = new TemplateError(
    'html_nesting',
    `A browser does not leave ${what} where the template has it: on some way through the branches and loops it moves, closes or drops something. Close each element where it was opened, and put blocks into <div>.`,
    at,
  )
  return { around, reason }
}
