import { expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { markSafe } from '../values/safe-string.ts'
import { Tuple } from '../values/tuple.ts'
import { applyFilter, filters } from './index.ts'

function printed(value: unknown): string {
  return String(applyFilter(filters.get('pprint')!, value, undefined, environment()))
}

it('writes a short value on one line, with mappings sorted', () => {
  expect(printed({ b: [1, null], a: 'x' })).toBe("{'a': 'x', 'b': [1, None]}")
  expect(printed(Tuple.of(1))).toBe('(1,)')
  expect(printed("it's")).toBe('"it\'s"')
  expect(
    printed(
      new Map<unknown, unknown>([
        ['b', 1],
        [2, 3],
      ]),
    ),
  ).toBe("{2: 3, 'b': 1}")
})

it('writes the items of a long value one below the other', () => {
  const long = 'x'.repeat(40)
  expect(printed([long, long])).toBe(`['${long}',\n '${long}']`)
  expect(printed({ a: [long, { b: long }] })).toBe(`{'a': ['${long}',\n       {'b': '${long}'}]}`)
  expect(printed(Tuple.of(long, long))).toBe(`('${long}',\n '${long}')`)
  expect(printed(new Set([`b${long}`, `a${long}`]))).toBe(`{'a${long}',\n 'b${long}'}`)
})

it('breaks long texts between words and after lines', () => {
  const words = 'word '.repeat(16).trim()
  expect(printed(`${words} end`)).toBe(`('${'word '.repeat(15)}'\n 'word end')`)
  const line = 'word '.repeat(14).trim()
  expect(printed(`${line}\nend of it`)).toBe(`('${line}\\n'\n 'end of it')`)
  expect(printed(['x'.repeat(90)])).toBe(`['${'x'.repeat(90)}']`)
})

it('ends at a value that contains itself', () => {
  const loop: unknown[] = ['x'.repeat(80)]
  loop.push(loop)
  expect(printed(loop)).toContain('<Recursion on list>')
})

it('is not safe unless its value is', () => {
  const filter = filters.get('pprint')!
  expect(applyFilter(filter, '<b>', undefined, environment())).toBe("'<b>'")
  expect(applyFilter(filter, markSafe('<b>'), undefined, environment())).toEqual(markSafe("'<b>'"))
})
