import { existsSync } from 'node:fs'
import { accepted } from '../test/conformance/accepted.ts'
import { whyImpossible } from '../test/conformance/impossible.ts'
import { type Outcome, VectorRunner } from '../test/conformance/run-vector.ts'
import { readVectors, type Vector, type VectorClass } from '../test/conformance/vectors.ts'
import { oneOf, task } from './task.ts'

interface Totals {
  passed: number
  failed: number
  skipped: number
  /** Failures that accepted.ts explains. */
  accepted: number
}

const classes: readonly VectorClass[] = ['portable', 'needs-fixture', 'nondeterministic']
const description = {
  usage: `npm run conformance -- FILE.json … [--class ${classes.join('|')}]`,
  options: { class: oneOf(classes, null) },
  takesWords: true,
}

/**
 * `npm run conformance -- FILE.json`: runs the vectors of files and prints those that fail. The last
 * line is `conformance: N passed, N failed, N skipped`.
 *
 * @returns 1 when a vector failed that test/conformance/accepted.ts does not explain
 */
export const run = task(description, async ({ class: only }, files) => {
  if (files.length === 0) {
    console.error(description.usage)
    return 1
  }
  const missing = files.filter((file) => !existsSync(file))
  if (missing.length > 0) {
    console.error(`There is no file ${missing.join(', ')}.`)
    return 1
  }
  const vectors = files.flatMap(readVectors)
  const chosen = vectors.filter((vector) => !only || vector.class === only)
  const runner = new VectorRunner()
  const byClass = new Map<string, Totals>()
  const skipped = new Map<string, number>()
  const explained: string[] = []
  let hasFailed = false
  for (const vector of chosen) {
    const outcome = runner.run(vector)
    const totals = totalsOf(byClass, vector.class)
    const impossible = whyImpossible(vector)
    const reason = accepted[vector.test]
    if (outcome.kind === 'passed') totals.passed++
    else if (impossible !== undefined) {
      totals.skipped++
      skipped.set(impossible, (skipped.get(impossible) ?? 0) + 1)
    } else if (reason !== undefined) {
      totals.failed++
      totals.accepted++
      explained.push(`  ${vector.test}: ${reason}`)
    } else {
      totals.failed++
      hasFailed = true
      console.log(describeFailure(vector, outcome))
    }
  }
  if (explained.length > 0) {
    console.log(`failed as accepted (${explained.length}):\n${explained.join('\n')}`)
  }
  for (const [reason, count] of skipped) console.log(`skipped (${count}): ${reason}`)
  report(byClass)
  return hasFailed ? 1 : 0
})

function totalsOf(byClass: Map<string, Totals>, name: string): Totals {
  const known = byClass.get(name)
  if (known !== undefined) return known
  const totals = { passed: 0, failed: 0, skipped: 0, accepted: 0 }
  byClass.set(name, totals)
  return totals
}

function report(byClass: ReadonlyMap<string, Totals>): void {
  const all = [...byClass.values()]
  const sum = (field: keyof Totals): number => all.reduce((total, each) => total + each[field], 0)
  for (const [name, totals] of byClass) console.log(`${name}: ${line(totals)}`)
  console.log(
    `conformance: ${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
  )
}

function line({ passed, failed, skipped, accepted: explained }: Totals): string {
  const percent = ((100 * passed) / Math.max(1, passed + failed)).toFixed(1)
  const reasons = explained > 0 ? ` (${explained} as accepted)` : ''
  return `${passed} passed, ${failed} failed${reasons}, ${skipped} skipped, ${percent} %`
}

/** One vector that failed, in as few lines as it takes to see why. */
function describeFailure(vector: Vector, outcome: Outcome & { kind: 'failed' }): string {
  const { expect, templates, entry, args, kwargs, context } = vector
  const wanted = expect.error
    ? `${expect.error.type}: ${expect.error.message?.split('\n')[0] ?? ''}`
    : JSON.stringify(expect.output ?? expect.value)
  const other = outcome.stringIfInvalid === '' ? '' : ` with ${outcome.stringIfInvalid} for missing`
  const lines = [`✗ ${vector.test} (${vector.kind})${other}`]
  if (templates)
    for (const [name, source] of sources(templates, entry)) lines.push(`  ${name}: ${json(source)}`)
  if (args)
    lines.push(
      `  args: ${json(args)}${kwargs && Object.keys(kwargs).length > 0 ? ` ${json(kwargs)}` : ''}`,
    )
  if (context && Object.keys(context).length > 0)
    lines.push(`  context: ${cut(json(context), 300)}`)
  lines.push(`  expected: ${cut(wanted, 400)}`, `  got:      ${cut(outcome.got, 400)}`)
  return lines.join('\n')
}

function sources(templates: Readonly<Record<string, string>>, entry = ''): [string, string][] {
  const names = Object.keys(templates)
  const others = names.filter((name) => name !== entry)
  return [entry, ...others.slice(0, 6)].map((name) => [name, templates[name] ?? ''])
}

function json(value: unknown): string {
  return JSON.stringify(value)
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}
