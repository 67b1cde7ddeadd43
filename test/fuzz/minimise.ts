import type { FuzzCase, Json } from './case.ts'
import { smallerPieces, smallerTexts } from './piece.ts'

/**
 * Makes a case smaller, step by step, as long as something holds of it.
 *
 * @param holds whether a case still shows what is looked for
 * @param limits how many cases are asked for, and for how long
 */
export async function minimise(
  first: FuzzCase,
  holds: (smaller: FuzzCase) => Promise<boolean>,
  limits = { tries: 3000, seconds: 8 },
): Promise<FuzzCase> {
  const endMs = performance.now() + limits.seconds * 1000
  let best = first
  let tries = 0
  const isOver = (): boolean => tries >= limits.tries || performance.now() > endMs
  for (let isSmaller = true; isSmaller && !isOver(); ) {
    isSmaller = false
    for (const smaller of smallerCases(best)) {
      if (isOver()) break
      tries++
      if (!(await holds(smaller))) continue
      best = smaller
      isSmaller = true
      break
    }
  }
  return best
}

/** Every case that is smaller by one step. */
function* smallerCases(whole: FuzzCase): Generator<FuzzCase> {
  if (!whole.autoescape) yield { ...whole, autoescape: true }
  if (whole.stringIfInvalid !== '') yield { ...whole, stringIfInvalid: '' }
  for (const name of Object.keys(whole.templates)) {
    if (name !== whole.entry) yield { ...whole, templates: without(whole.templates, name) }
  }
  for (const name of Object.keys(whole.templates)) {
    if (name !== whole.entry) yield { ...whole, entry: name }
  }
  for (const context of halves(whole.context)) yield { ...whole, context }
  for (const [name, piece] of Object.entries(whole.templates)) {
    for (const smaller of smallerPieces(piece)) {
      yield { ...whole, templates: { ...whole.templates, [name]: smaller } }
    }
  }
  for (const [name, value] of Object.entries(whole.context)) {
    yield { ...whole, context: without(whole.context, name) }
    for (const smaller of smallerValues(value)) {
      yield { ...whole, context: { ...whole.context, [name]: smaller } }
    }
  }
}

function* halves<T>(record: Readonly<Record<string, T>>): Generator<Readonly<Record<string, T>>> {
  const entries = Object.entries(record)
  if (entries.length < 4) return
  for (let size = entries.length; size >= 4; size = size >> 1) {
    for (let from = 0; from < entries.length; from += size) {
      yield Object.fromEntries(entries.filter((_, i) => i < from || i >= from + size))
    }
  }
}

function* smallerValues(value: Json): Generator<Json> {
  if (typeof value === 'string') yield* smallerTexts(value)
  else if (typeof value === 'number' && value !== 0 && value !== 1) yield* [0, 1]
  else if (Array.isArray(value)) yield* smallerLists(value)
  else if (typeof value === 'object' && value !== null) {
    yield* smallerRecords(value as Readonly<Record<string, Json>>)
  }
}

function* smallerLists(items: readonly Json[]): Generator<Json[]> {
  for (const [i, item] of items.entries()) {
    yield items.filter((_, j) => j !== i)
    for (const smaller of smallerValues(item)) yield items.with(i, smaller)
  }
}

function* smallerRecords(record: Readonly<Record<string, Json>>): Generator<Json> {
  const [[mark, inside] = ['', null]] = Object.entries(record)
  if (mark === '$safe') for (const smaller of smallerValues(inside)) yield { $safe: smaller }
  if (mark === '$tuple') yield* [inside]
  if (mark === '$tuple' || mark === '$map') {
    for (const smaller of smallerLists(inside as readonly Json[])) {
      if (mark === '$tuple' || smaller.every((pair) => (pair as Json[]).length === 2))
        yield { [mark]: smaller }
    }
  }
  if (mark.startsWith('$')) return
  for (const [name, value] of Object.entries(record)) {
    yield without(record, name)
    for (const smaller of smallerValues(value)) yield { ...record, [name]: smaller }
  }
}

function without<T>(
  record: Readonly<Record<string, T>>,
  name: string,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== name))
}
