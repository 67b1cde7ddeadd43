import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import type { Expression, Node } from './nodes.ts'
import { bodiesOf, nodeValues, partsOf } from './walk.ts'

const openingTag = /<title(?:\s[^>]*)?>/i
const closingTag = /<\/title\s*>/i
const headEnd = /<\/head\s*>|<body[\s>]/i

/**
 * Lets `pageTitle`, where it is not empty, take the place of what stands in `<title>`; a template that shows it there by
 * itself is left as it is.
 *
 * @param nodes a whole document
 */
export function withPageTitle(nodes: readonly Node[], at: Location): readonly Node[] {
  const titled = replaceTitle(nodes, at)
  if (titled) return titled
  throw new TemplateError(
    'page_title_place',
    'The page has a pageTitle, and its <head> no <title> that is always there. Write <title>…</title>, with any {% if %} inside of it.',
  )
}

/** @returns null where the title does not begin and end among these nodes */
function replaceTitle(nodes: readonly Node[], at: Location): readonly Node[] | null {
  for (const [i, node] of nodes.entries()) {
    if (node.kind === 'with' || node.kind === 'env' || node.kind === 'block') {
      const body = replaceTitle(node.body, at)
      if (body) return nodes.with(i, { ...node, body })
    }
    if (node.kind !== 'text') continue
    const opening = openingTag.exec(node.text)
    const end = headEnd.exec(node.text)
    if (opening && !(end && end.index < opening.index)) {
      const [before, behind] = cut(node, opening.index + opening[0].length)
      return replaceContent([...nodes.slice(0, i), before], [behind, ...nodes.slice(i + 1)], at)
    }
    if (end) return null
  }
  return null
}

/** @param rest what stands behind the opening tag */
function replaceContent(
  before: readonly Node[],
  rest: readonly Node[],
  at: Location,
): readonly Node[] | null {
  const i = rest.findIndex((node) => node.kind === 'text' && closingTag.test(node.text))
  const last = rest[i]
  if (last?.kind !== 'text') return null
  const [content, behind] = cut(last, closingTag.exec(last.text)!.index)
  const body = [...rest.slice(0, i), content]
  if (body.some(showsTitle)) return [...before, ...rest]
  const pageTitle = { kind: 'path' as const, name: 'pageTitle', steps: [], at }
  const branches = [
    {
      condition: { kind: 'value' as const, value: pageTitle },
      body: [{ kind: 'output' as const, value: pageTitle, at }],
    },
    { condition: null, body },
  ]
  return [...before, { kind: 'if', branches, at }, behind, ...rest.slice(i + 1)]
}

type TextNode = Extract<Node, { kind: 'text' }>

function cut(node: TextNode, index: number): [TextNode, TextNode] {
  const { text, at } = node
  return [
    { ...node, text: text.slice(0, index), at: { ...at, end: at.start + index } },
    { ...node, text: text.slice(index), at: { ...at, start: at.start + index } },
  ]
}

function showsTitle(node: Node): boolean {
  return nodeValues(node).some(isTitle) || bodiesOf(node).some((body) => body.some(showsTitle))
}

function isTitle(value: Expression): boolean {
  return (value.kind === 'path' && value.name === 'pageTitle') || partsOf(value).some(isTitle)
}
