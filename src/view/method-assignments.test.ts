import { describe, expect, it } from 'vitest'
import { assignmentsOf } from './method-assignments.ts'

const own = (name: string) => ['$', name] as const

/** A method with this body. */
function method(body: string, params = '{ value, index: i, by = 2 }'): Function {
  return { toString: () => `async save(${params}) {\n${body}\n}` } as Function
}

describe('what a method assigns', () => {
  it.each<[string, unknown]>([
    ['this.liked = !this.liked', [['liked', ['!', own('liked')]]]],
    ['this.count += 1;', [['count', ['+', own('count'), 1]]]],
    ['this.count--', [['count', ['-', own('count'), 1]]]],
    [
      '++this.count\nthis.open = false',
      [
        ['count', ['+', own('count'), 1]],
        ['open', false],
      ],
    ],
    ['this.tab = value', [['tab', own('$value')]]],
    ['this.at = i', [['at', own('$index')]]],
    [
      "this.tab = this.tab === 'a' ? 'b' : \"it's\"",
      [['tab', ['?', ['==', own('tab'), 'a'], 'b', "it's"]]],
    ],
    ['this.ok = this.a && !this.b', [['ok', ['?', own('a'), ['!', own('b')], own('a')]]]],
    ['this.n = -1 // one', [['n', -1]]],
    ['this.n = (this.a + this.b) - 2', [['n', ['-', ['+', own('a'), own('b')], 2]]]],
    ['this.on = !this.on\nawait save(this.on)', [['on', ['!', own('on')]]]],
    ['const found = /this.x = 1/.test(`${{ a: 1 }.a}`)\nthis.on = true', [['on', true]]],
    ['this.on = true; if (value) return', [['on', true]]],
    ['this.open ??= true', [['open', ['?', ['is', own('open'), null], true, own('open')]]]],
  ])('is read: %s', (body, wanted) => {
    const { simple, unread } = assignmentsOf(method(body))
    expect(simple.map(({ field, value }) => [field, value])).toEqual(wanted)
    expect(unread).toEqual([])
  })

  it.each([
    ['this.total = await sum()', ['total']],
    ['this.total = this.items.length', ['total']],
    ['if (value) this.on = true', ['on']],
    ['if (value) { this.on = true }', ['on']],
    ['for (const x of xs) this.n += x', ['n']],
    ['this.n *= 2', ['n']],
    ['this.by = by', ['by']],
    ['this.a = this.b = 1', ['a']],
    ['run(() => { this.on = false })', ['on']],
    ['this.n = `${value}`', ['n']],
  ])('cannot be read: %s', (body, unread) => {
    expect(assignmentsOf(method(body)).unread[0]).toBe(unread[0])
  })

  it('may be of a parameter that is not taken apart, or of an arrow function', () => {
    expect(assignmentsOf(method('this.tab = params.tab', 'params')).simple).toEqual([
      { field: 'tab', value: own('$tab') },
    ])
    const arrow = { toString: () => '() => { this.on = true }' } as Function
    expect(assignmentsOf(arrow).simple).toEqual([{ field: 'on', value: true }])
  })
})
