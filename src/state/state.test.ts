import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codec, codecTable } from './codec.ts'
import { decodeState } from './decode-state.ts'
import { encodeState } from './encode-state.ts'

class Money {
  readonly cents: number

  constructor(cents: number) {
    this.cents = cents
  }
}

const money = codec(
  Money,
  ({ cents }) => cents,
  (cents: number) => new Money(cents),
)

const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.bigInt(),
    fc.boolean(),
    fc.constantFrom(null, undefined, Number.NaN, -0, Number.POSITIVE_INFINITY),
    fc.date({ noInvalidDate: false }),
    fc.uint8Array(),
    fc.float64Array(),
    fc.bigInt64Array(),
    fc.integer().map((cents) => new Money(cents)),
    fc.array(tie('value')),
    fc.sparseArray(tie('value'), { maxLength: 6 }),
    fc.array(tie('value')).map((items) => new Set(items)),
    fc.array(fc.tuple(tie('value'), tie('value'))).map((pairs) => new Map(pairs)),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'v', 'i')), tie('value')),
  ),
}))

describe('a state that is stored and read again', () => {
  it('is as it was, whatever data it holds', () => {
    fc.assert(
      fc.property(values.value, (value) => {
        const { read } = decodeState(
          encodeState({ read: value }, codecTable([money])),
          codecTable([money]),
        )
        expect(read).toStrictEqual(value)
      }),
      { numRuns: 2_000 },
    )
  })

  it('keeps two names of one object one object', () => {
    const todo = { text: 'read', tags: new Set(['a']) }
    const read = decodeState(
      encodeState({ todos: [todo, todo], chosen: todo, tags: todo.tags }),
    ) as { todos: (typeof todo)[]; chosen: typeof todo; tags: Set<string> }
    expect(read.chosen).toEqual(todo)
    expect(read.todos[0]).toBe(read.chosen)
    expect(read.todos[1]).toBe(read.chosen)
    expect(read.tags).toBe(read.chosen.tags)
  })

  it('may hold itself', () => {
    const node: { name: string; parent?: unknown; byName?: Map<string, unknown> } = { name: 'a' }
    node.parent = node
    node.byName = new Map([['a', node]])
    const { read } = decodeState(encodeState({ read: node })) as { read: typeof node }
    expect(read.parent).toBe(read)
    expect(read.byName!.get('a')).toBe(read)
  })

  it('keeps two names of one instance one instance', () => {
    const price = new Money(5)
    const read = decodeState(
      encodeState({ a: price, b: [price] }, codecTable([money])),
      codecTable([money]),
    ) as any
    expect(read.a).toBeInstanceOf(Money)
    expect(read.b[0]).toBe(read.a)
  })

  it('keeps an object without a prototype one', () => {
    const { read } = decodeState(
      encodeState({ read: Object.assign(Object.create(null), { a: 1 }) }),
    )
    expect(Object.getPrototypeOf(read)).toBe(null)
    expect({ ...(read as object) }).toEqual({ a: 1 })
  })

  it('of plain rows is as long as their JSON', () => {
    const rows = Array.from({ length: 100 }, (_, id) => ({ id, title: `row ${id}`, done: false }))
    expect(encodeState({ rows })).toBe(JSON.stringify({ rows }))
  })

  it('makes no prototype of a field that is called __proto__', () => {
    const state = { read: JSON.parse('{"__proto__": {"isAdmin": true}}') as object }
    const { read } = decodeState(encodeState(state)) as { read: { isAdmin?: boolean } }
    expect(read.isAdmin).toBe(undefined)
    expect(Object.keys(read)).toEqual(['__proto__'])
  })
})

describe('what cannot be stored is named', () => {
  class Socket {}
  const own: { self?: unknown } = {}
  const selfish = codec(
    Socket,
    () => own.self,
    () => new Socket(),
  )

  it.each([
    [{ todos: [{ owner: new Socket() }] }, 'todos[0].owner is an instance of Socket'],
    [{ save: () => {} }, 'save is a function'],
    [{ byName: new Map([['a', { key: Symbol('key') }]]) }, 'byName.a.key is a symbol'],
    [{ tags: new Set([new WeakMap()]) }, 'tags[0] is an instance of WeakMap'],
    [{ later: Promise.resolve() }, 'later is an instance of Promise'],
    [{ odd: { [Symbol('key')]: 1 } }, 'odd has a symbol as a name in it'],
  ])('%o', (state, message) => {
    expect(() => encodeState(state)).toThrow(message)
  })

  it('so is what is nested without end', () => {
    let nested: unknown[] = []
    for (let i = 0; i < 10_000; i++) nested = [nested]
    expect(() => encodeState({ nested })).toThrow('stands too deep')
  })

  it('so is an instance that its own data holds', () => {
    own.self = new Socket()
    own.self = { around: own.self }
    const socket = (own.self as { around: Socket }).around
    expect(() => encodeState({ socket }, codecTable([selfish]))).toThrow('holds the instance')
  })
})

describe('what is read may be anything', () => {
  it('a text that is no state is refused, and nothing else happens', () => {
    const nodes = fc.oneof(
      fc.string(),
      fc.json(),
      values.value.map((v) => tampered(v)),
    )
    fc.assert(
      fc.property(nodes, (text) => {
        try {
          decodeState(text, codecTable([money]))
        } catch (error) {
          expect((error as { code?: string }).code).toMatch(/^(state_not_readable|codec_missing)$/)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['{"a":{"$":"@","i":7}}', 'a reference to 7'],
    ['{"a":{"$":"zzz"}}', 'kind "zzz"'],
    ['{"a":{"$":"m","v":3}}', 'a collection without items'],
    ['{"a":{"$":"b","v":"x"}}', 'a bigint in words'],
    ['[]', 'no fields'],
    ['{', 'cannot be read'],
    ['{"a":{"$":"Float64Array","v":"AAA="}}', 'cannot be read'],
    [`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'cannot be read'],
  ])('%.40s', (text, message) => {
    expect(() => decodeState(text)).toThrow(message)
  })

  it('an instance whose codec is gone says so', () => {
    const text = encodeState({ price: new Money(3) }, codecTable([money]))
    expect(() => decodeState(text)).toThrow('An instance of Money is stored')
  })
})

function tampered(value: unknown): string {
  return encodeState({ value }, codecTable([money]))
    .replaceAll('"v"', '"w"')
    .replaceAll('"d"', '"#"')
}
