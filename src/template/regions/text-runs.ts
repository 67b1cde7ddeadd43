import { isCoarse } from '../nodes.ts'
import type { Placed } from '../place/placed.ts'

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
  return node.kind === 'output' && !isCoarse(node.value)
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
