import { describe, expect, it } from 'vitest'
import { builtInPrototypes } from './built-ins.ts'
import { isPlainName, lookup } from './lookup.ts'
import { markSafe } from './safe-string.ts'

class Shape {
  side = 2
  _secret = 1
  #hidden = 3
  static kind = 'square'
  static make(): Shape {
    return new Shape()
  }
  get area(): number {
    return this.side * this.side
  }
  describe(): string {
    return `side ${this.side}`
  }
  grow(by: number): number {
    return this.side + by
  }
  hidden(): number {
    return this.#hidden
  }
}

class Square extends Shape {
  get label(): string {
    return 'square'
  }
}

describe('lookup', () => {
  it('reads own fields, getters and methods without parameters of class instances', () => {
    const square = new Square()
    expect(lookup(square, 'side')).toBe(2)
    expect(lookup(square, 'area')).toBe(4)
    expect(lookup(square, 'label')).toBe('square')
    expect(lookup(square, 'describe')).toBe('side 2')
    expect(lookup(square, 'hidden')).toBe(3)
  })

  it('does not call functions that need arguments', () => {
    expect(lookup(new Shape(), 'grow')).toBeUndefined()
    expect(lookup({ add: (a: number) => a }, 'add')).toBeUndefined()
    expect(lookup({ add: (a = 5) => a }, 'add')).toBe(5)
  })

  it('does not call functions that alter data, and leaves functions alone that ask for it', () => {
    let calls = 0
    const count = (): number => ++calls
    const remove = Object.assign(() => count(), { alters_data: true })
    const opaque = Object.assign(() => count(), { do_not_call_in_templates: true, label: 'x' })
    expect(lookup({ remove }, 'remove')).toBeUndefined()
    expect(lookup({ opaque }, 'opaque')).toBe(opaque)
    expect(lookup(opaque, 'label')).toBe('x')
    expect(calls).toBe(0)
  })

  it('never calls classes, but reads their statics', () => {
    expect(lookup({ Shape }, 'Shape')).toBe(Shape)
    expect(lookup({ Date }, 'Date')).toBe(Date)
    expect(lookup(Shape, 'kind')).toBe('square')
    expect(lookup(Shape, 'name')).toBe('Shape')
    expect(lookup(Shape, 'make')).toBeUndefined()
  })

  it('refuses names that lead out of the data', () => {
    const own = JSON.parse('{"__proto__": 1, "constructor": 2, "prototype": 3, "_x": 4, "#y": 5}')
    for (const name of ['__proto__', 'constructor', 'prototype', '_x', '#y', '__defineGetter__']) {
      expect(lookup(own, name), name).toBeUndefined()
      expect(lookup(new Map(Object.entries(own)), name), name).toBeUndefined()
      expect(lookup(new Shape(), name), name).toBeUndefined()
      expect(isPlainName(name), name).toBe(false)
    }
    expect(lookup(new Shape(), '_secret')).toBeUndefined()
  })

  it('does not reach methods of built-in objects', () => {
    const list = [1, 2]
    for (const name of ['pop', 'shift', 'reverse', 'toString', 'at', 'entries', 'hasOwnProperty']) {
      expect(lookup(list, name), name).toBeUndefined()
    }
    expect(list).toEqual([1, 2])
    expect(lookup('abc', 'toUpperCase')).toBeUndefined()
    expect(lookup(new Date(0), 'getTime')).toBeUndefined()
    expect(lookup(new Map([['a', 1]]), 'clear')).toBeUndefined()
    expect(lookup([1][Symbol.iterator](), 'next')).toBeUndefined()
    expect(lookup(5, 'toFixed')).toBeUndefined()
    expect(lookup(() => 1, 'call')).toBeUndefined()
  })

  it('does not see what was added to Object.prototype', () => {
    const prototype = Object.prototype as { polluted?: string }
    prototype.polluted = 'yes'
    try {
      expect(lookup({}, 'polluted')).toBeUndefined()
    } finally {
      delete prototype.polluted
    }
  })

  it('counts lists, text, maps and sets', () => {
    expect(lookup([1, 2], 'length')).toBe(2)
    expect(lookup('😀a', 'length')).toBe(2)
    expect(lookup(new Uint8Array(3), 'length')).toBe(3)
    expect(lookup(new Map([['a', 1]]), 'size')).toBe(1)
    expect(lookup(new Set([1, 2]), 'size')).toBe(2)
    expect(lookup({}, 'size')).toBeUndefined()
  })

  it('gives the items, keys and values of mappings, unless they have such a key', () => {
    const map = new Map([['a', 1]])
    expect(lookup(map, 'items')).toEqual([['a', 1]])
    expect(lookup(map, 'keys')).toEqual(['a'])
    expect(lookup({ a: 1 }, 'items')).toEqual([['a', 1]])
    expect(lookup({ a: 1 }, 'values')).toEqual([1])
    expect(lookup(new Set([1]), 'values')).toEqual([1])
    expect(lookup({ items: 'shadow' }, 'items')).toBe('shadow')
    expect(lookup(new Map([['keys', 'shadow']]), 'keys')).toBe('shadow')
    expect(lookup(new Shape(), 'items')).toBeUndefined()
  })

  it('prefers the keys of a Map to everything else', () => {
    class Cart extends Map<unknown, unknown> {
      total = 5
      get title(): string {
        return 'Cart'
      }
    }
    const cart = new Cart([
      ['total', 9],
      [1, 'one'],
      ['nothing', undefined],
    ])
    expect(lookup(cart, 'total')).toBe(9)
    expect(lookup(cart, 'title')).toBe('Cart')
    expect(lookup(cart, '1')).toBe('one')
    expect(lookup(cart, 'nothing')).toBeUndefined()
  })

  it('indexes lists and text, text by whole characters', () => {
    expect(lookup(['a', 'b'], '1')).toBe('b')
    expect(lookup(['a', 'b'], '01')).toBe('b')
    expect(lookup(['a'], '5')).toBeUndefined()
    expect(lookup('😀ab', '1')).toBe('a')
    expect(lookup(markSafe('<b>'), '1')).toBe('b')
    expect(lookup(new Uint8Array([7]), '0')).toBe(7)
    expect(lookup(5, '0')).toBeUndefined()
  })

  it('is undefined below null and undefined', () => {
    expect(lookup(null, 'a')).toBeUndefined()
    expect(lookup(undefined, 'a')).toBeUndefined()
  })

  it('passes errors of getters on, unless they ask to be silent', () => {
    const loud = {
      get x(): never {
        throw new Error('broken')
      },
    }
    const silent = {
      get x(): never {
        throw Object.assign(new Error('absent'), { silentVariableFailure: true })
      },
    }
    expect(() => lookup(loud, 'x')).toThrow('broken')
    expect(lookup(silent, 'x')).toBeUndefined()
  })

  it('says to await a promise', () => {
    expect(() => lookup(Promise.resolve({ a: 1 }), 'a')).toThrow('Await it in the view')
  })

  it('reads the name and message of errors', () => {
    const error = new RangeError('too far')
    expect(lookup(error, 'message')).toBe('too far')
    expect(lookup(error, 'name')).toBe('RangeError')
    expect(lookup(error, 'toString')).toBeUndefined()
  })
})

describe('isPlainName', () => {
  it('holds for the names that records commonly have', () => {
    const names = ['name', 'title', 'id', 'done', 'items', 'message', 'größe', '$x']
    for (const name of names) expect(isPlainName(name), name).toBe(true)
  })

  it('does not hold for indexes and for data of built-in prototypes', () => {
    const names = ['0', '1a', 'a-b', '', 'length', 'size', 'byteLength', 'caller', 'flags']
    for (const name of names) expect(isPlainName(name), name).toBe(false)
  })

  it('only holds where reading directly agrees with lookup', () => {
    const owners: object[] = [
      {},
      [1],
      new Map(),
      new Set(),
      new Date(0),
      /x/g,
      new Error('e'),
      new Uint8Array(2),
      Shape,
      () => 1,
      new ArrayBuffer(8),
      markSafe('x'),
      new Square(),
      [1].values(),
      new WeakMap(),
    ]
    const names = new Set([...builtInPrototypes, ...owners].flatMap(Object.getOwnPropertyNames))
    for (const name of names) {
      if (!isPlainName(name)) continue
      for (const owner of [...owners, 'text', 5, true]) {
        const direct = (owner as Record<string, unknown>)[name]
        if (direct === undefined || typeof direct === 'function') continue
        expect(lookup(owner, name), name).toBe(direct)
      }
    }
  })
})
