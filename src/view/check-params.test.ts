import * as v from 'valibot'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { HandlerError } from '../shared/errors.ts'
import { checkParams } from './check-params.ts'
import type { HandlerEntry } from './handler-table.ts'
import type { ParamSchema } from './params.ts'

function taking(params?: ParamSchema): HandlerEntry {
  const options = params === undefined ? {} : { params }
  return {
    name: 'add',
    viewName: 'TodoView',
    options,
    isUndeclared: false,
    isGuarded: false,
    permissions: [],
    method: () => {},
    run: () => undefined,
  }
}

/** What the developer is told, or the parameters if nothing was wrong. */
function outcome(params: ParamSchema | undefined, given: unknown, data: unknown = {}): unknown {
  try {
    return checkParams(taking(params), given, data)
  } catch (error) {
    expect(error).toBeInstanceOf(HandlerError)
    expect((error as HandlerError).code).toBe('bad_params')
    return (error as HandlerError).message
  }
}

const shape = { itemId: 'int', text: 'str', note: 'str?', big: 'bool?' } as const

it('converts what the words say, and leaves out what is not there', () => {
  expect(outcome(shape, { itemId: '3', text: '4' })).toEqual({ itemId: 3, text: '4' })
  expect(outcome(shape, { itemId: 3, text: '', big: 'on' })).toEqual({
    itemId: 3,
    text: '',
    big: true,
  })
})

it('converts what the names of parameters say, before anything else', () => {
  const all = { n: 'int', f: 'float', b: 'bool', j: 'json' } as const
  const given = { 'n:int': '3', 'f:float': '1.5', 'b:bool': 'no', 'j:json': '{"a":[1]}' }
  expect(outcome(all, given)).toEqual({ n: 3, f: 1.5, b: false, j: { a: [1] } })
  expect(outcome({ n: 'int' }, { 'n:int': 'x' })).toContain(
    '"n" has to be int, a whole number, and is "x"',
  )
  expect(outcome({ n: 'str' }, { 'n:int': '3' })).toContain('"n" has to be str, text, and is 3')
  expect(outcome({ n: 'json' }, { 'n:json': '{"__proto__":1}' })).toContain('without a key')
  expect(outcome(z.object({ n: z.number() }), { 'n:int': '3' })).toEqual({ n: 3 })
  expect(outcome({ n: 'int' }, { 'n:integer': '3' })).toContain('"n:integer" (string) is not one')
})

it('reports everything that is missing, extra or unfit at once, and what to write', () => {
  expect(outcome(shape, { itemID: '3', text: 5 })).toBe(
    [
      'TodoView.add did not get the parameters that it takes:',
      '  - "itemId" (int) is missing',
      '  - "text" has to be str, text, and is 5',
      '  - "itemID" (string) is not one of them. Did you mean "itemId"?',
      "It takes { itemId: 'int', text: 'str', note: 'str?', big: 'bool?' }.",
      'Write dj-value-item-id="…" or data-item-id="…" on the element, or name a field of the form "itemId".',
      'If the handler should take "itemID", add it to its params; else remove it from the element or the form.',
    ].join('\n'),
  )
})

it('clips long values and hides what objects hold', () => {
  expect(outcome({ n: 'int' }, { n: 'x'.repeat(99) })).toContain(`is "${'x'.repeat(39)}…\n`)
  expect(outcome({ n: 'int' }, { n: { password: 'hunter2' } })).not.toContain('hunter2')
  expect(outcome({ n: 'int' }, { n: '1', password: 'hunter2' })).not.toContain('hunter2')
})

it('fills in from data attributes, and ignores those that nobody asked for', () => {
  const data = { itemId: '7', text: 'data', controller: 'x' }
  expect(outcome(shape, { text: 'value' }, data)).toEqual({ itemId: 7, text: 'value' })
})

it('does not count what events carry, the button that submitted, and the CSRF token', () => {
  const given = { text: 'a', _target: 'save', save: '1', csrfmiddlewaretoken: 't', field: 'text' }
  expect(outcome({ text: 'str' }, given)).toEqual({ text: 'a' })
  expect(outcome({ text: 'str', save: 'str' }, given)).toEqual({ text: 'a', save: '1' })
  expect(outcome({ text: 'str' }, { ...given, _target: 'other' })).toContain(
    '"save" (string) is not',
  )
})

it('takes an empty field as left out where text is not wanted', () => {
  expect(outcome({ age: 'int?', note: 'str?' }, { age: '', note: '' })).toEqual({ note: '' })
  expect(outcome({ age: 'int' }, { age: '' })).toContain('has to be int, a whole number, and is ""')
  expect(outcome({ age: 'int?' }, { age: null })).toEqual({})
})

it('knows what browsers leave out of a form that is posted', () => {
  const entry = taking({ done: 'bool', tags: 'list', text: 'str' })
  const isFormPost = true
  expect(checkParams(entry, { text: 'a' }, {}, { isFormPost })).toEqual({
    done: false,
    tags: [],
    text: 'a',
  })
  expect(() => checkParams(entry, {}, {}, { isFormPost })).toThrow('"text" (str) is missing')
  expect(() => checkParams(entry, { text: 'a' }, {})).toThrow('"done" (bool) is missing')
})

it('reaches nothing through the names that every object has', () => {
  const hostile = JSON.parse('{ "text": "a", "__proto__": { "admin": true } }')
  expect(outcome({ text: 'str' }, hostile)).toContain('"__proto__" came')
  expect(outcome({ text: 'str' }, { text: 'a', '__proto__:json': '{}' })).toContain(
    '"__proto__" came',
  )
  expect(outcome({ text: 'str' }, JSON.parse('{ "text": { "__proto__": 1 } }'))).toContain(
    '__proto__',
  )
  expect(outcome({ ['constructor' as string]: 'str' }, {})).toContain(
    '"constructor" (str) is missing',
  )
  expect(outcome({ ['toString' as string]: 'str' }, { toString: 'a' })).toEqual({ toString: 'a' })
  expect(outcome({ text: 'str' }, { text: 'a', constructor: 'b' })).toContain(
    '"constructor" (string)',
  )
  expect(outcome(z.record(z.string(), z.any()), { constructor: 'b' })).toContain('"constructor"')
  expect(({} as any).admin).toBeUndefined()
})

it('refuses parameters that are no object', () => {
  for (const given of [['a'], 'a', 5, true]) {
    expect(outcome({ text: 'str' }, given)).toContain('the parameters are not an object')
  }
  expect(outcome({}, undefined, null)).toEqual({})
})

it('gives a handler without params what events carry, and zero values for the rest', () => {
  expect({ ...(outcome(undefined, { value: 'a', checked: true, itemId: '3' }) as object) }).toEqual(
    {
      value: 'a',
      checked: true,
      key: '',
      code: '',
      field: '',
      componentId: '',
      _target: '',
    },
  )
})

it('keeps value a string, whatever the markup says', () => {
  expect(outcome(undefined, { value: 123 })).toMatchObject({ value: '123' })
  expect(outcome(undefined, { value: ['a'] })).toContain('"value" has to be text, and is a list')
  expect(outcome(undefined, { checked: 'perhaps' })).toContain('"checked" has to be true or false')
})

it('tells a handler without params which decorator to write when it reads another name', () => {
  const params = outcome(undefined, { query: 'x' }) as Record<string, unknown>
  expect(() => params.query).toThrow(
    /TodoView\.add reads the parameter "query" and declares no params\..*\nWrite @eventHandler\(\{ params: \{ query: 'str' \} \}\)/,
  )
  expect(JSON.stringify(params)).toContain('"value":""')
  expect(String(params)).toBe('[object Object]')
})

it('stays a plain value when awaited', async () => {
  expect(await Promise.resolve(outcome(undefined, { value: 'a' }))).toMatchObject({ value: 'a' })
})

const text = z.object({ text: z.string() })

it('takes what a schema makes of the parameters', async () => {
  expect(outcome(z.object({ n: z.coerce.number() }), { n: '5' })).toEqual({ n: 5 })
  expect(outcome(v.object({ text: v.pipe(v.string(), v.trim()) }), { text: ' a ' })).toEqual({
    text: 'a',
  })
  const later = z.object({ text: z.string().refine(async (value) => value !== 'no') })
  expect(await outcome(later, { text: 'yes' })).toEqual({ text: 'yes' })
  await expect(outcome(later, { text: 'no' })).rejects.toThrow('"text"')
})

it('passes on what a schema refuses, with the path', () => {
  const nested = z.object({ items: z.array(z.object({ n: z.number() })) })
  expect(outcome(nested, { items: [{ n: 'x' }] })).toContain('"items.0.n": ')
  expect(outcome(text, {})).toContain('"text": ')
})

it('reports what a schema would drop without a word', () => {
  for (const schema of [text, v.object({ text: v.string() }), text.transform((value) => value)]) {
    expect(outcome(schema, { text: 'a', txet: 'b' })).toContain(
      '"txet" (string) is not one of them',
    )
  }
  expect(outcome(text, { text: 'a', txet: 'b' })).toContain('Did you mean "text"?')
  const withDefault = z.object({ text: z.string(), page: z.string().default('1') })
  expect(outcome(withDefault, { text: 'a', x: 'b' })).toContain('"x" (string) is not one of them')
})

it('does not mistake a schema that reshapes for one that drops', () => {
  const picked = z.object({ a: z.string(), b: z.string() }).transform(({ a }) => ({ a }))
  expect(outcome(picked, { a: '1', b: '2' })).toEqual({ a: '1' })
  const renamed = z.object({ a: z.string() }).transform(({ a }) => ({ other: a }))
  expect(outcome(renamed, { a: '1' })).toEqual({ other: '1' })
  const loose = z.looseObject({ a: z.string() })
  expect(outcome(loose, { a: '1', b: '2' })).toEqual({ a: '1', b: '2' })
})

it('shows a schema only what it names of what events and elements bring along', () => {
  const strict = z.strictObject({ text: z.string(), id: z.string().optional() })
  const given = { text: 'a', field: 'text', _target: 'save', save: '1', csrfmiddlewaretoken: 't' }
  expect(outcome(strict, given, { id: '3', controller: 'x' })).toEqual({ text: 'a', id: '3' })
  expect(outcome(strict, { ...given, other: '1' })).toContain('other')
  expect(outcome(text.extend({ field: z.string() }), given)).toEqual({ text: 'a', field: 'text' })
})

it('gives a record the fields of the form and nothing else', () => {
  const fields = { name: 'Ada', code: 'X1', _target: 'save', save: '1', csrfmiddlewaretoken: 't' }
  expect(outcome(z.record(z.string(), z.string()), fields, { controller: 'x' })).toEqual({
    name: 'Ada',
    code: 'X1',
    save: '1',
  })
})

it('finds dropped parameters of schemas that do not tell their names', () => {
  const opaque: ParamSchema = {
    '~standard': {
      version: 1,
      vendor: 'test',
      validate: (value) => ({ value: { text: (value as { text: string }).text } }),
    },
  }
  expect(outcome(opaque, { text: 'a', field: 'text' }, { id: '1' })).toEqual({ text: 'a' })
  expect(outcome(opaque, { text: 'a', txet: 'b' })).toContain('"txet" (string) is not one of them')
})
