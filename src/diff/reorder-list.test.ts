import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ListMoves, ListPatch, Patch, Values } from '../wire/patch.ts'
import { ListRecord, type RowChange } from './list-record.ts'
import { longestInOrder } from './longest-in-order.ts'
import { type ListMiddle, type NewRows, reorderList } from './reorder-list.ts'

type Rows = Pick<NewRows, 'fill' | 'diff'> & Partial<NewRows>

/** Compares a record with new rows as generated code does, rows of one entry each, and commits what comes of it. */
function compare(record: ListRecord, keys: readonly unknown[], rows: Rows): ListPatch | null {
  const { middle, isSame } = middleOf(record, keys, rows)
  if (isSame) return middle.before as ListPatch | null
  const patch = reorderList(record, middle, {
    count: keys.length,
    size: 1,
    key: (i) => keys[i],
    fillEmpty: null,
    separate() {
      throw new Error('these keys are all different')
    },
    ...rows,
  })
  for (let i = 0; i < middle.journal.length; i += 3)
    (middle.journal[i] as ListRecord).apply(middle.journal[i + 2] as RowChange)
  return patch
}

/** What generated code finds out before it asks: the rows at both ends that are the same. */
function middleOf(
  record: ListRecord,
  keys: readonly unknown[],
  { diff }: Rows,
): { middle: ListMiddle; isSame: boolean } {
  const before: (0 | number | Patch)[] = [0]
  const behind: (number | Patch)[] = []
  let first = 0
  for (; first < Math.min(keys.length, record.keys.length); first++) {
    if (record.keys[first] !== keys[first]) break
    const patch = diff(first, record.values, first)
    if (patch) before.push(first, patch)
  }
  let last = keys.length - 1
  let oldLast = record.keys.length - 1
  for (; last >= first && oldLast >= first; last--, oldLast--) {
    if (record.keys[oldLast] !== keys[last]) break
    const patch = diff(last, record.values, oldLast)
    if (patch) behind.push(patch, last)
  }
  const middle = {
    first,
    last,
    oldLast,
    before: before.length > 1 ? before : null,
    behind: behind.length > 0 ? behind : null,
    journal: [],
    mark: 0,
  }
  return { middle, isSame: first === keys.length && first === record.keys.length }
}

/** Rows of a key and one value, which is all that a record keeps of them here. */
function reorder(
  before: readonly number[],
  after: readonly number[],
): { record: ListRecord; patch: ListPatch | null } {
  const values = before.map((key) => `v${key}`)
  const record = new ListRecord([...before], values)
  const patch = compare(record, after, {
    fill(i, to, base) {
      to[base] = `v${after[i]}`
      return [`v${after[i]}`]
    },
    diff: (i, shown, base) => (shown[base] === `v${after[i]}` ? null : [0, `v${after[i]}`]),
    fillEmpty: () => [],
  })
  return { record, patch }
}

/** What the browser makes of a patch, by the rules of `wire/patch.ts`. */
function apply(before: readonly number[], patch: ListPatch | null): (number | string)[] {
  if (patch === null) return [...before]
  const [kind, ...rest] = patch
  if (kind === 1) return []
  if (kind === 3) return (rest as Values[]).map(([shown]) => shown as string)
  expect(Array.isArray(kind)).toBe(true)
  expect(rest as (number | Patch)[]).toEqual([])
  const [removed, moved, inserted] = kind as ListMoves
  const rows: (number | string | null)[] = [...before]
  for (const index of removed || []) rows.splice(index, 1)
  const arrivals: [number, number | string][] = []
  for (let i = 0; i < (moved || []).length; i += 2) {
    const [from, to] = (moved as number[]).slice(i, i + 2) as [number, number]
    rows.splice(rows.indexOf(before[from]!), 1)
    arrivals.push([to, before[from]!])
  }
  for (let i = 0; i < (inserted || []).length; i += 2) {
    const [to, values] = (inserted as unknown[]).slice(i, i + 2) as [number, Values]
    arrivals.push([to, values[0] as string])
  }
  for (const [to, row] of arrivals.sort((a, b) => a[0] - b[0])) rows.splice(to, 0, row)
  return rows as (number | string)[]
}

const keys = fc.uniqueArray(fc.integer({ min: 0, max: 14 }), { maxLength: 12 })

it('turns any list into any other, with no row written that stayed', () => {
  fc.assert(
    fc.property(keys, keys, (before, after) => {
      const { patch, record } = reorder(before, after)
      const kept = new Set(before)
      const isReplaced = patch?.[0] === 3
      expect(apply(before, patch)).toEqual(
        after.map((key) => (kept.has(key) && !isReplaced ? key : `v${key}`)),
      )
      expect(record.values).toEqual(after.map((key) => `v${key}`))
    }),
    { numRuns: 2_000 },
  )
})

it('moves as few rows as can be', () => {
  fc.assert(
    fc.property(keys, keys, (before, after) => {
      const moves = reorder(before, after).patch?.[0]
      if (!Array.isArray(moves)) return
      const moved = ((moves as ListMoves)[1] || []).length / 2
      const common = after.filter((key) => before.includes(key))
      const inOrder = longestInOrder(common.map((key) => before.indexOf(key))).length
      expect(moved).toBe(common.length - inOrder)
    }),
    { numRuns: 2_000 },
  )
})

it('leaves the one row that is kept where it is', () => {
  expect(reorder([1, 2, 3], [3, 4]).patch).toEqual([[[1, 0], 0, [1, ['v4']]]])
})

it('asks for keys to be made different when one is given twice', () => {
  const record = new ListRecord([1, 2], ['a', 'b'])
  compare(record, [1, 2, 1], {
    fill(_, values, base) {
      values[base] = 'c'
      return ['c']
    },
    diff: () => null,
    separate(keys) {
      keys[2] = 3
    },
  })
  expect(record.keys).toEqual([1, 2, 3])
  expect(record.values).toEqual(['a', 'b', 'c'])
})

it('sends nothing when the rows are the same, and values alone when they stand in the same order', () => {
  expect(reorder([1, 2], [1, 2]).patch).toBeNull()
  const record = new ListRecord([1, 2], ['v1', 'old'])
  const patch = compare(record, [1, 2], {
    fill: () => [],
    diff: (i, values) => (values[i] === `v${i + 1}` ? null : [0, `v${i + 1}`]),
  })
  expect(patch).toEqual([0, 1, [0, 'v2']])
  expect(record.values).toEqual(['v1', 'old'])
})

it('takes objects that are all new ones for the old, place by place', () => {
  const record = new ListRecord([{}, {}, {}], ['a', 'b', 'c'])
  const patch = compare(record, [{}, {}], {
    fill: () => ['x'],
    diff: (i, values) => (values[i] === 'b' ? [0, 'B'] : null),
  })
  expect(patch).toEqual([[[2], 0, 0], 1, [0, 'B']])
  expect(record.values).toEqual(['a', 'b'])
})

it('names changed rows by their new places, also those around what moved', () => {
  const mark = (_i: number, values: unknown[], base: number): Patch => [0, `${values[base]}!`]
  const moved = new ListRecord([1, 2, 3], ['a', 'b', 'c'])
  expect(compare(moved, [4, 3, 1], { fill: () => ['d'], diff: mark })).toEqual([
    [[1], [0, 2], [0, ['d']]],
    1,
    [0, 'c!'],
    2,
    [0, 'a!'],
  ])
  const inserted = new ListRecord([1, 2], ['a', 'b'])
  expect(compare(inserted, [1, 3, 2], { fill: () => ['c'], diff: mark })).toEqual([
    [0, 0, [1, ['c']]],
    0,
    [0, 'a!'],
    2,
    [0, 'b!'],
  ])
})

it('sees a swap as two moves', () => {
  const { patch, record } = reorder([1, 2, 3, 4, 5], [1, 4, 3, 2, 5])
  expect(patch).toEqual([[0, [3, 1, 1, 3], 0]])
  expect(record.values).toEqual(['v1', 'v4', 'v3', 'v2', 'v5'])
})

it('shows what the template has in place of rows', () => {
  const rows = { fill: () => [], diff: () => null }
  expect(compare(new ListRecord([1], ['a']), [], rows)).toEqual([1])
  const record = new ListRecord([1], ['a'])
  expect(compare(record, [], { ...rows, fillEmpty: () => ['none'] })).toEqual([1, ['none']])
  expect(record).toEqual(Object.assign(new ListRecord([], []), { empty: [] }))
})
