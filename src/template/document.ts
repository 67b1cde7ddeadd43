import type { Location } from '../shared/location.ts'
import { TemplateError } from '../shared/errors.ts'
import { escapeHtml } from '../shared/html.ts'
import type { Node } from './nodes.ts'
import { metaNode } from './page-meta.ts'
import { withPageTitle } from './page-title.ts'
import type { Placed, PlacedElement } from './place/placed.ts'

/** What was added to a template so that it is a whole page; development says so. */
export type Completion = 'page' | 'scripts' | 'dj-view'

/** What of its page's head a view gives. */
export interface PageHead {
  /** Whether a field `pageTitle` takes the place of what stands in `<title>`. */
  readonly hasTitle: boolean
  /** Whether a field `pageMeta` has names and contents of `<meta>`. */
  readonly hasMeta: boolean
  /** Whether it may go on in another layout. */
  readonly mayMove?: boolean
}

export const noPageHead: PageHead = { hasTitle: false, hasMeta: false }

interface Completed {
  readonly nodes: readonly Node[]
  readonly added: readonly Completion[]
}

/** Of what is in no template. */
const at: Location = { file: 'djust', source: '', start: 0, end: 0 }

/**
 * Makes a whole page of a template: a fragment gets a document around it; a document gets the runtime's script and a
 * live body where it lacks them; and the head has room for what the view gives of it.
 *
 * @param title the document's title, for a fragment
 */
export function completeDocument(
  nodes: readonly Node[],
  title: string,
  head: PageHead = noPageHead,
): Completed {
  const { nodes: document, added } = makeWhole(nodes, title)
  const titled = head.hasTitle ? withPageTitle(document, at) : document
  return {
    nodes: head.hasMeta ? insertBefore(titled, /<\/head\s*>/i, [metaNode(at)]) : titled,
    added,
  }
}

function makeWhole(nodes: readonly Node[], title: string): Completed {
  const scripts: Node = { kind: 'scripts', at }
  const [, second] = find(nodes, (node) => node.kind === 'scripts')
  if (second) {
    throw new TemplateError(
      'scripts_twice',
      'There is a second {% djust_scripts %} on the page. Keep the one in <head>.',
      second.at,
    )
  }
  const hasView = some(
    nodes,
    (node) => node.kind === 'text' && /\sdj-view(?=[\s=>/]|$)/i.test(node.text),
  )
  const viewAttribute = djView()

  if (!some(nodes, (node) => node.kind === 'text' && /<html[\s>]/i.test(node.text))) {
    const head = `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<link rel="icon" href="data:,">\n`
    const hasTitle = some(nodes, (node) => node.kind === 'text' && /<title[\s>]/i.test(node.text))
    const titleElement = hasTitle ? '' : `<title>${escapeHtml(title)}</title>\n`
    const body = hasView ? [text('>\n')] : [...viewAttribute, text('>\n')]
    return {
      nodes: [
        text(head + titleElement),
        scripts,
        text('\n</head>\n<body'),
        ...body,
        ...nodes,
        text('\n</body>\n</html>\n'),
      ],
      added: ['page'],
    }
  }

  const added: Completion[] = []
  let completed = nodes
  if (!some(nodes, (node) => node.kind === 'scripts')) {
    added.push('scripts')
    completed = insertBefore(completed, /<\/head\s*>/i, [scripts, text('\n')])
  }
  if (!hasView) {
    added.push('dj-view')
    completed = insertBefore(completed, /(?<=<body)(?=[\s>])/i, viewAttribute)
  }
  return { nodes: completed, added }
}

function djView(): Node[] {
  return [
    text(' dj-view="'),
    { kind: 'output', value: { kind: 'path', name: 'dj_view_id', steps: [], at }, at },
    text('"'),
  ]
}

function text(source: string): Node {
  return { kind: 'text', text: source, at }
}

function some(nodes: readonly Node[], test: (node: Node) => boolean): boolean {
  return find(nodes, test).length > 0
}

function find(nodes: readonly Node[], test: (node: Node) => boolean): Node[] {
  return nodes.flatMap((node) => {
    const inside = node.kind === 'if' ? node.branches.flatMap(({ body }) => find(body, test)) : []
    if ('body' in node) inside.push(...find(node.body, test))
    return test(node) ? [node, ...inside] : inside
  })
}

/** Inserts nodes before the first place where a text matches, looking into scopes as well. */
function insertBefore(nodes: readonly Node[], place: RegExp, insert: readonly Node[]): Node[] {
  let done = false
  const visit = (list: readonly Node[]): Node[] =>
    list.flatMap((node): Node[] => {
      if (done) return [node]
      if (node.kind === 'with') return [{ ...node, body: visit(node.body) }]
      if (node.kind !== 'text') return [node]
      const found = place.exec(node.text)
      if (!found) return [node]
      done = true
      const cut = found.index
      return [
        { ...node, text: node.text.slice(0, cut), at: { ...node.at, end: node.at.start + cut } },
        ...insert,
        { ...node, text: node.text.slice(cut), at: { ...node.at, start: node.at.start + cut } },
      ]
    })
  return visit(nodes)
}

/** Where the live part of a page is. */
export interface LivePart {
  /** The element whose content is live. */
  readonly live: PlacedElement
  /** The document's title. */
  readonly title: PlacedElement | null
}

/**
 * Finds the live part: what is inside `dj-root`, or else everything under `dj-view`.
 *
 * @throws {TemplateError} when there is none, or it may come and go
 */
export function findLivePart(page: readonly Placed[]): LivePart {
  const found: { view: PlacedElement[]; root: PlacedElement[]; title: PlacedElement[] } = {
    view: [],
    root: [],
    title: [],
  }
  const visit = (nodes: readonly Placed[], isConditional: boolean): void => {
    for (const node of nodes) {
      if (node.kind === 'if') for (const { body } of node.branches) visit(body, true)
      if (node.kind === 'for') visit([...node.body, ...(node.empty ?? [])], true)
      if (node.kind !== 'element') continue
      for (const [name, list] of [
        ['dj-view', found.view],
        ['dj-root', found.root],
      ] as const) {
        const attribute = node.attributes.find((a) => a.name === name)
        if (!attribute) continue
        if (isConditional || attribute.slot?.isConditional) {
          throw new TemplateError(
            'live_part',
            `The element with ${name} must always be there. Move it out of the {% if %} or {% for %}.`,
            node.at,
          )
        }
        list.push(node)
      }
      if (node.tag === 'title' && node.namespace === 'html' && !isConditional)
        found.title.push(node)
      visit(node.children, isConditional)
    }
  }
  visit(page, false)

  for (const [name, [, second]] of [
    ['dj-view', found.view],
    ['dj-root', found.root],
  ] as const) {
    if (second)
      throw new TemplateError(
        'live_part',
        `There is a second element with ${name}. A template has one.`,
        second.at,
      )
  }
  const live = found.root[0] ?? found.view[0]
  if (!live) {
    throw new TemplateError(
      'live_part',
      'The page has no live part. Write <body dj-view="{{ dj_view_id }}">.',
    )
  }
  if (live.content !== 'nodes') {
    throw new TemplateError(
      'live_part',
      `<${live.tag}> cannot hold the live part. Use an element with content, such as <div> or <body>.`,
      live.at,
    )
  }
  const title = found.title.find((element) => !holds(live, element)) ?? null
  return { live, title: title?.text.some((node) => node.kind !== 'text') ? title : null }
}

function holds(outer: PlacedElement, inner: PlacedElement): boolean {
  return outer.children.some(
    (child) => child.kind === 'element' && (child === inner || holds(child, inner)),
  )
}
