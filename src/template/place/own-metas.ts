import type { Expression, Flat } from '../nodes.ts'
import { lacksMeta, metaText, ofPageMeta } from '../page-meta.ts'
import { attributeOf, partsOfValue } from './edit-tag.ts'
import type { Placed, PlacedElement } from './placed.ts'

/**
 * Lets the `<meta>` elements of a template stand only for what `pageMeta` does not name.
 *
 * @param page what is drawn, in which they are changed
 * @param live the live part, in which there are none
 * @returns the text that tells the browser of all of them
 */
export function planMetas(page: Placed[], live: PlacedElement): Flat[] {
  const contents: Expression[] = []

  function visit(nodes: Placed[], isConditional: boolean): void {
    for (const [i, node] of nodes.entries()) {
      if (node === live) continue
      if (node.kind === 'if') for (const { body } of node.branches) visit(body as Placed[], true)
      if (node.kind !== 'element') continue
      visit(node.children, isConditional)
      const meta = node.tag === 'meta' && node.namespace === 'html' ? metaOf(node) : null
      if (!meta) continue
      const { at } = node
      const name: Expression = { kind: 'literal', value: meta.name, at }
      if (!isConditional) contents.push(name, meta.content)
      const value = ofPageMeta(lacksMeta, [name], at)
      nodes[i] = {
        kind: 'if',
        branches: [{ condition: { kind: 'value', value }, body: [node] }],
        at,
      }
    }
  }

  visit(page, false)
  const value = ofPageMeta(metaText, contents, live.at)
  return [{ kind: 'output', value, env: null, at: live.at }]
}

/** What a `<meta>` says, where it has a name that is written and a content that is always there. */
function metaOf(element: PlacedElement): { name: string; content: Expression } | null {
  const name = (attributeOf(element, 'name') ?? attributeOf(element, 'property'))?.value
  const content = attributeOf(element, 'content')
  if (!name || !content || content.slot?.isConditional) return null
  const { at } = content
  if (content.value !== null)
    return { name, content: { kind: 'literal', value: content.value, at } }
  const body = partsOfValue(element, content.slot)
  return { name, content: { kind: 'capture', body, isLazy: false, at } }
}
