import fc from 'fast-check'
import { expect, it } from 'vitest'
import { longestInOrder } from './longest-in-order.ts'

it('finds rows that stand in order, and never fewer than trying them all would', () => {
  const indexes = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 9 })
  fc.assert(
    fc.property(indexes, fc.array(fc.nat(9)), (list, gone) => {
      const old = list.map((index, i) => (gone.includes(i) ? -1 : index))
      const found = longestInOrder(old)
      const values = found.map((position) => old[position]!)
      expect(found).toEqual([...found].sort((a, b) => a - b))
      expect(values).toEqual([...values].sort((a, b) => a - b))
      expect(values).not.toContain(-1)
      expect(found.length).toBe(longestByTrying(old))
    }),
  )
})

function longestByTrying(old: readonly number[], after = -1): number {
  const [first, ...rest] = old
  if (first === undefined) return 0
  const without = longestByTrying(rest, after)
  return first > after ? Math.max(without, 1 + longestByTrying(rest, first)) : without
}
