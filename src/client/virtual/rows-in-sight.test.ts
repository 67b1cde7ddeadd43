import { describe, expect, it } from 'vitest'
import { offsetOf, rowsInSight } from './rows-in-sight.ts'

const rows = (count: number, height = 10) => Array.from({ length: count }, () => height)

describe('the rows that are to be in the page', () => {
  it('are those in sight, and some on each side', () => {
    expect(rowsInSight(rows(100), { top: 200, height: 50 }, 4)).toEqual({ first: 16, end: 29 })
    expect(rowsInSight(rows(100), { top: 205, height: 50 }, 0)).toEqual({ first: 20, end: 26 })
  })

  it('begin at an even row', () => {
    expect(rowsInSight(rows(100), { top: 210, height: 10 }, 0)).toEqual({ first: 20, end: 22 })
  })

  it('end with the list, wherever somebody scrolls', () => {
    expect(rowsInSight(rows(10), { top: 5_000, height: 50 }, 2)).toEqual({ first: 6, end: 10 })
    expect(rowsInSight(rows(10), { top: -500, height: 50 }, 2)).toEqual({ first: 0, end: 2 })
    expect(rowsInSight([], { top: 0, height: 50 }, 2)).toEqual({ first: 0, end: 0 })
  })

  it('have heights of their own', () => {
    const heights = [100, 10, 10, 300, 10]
    expect(rowsInSight(heights, { top: 110, height: 30 }, 0)).toEqual({ first: 2, end: 4 })
    expect(offsetOf(heights, 4)).toBe(420)
  })
})
