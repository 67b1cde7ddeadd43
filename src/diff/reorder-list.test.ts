import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ListMoves, ListPatch, Patch, Values } from '../wire/patch.ts'
import { ListRecord } from './list-record.ts'
import { longestInOrder } from './longest-in-order.ts'
import { type ListOrder, reorderList } from './reorder-list.ts'

/** Rows of a key and one value, which is all that a record keeps of them here. */
function reorder(before: readonly number[], after: readonly number[]): ListOrder {
  const old = new ListRecord(
    [...before],
    before.map((key) => `v${key}`),
  )
  return reorderList(old, [...after], {
    size: 1,
    fill(i, values, base) {
      values[base] = `v${after[i]}`
      return [`v${after[i]}`]
    },
    diff: (i, values, base) => (values[base] === `v${after[i]}` ? null : [0, `v${after[i]}`]),
    fillEmpty: () => [],
    separate() {
      throw new Error('these keys are all different')
    },
  })
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
  const old = new ListRecord([1, 2], ['a', 'b'])
  const now = [1, 2, 1]
  const { record } = reorderList(old, now, {
    size: 1,
    fill: () => ['c'],
    diff: () => null,
    fillEmpty: null,
    separate() {
      now[2] = 3
    },
  })
  expect(record.keys).toEqual([1, 2, 3])
})

it('sends nothing when the rows are the same, and values alone when they stand in the same order', () => {
  expect(reorder([1, 2], [1, 2]).patch).toBeNull()
  const old = new ListRecord([1, 2], ['v1', 'old'])
  const { patch } = reorderList(old, [1, 2], {
    size: 1,
    fill: () => [],
    diff: (i, values) => (values[i] === `v${i + 1}` ? null : [0, `v${i + 1}`]),
    fillEmpty: null,
    separate() {},
  })
  expect(patch).toEqual([0, 1, [0, 'v2']])
  expect(old.values).toEqual(['v1', 'old'])
})

it('takes objects that are all new ones for the old, place by place', () => {
  const old = new ListRecord([{}, {}, {}], ['a', 'b', 'c'])
  const { patch, record } = reorderList(old, [{}, {}], {
    size: 1,
    fill: () => ['x'],
    diff: (i, values) => (values[i] === 'b' ? [0, 'B'] : null),
    fillEmpty: null,
    separate() {},
  })
  expect(patch).toEqual([[[2], 0, 0], 1, [0, 'B']])
  expect(record.values).toEqual(['a', 'b'])
})

it('names changed rows by their new places', () => {
  const old = new ListRecord([1, 2, 3], ['a', 'b', 'c'])
  const { patch } = reorderList(old, [4, 3, 1], {
    size: 1,
    fill: () => ['d'],
    diff: (_i, values, base) => [0, `${String(values[base])}!`],
    fillEmpty: null,
    separate() {},
  })
  expect(patch).toEqual([[[1], [0, 2], [0, ['d']]], 1, [0, 'c!'], 2, [0, 'a!']])
})

it('shows what the template has in place of rows', () => {
  const old = new ListRecord([1], ['a'])
  const rows = { size: 1, fill: () => [], diff: () => null, separate() {} }
  expect(reorderList(old, [], { ...rows, fillEmpty: null }).patch).toEqual([1])
  expect(reorderList(old, [], { ...rows, fillEmpty: () => ['none'] })).toEqual({
    patch: [1, ['none']],
    record: Object.assign(new ListRecord([], []), { empty: [] }),
  })
})
