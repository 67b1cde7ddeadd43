import { insertBeforeEnd } from './place/enrich.ts'
import { type Placed, placedBodies, type PlacedElement } from './place/placed.ts'
import type { Expression, Node } from './nodes.ts'

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
  const close = around.toReversed().map((tag) => `</${tag}>`)
  const at = { file: 'djust', source: '', start: 0, end: 0 }
  return [
    { kind: 'text', text: open.join(''), at },
    ...nodes,
    { kind: 'text', text: close.join(''), at },
  ]
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
