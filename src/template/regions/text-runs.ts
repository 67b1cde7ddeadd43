import type { Placed, PlacedCallee, PlacedElement } from '../place/placed.ts'
import { readText } from '../read-html.ts'
import type { OutputItem, StaticText } from './region.ts'

/** A node, and for a value the static texts that are one text node with it, as they are written. */
export interface TextRun {
  readonly node: Placed
  before: string
  after: string
}

export function alone(node: Placed): TextRun {
  return { node, before: '', after: '' }
}

/**
 * Gives each value the static texts that run into it: what follows it, and what stands before it and behind no other.
 *
 * @param isPre whether the browser drops a line end at their beginning, which it would not behind a comment
 */
export function textRuns(nodes: readonly Placed[], isPre: boolean): TextRun[] {
  const runs: TextRun[] = []
  /** The value or static text that the next text runs into. */
  let last: TextRun | null = null
  for (const node of nodes) {
    if (node.kind === 'text' && last && runsInto(last.node)) {
      last.after += node.text
      continue
    }
    const run = alone(node)
    if (
      last?.node.kind === 'text' &&
      runsInto(node) &&
      mayRunInto(last, isPre && runs[0] === last)
    ) {
      run.before = last.node.text
      runs.splice(runs.indexOf(last), 1)
    }
    runs.push(run)
    if (node.kind !== 'assign') last = run
  }
  return runs
}

/** Whether static texts are one text node with it. */
function runsInto(node: Placed): boolean {
  return node.kind === 'output' && !node.markup
}

/** Whether a static text may be one with the value behind it. */
function mayRunInto({ node }: TextRun, isFirstOfPre: boolean): boolean {
  return node.kind === 'text' && !isFirstOfPre && !endsInEntity(node.text)
}

/** `&` would make an entity of itself and what follows. */
export function endsInEntity(html: string): boolean {
  return /&#?\w*$/.test(html)
}

/** Whether static text stands right behind a node, with no comment between. */
export function followsText(runs: readonly TextRun[], i: number, atEnd: boolean): boolean {
  for (const { node } of runs.slice(i + 1)) {
    if (node.kind === 'assign') continue
    return node.kind === 'text'
  }
  return atEnd
}

/** Whether the last node of a body may be text that would run into text behind it. */
export function endsWithText(nodes: readonly Placed[], seen = new Set<PlacedCallee>()): boolean {
  const last = nodes.findLast((node) => node.kind !== 'assign')
  switch (last?.kind) {
    case 'text':
    case 'output':
      return true
    case 'if':
      return last.branches.some(({ body }) => endsWithText(body, seen))
    case 'for':
      return endsWithText(last.body, seen) || endsWithText(last.empty ?? [], seen)
    case 'call':
      if (seen.has(last.callee)) return false
      return endsWithText(last.callee.body, seen.add(last.callee))
    default:
      return false
  }
}

/** The anchor of a value that is the one dynamic piece of its element, between two static texts; null for any other. */
export function aloneIn({ tag, children }: PlacedElement): OutputItem['anchor'] | null {
  const visible = children.filter(isVisible)
  const at = visible.findIndex(({ kind }) => kind === 'output')
  const output = visible[at]
  if (output?.kind !== 'output' || tag === 'body') return null
  // The texts beside markup are no part of it.
  const isOneText = visible.every(({ kind }, i) => i === at || (kind === 'text' && !output.markup))
  if (!isOneText) return null

  const text = (nodes: readonly Placed[]): string =>
    nodes.map((node) => (node.kind === 'text' ? node.text : '')).join('')
  const before = text(visible.slice(0, at))
  // The browser drops a line end right behind `<pre>`, which the value or what follows it may begin with.
  if (endsInEntity(before) || (tag === 'pre' && before === '')) return null
  return {
    kind: 'alone',
    before: tag === 'pre' ? readText(before).replace(/^\n/, '') : readText(before),
    after: readText(text(visible.slice(at + 1))),
  }
}

/** Whether a node draws something. */
export function isVisible(node: Placed): boolean {
  return node.kind !== 'assign'
}

export function staticText(html: string): StaticText {
  return { html, text: readText(html) }
}
