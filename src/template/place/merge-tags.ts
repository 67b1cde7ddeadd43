import type { Flat } from '../nodes.ts'
import { cutText, type Text } from './cut-text.ts'
import { contentOf } from './elements.ts'

type If = Extract<Flat, { kind: 'if' }>

/** Joins texts that stand side by side where one of them ends within a tag or comment. */
function joinTexts(nodes: readonly Flat[]): Flat[] {
  const joined: Flat[] = []
  for (const node of nodes) {
    const last = joined.at(-1)
    if (node.kind === 'text' && last?.kind === 'text' && unfinished.test(last.text))
      joined.splice(-1, 1, { ...last, text: last.text + node.text })
    else joined.push(node)
  }
  return joined
}

const unfinished = /<(?:[/!?][^>]*|!--(?:(?!-->)[^])*)?$/

/**
 * Makes one tag of branches that are nothing but an opening tag of the same name: `{% if a %}<p class="b">{% else %}<p>{%
 * endif %}` becomes `<p{% if a %} class="b"{% endif %}>`, so that what is in the element keeps its place.
 */
export function mergeTags(nodes: readonly Flat[]): Flat[] {
  return joinTexts(nodes).flatMap((node): Flat[] => {
    if (node.kind === 'if') {
      const merged = mergedTag(node)
      if (merged) return merged
      const branches = node.branches.map((branch) => ({ ...branch, body: mergeTags(branch.body) }))
      return [{ ...node, branches }]
    }
    if (node.kind !== 'for') return [node]
    return [{ ...node, body: mergeTags(node.body), empty: node.empty && mergeTags(node.empty) }]
  })
}

function mergedTag(node: If): Flat[] | null {
  if (node.branches.at(-1)!.condition !== null) return null
  const tags = node.branches.map(({ body }) => openingTag(body))
  const [first] = tags
  if (!first) return null
  const { before, name, after } = first
  const isSame = tags.every(
    (tag) =>
      tag && tag.name === name && tag.before.text === before.text && tag.after.text === after.text,
  )
  if (!isSame) return null
  const branches = node.branches.map(({ condition }, i) => ({
    condition,
    body: tags[i]!.attributes,
  }))
  return [before, { ...node, branches }, after]
}

interface Tag {
  readonly name: string
  /** Up to the end of the tag's name. */
  readonly before: Text
  readonly attributes: readonly Flat[]
  /** From the `>` on. */
  readonly after: Text
}

/** The opening tag that a body consists of, with white space around it. */
function openingTag(body: readonly Flat[]): Tag | null {
  const [first] = body
  const last = body.at(-1)
  if (first?.kind !== 'text' || last?.kind !== 'text') return null
  const head = /^\s*<([a-z][^\s/<>]*)/i.exec(first.text)
  const tail = />\s*$/.exec(last.text)
  if (!head || !tail) return null
  const name = head[1]!.toLowerCase()
  if (contentOf(name, 'html') !== 'nodes') return null
  const headLength = head[0].length
  const attributes =
    body.length === 1
      ? [cutText(first, headLength, tail.index)]
      : [cutText(first, headLength), ...body.slice(1, -1), cutText(last, 0, tail.index)]
  if (body.length === 1 && tail.index < headLength) return null
  if (hasMarkup(attributes) || /\/\s*$/.test(last.text.slice(0, tail.index))) return null
  return {
    name,
    before: cutText(first, 0, headLength),
    attributes,
    after: cutText(last, tail.index),
  }
}

/** Whether nodes may be more than attributes. */
function hasMarkup(nodes: readonly Flat[]): boolean {
  return nodes.some((node) => {
    if (node.kind === 'text') return /[<>]/.test(node.text)
    if (node.kind === 'if') return node.branches.some(({ body }) => hasMarkup(body))
    if (node.kind === 'for') return hasMarkup(node.body) || hasMarkup(node.empty ?? [])
    return node.kind === 'call' || node.kind === 'scripts'
  })
}
