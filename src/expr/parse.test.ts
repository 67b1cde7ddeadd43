import { expect, it } from 'vitest'
import { evaluate } from './evaluate.ts'
import { BadExpression, parseExpr } from './parse.ts'
import type { Scalar } from './expression.ts'

function worth(text: string, state: Record<string, Scalar> = {}): unknown {
  return evaluate(
    parseExpr(text, (name) => ['$', name]),
    (name) => state[name],
  )
}

it.each<[string, Record<string, Scalar>, unknown]>([
  ['not liked', { liked: true }, false],
  ['count|add:1', { count: 2 }, 3],
  ['count|add:-1', { count: 2 }, 1],
  ["tab == 'all' or tab == 'new'", { tab: 'new' }, true],
  ["'b' in tab and not done", { tab: 'abc', done: false }, true],
  ["'x' not in tab", { tab: 'abc' }, true],
  ['name|default:"nobody"', { name: '' }, 'nobody'],
  ["done|yesno:'done,open'", { done: false }, 'open'],
  ["'it\\'s'", {}, "it's"],
  ['a is not None', { a: null }, false],
  ['1.5', {}, 1.5],
  ['true', {}, true],
])('reads %s', (text, state, wanted) => {
  expect(worth(text, state)).toBe(wanted)
})

it.each([
  ['save()', 'has "("'],
  ['count + 1', 'has "+"'],
  ['name|upper', 'has the filter "upper"'],
  ['name|default', 'without an argument'],
  ['', 'ends where a value is expected'],
  ['a b', 'has "b" behind its end'],
  ['a and', 'ends where a value is expected'],
  ['_a', 'has "_a" where a value'],
  ['and', 'has "and" where a value'],
])('refuses %s', (text, problem) => {
  expect(() => worth(text)).toThrow(BadExpression)
  expect(() => worth(text)).toThrow(problem)
})
