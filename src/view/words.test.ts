import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hasProtoKey, isWord, readWord, type Word, words } from './words.ts'

const accepted: [Word, unknown, unknown][] = [
  ['int', '12', 12],
  ['int', ' -3 ', -3],
  ['int', 12, 12],
  ['float', '1.5', 1.5],
  ['float', '.5', 0.5],
  ['float', '1e3', 1000],
  ['float', 2, 2],
  ['bool', 'True', true],
  ['bool', 'on', true],
  ['bool', '1', true],
  ['bool', true, true],
  ['bool', 'False', false],
  ['bool', 'off', false],
  ['bool', '', false],
  ['str', '', ''],
  ['str', '12', '12'],
  ['slug', 'a-b_C1', 'a-b_C1'],
  ['uuid', '0b5c4a38-7a4e-4d43-8f2b-1c7d5c1b3a10', '0b5c4a38-7a4e-4d43-8f2b-1c7d5c1b3a10'],
  ['path', 'a/b\nc', 'a/b\nc'],
  ['json', '{"a":[1]}', { a: [1] }],
  ['json', [1, 2], [1, 2]],
  ['json', null, null],
  ['list', ['a', 'b'], ['a', 'b']],
  ['list', 'a', ['a']],
  ['list', [], []],
]

const refused: [Word, unknown][] = [
  ['int', '1.5'],
  ['int', ''],
  ['int', '12px'],
  ['int', '9007199254740993'],
  ['int', 1.5],
  ['int', true],
  ['int', ['1']],
  ['int', null],
  ['float', 'NaN'],
  ['float', 'Infinity'],
  ['float', '0x10'],
  ['float', Number.NaN],
  ['bool', 'maybe'],
  ['bool', 1],
  ['str', 5],
  ['str', true],
  ['str', ['a']],
  ['slug', 'a b'],
  ['slug', ''],
  ['uuid', '0B5C4A38-7A4E-4D43-8F2B-1C7D5C1B3A10'],
  ['path', ''],
  ['json', '{'],
  ['json', '{"a":{"__proto__":1}}'],
  ['json', '{"\\u005f_proto__":1}'],
  ['json', JSON.parse('[{"__proto__":{}}]')],
  ['list', [1]],
  ['list', { 0: 'a', length: 1 }],
]

it.each(accepted)('%s takes %j as %j', (word, raw, value) => {
  expect(readWord(word, raw)).toEqual({ value })
})

it.each(refused)('%s refuses %j, and says what it wants', (word, raw) => {
  expect(readWord(word, raw)).toEqual({ expected: expect.any(String) })
})

it('takes any JSON without throwing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...words), fc.jsonValue(), (word, raw) => {
      const read = readWord(word, raw)
      expect('value' in read || 'expected' in read).toBe(true)
    }),
  )
})

it('knows words only by their own names', () => {
  expect(words.filter(isWord)).toEqual(words)
  expect(['toString', 'constructor', '__proto__', 'integer', '', undefined].filter(isWord)).toEqual(
    [],
  )
})

it('looks into values that refer to themselves once', () => {
  const knot: Record<string, unknown> = {}
  knot.self = [knot]
  expect(hasProtoKey(knot)).toBe(false)
})
