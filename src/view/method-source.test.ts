import { expect, it } from 'vitest'
import { changedFields } from './method-source.ts'

/** A method with this body. */
function method(body: string, params = '{ value, index: i, by = 2 }'): Function {
  return { toString: () => `async save(${params}) {\n${body}\n}` } as Function
}

it('finds what a method changes, also in place', () => {
  const body = `
    const list = this.all.filter((x) => x.name === value)
    this.results = list
    this.log.push(value)
    if (list.length) this.found[0].seen = true
    this.count++
    this.read.map((x) => x)
    return this.total == list.length`
  expect(changedFields(method(body))).toEqual(['results', 'log', 'found', 'count'])
})
