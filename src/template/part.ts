import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { findLivePart } from './document.ts'
import { part } from './expression.ts'
import type { Expression, Node } from './nodes.ts'
import { insertBeforeEnd } from './place/edit-tag.ts'
import { type Attribute, type Placed, placedBodies, type PlacedElement } from './place/placed.ts'
import { bodiesOf } from './walk.ts'

/** The attribute by which an event finds the component that it comes from. */
export const idAttribute = 'data-component-id'

/** What the browser asks for around an element that cannot stand anywhere. */
const parents: Readonly<Record<string, string>> = {
  caption: 'table',
  col: 'colgroup',
  colgroup: 'table',
  dd: 'dl',
  dt: 'dl',
  li: 'ul',
  optgroup: 'select',
  option: 'select',
  tbody: 'table',
  td: 'tr',
  tfoot: 'table',
  th: 'tr',
  thead: 'table',
  tr: 'tbody',
}

const nowhere: Location = { file: 'djust', source: '', start: 0, end: 0 }

const containers: Readonly<Record<string, string>> = {
  tr: 'tbody',
  tbody: 'table',
  colgroup: 'table',
}

/**
 * Puts the template of a component into a page, so that it is read as its first element will be: a `<tr>` as a row of a
 * table. The element around it is its live part.
 */
export function aroundPart(nodes: readonly Node[]): readonly Node[] {
  const parent = parents[firstTag(nodes)] ?? 'div'
  const around: string[] = [parent]
  while (containers[around[0]!]) around.unshift(containers[around[0]!]!)
  const open = around.map((tag, i) =>
    i === around.length - 1 ? `<${tag} dj-view="">` : `<${tag}>`,
  )
  refusePage(nodes)
  const close = around.toReversed().map((tag) => `</${tag}>`)
  const at = nowhere
  return [
    { kind: 'text', text: open.join(''), at },
    ...nodes,
    // Draws nothing, and tells whether the template has left the element around it.
    { kind: 'assign', name: 'end of component', value: { kind: 'literal', value: '', at }, at },
    { kind: 'text', text: close.join(''), at },
  ]
}

/**
 * Takes the element that was put around a component.
 *
 * @throws {TemplateError} when the template has closed it, or says itself what is live
 */
export function contentOfPart(page: readonly Placed[]): PlacedElement {
  const own = findAttribute(page, 'dj-root')
  if (own) throw new TemplateError('live_part', `${pieceOfPage}: remove dj-root.`, own.at)
  const { live } = findLivePart(page)
  const last = live.children.at(-1)
  // What is replaced as one ends where its element does.
  if (last?.kind === 'output' && last.value.kind === 'capture') return live
  if (last?.kind === 'assign' && last.at === nowhere) {
    live.children.pop()
    return live
  }
  throw new TemplateError(
    'unbalanced',
    'The template of a component closes an element that it did not open. Remove the closing tag.',
    live.children.find((node) => 'at' in node)?.at,
  )
}

const pieceOfPage = 'The template of a component is a piece of a page, and all of it is live'

function findAttribute(nodes: readonly Placed[], name: string): Attribute | undefined {
  for (const node of nodes) {
    const own = node.kind === 'element' && node.attributes.find((each) => each.name === name)
    const found = own || findAttribute(placedBodies(node).flat(), name)
    if (found) return found
  }
  return undefined
}

/** Refuses elements that a page has one of. */
function refusePage(nodes: readonly Node[]): void {
  for (const node of nodes) {
    for (const body of bodiesOf(node)) refusePage(body)
    const found = node.kind === 'text' && /<(?:html|head|body)(?=[\s/>])/i.exec(node.text)
    if (!found) continue
    const at = part(node.at, found.index, found.index + found[0].length)
    throw new TemplateError('live_part', `${pieceOfPage}: remove ${found[0]}>.`, at)
  }
}

/** Gives the outermost elements of a component the attribute by which events find it, where they lack it. */
export function stampPart(nodes: readonly Placed[]): void {
  for (const node of nodes) {
    if (node.kind === 'element') stamp(node)
    else for (const body of placedBodies(node)) stampPart(body)
  }
}

function stamp(element: PlacedElement): void {
  const { at, attributes, open } = element
  if (open.length === 0 || attributes.some(({ name }) => name === idAttribute)) return
  const slot = { name: idAttribute, isUrl: false, isConditional: false }
  const value: Expression = { kind: 'path', name: 'component_id', steps: [], at }
  insertBeforeEnd(element, [
    { kind: 'source', text: ` ${idAttribute}="` },
    { kind: 'value', slot, parts: [{ kind: 'output', value, env: null, at }], ending: '"' },
    { kind: 'source', text: '"' },
  ])
  attributes.push({ name: idAttribute, value: null, slot, at })
}

/** The name of the first tag that the template opens. */
function firstTag(nodes: readonly Node[]): string {
  for (const node of nodes) {
    const inside =
      node.kind === 'if' ? (node.branches[0]?.body ?? []) : 'body' in node ? node.body : []
    const text = node.kind === 'text' ? node.text.replace(/<!--[^]*?-->/g, '') : ''
    const tag = /<([a-zA-Z][^\s/>]*)/.exec(text)?.[1]?.toLowerCase() ?? firstTag(inside)
    if (tag !== '') return tag
  }
  return ''
}
