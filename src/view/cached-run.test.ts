import { afterEach, expect, it, vi } from 'vitest'
import { fakeViewHost } from '../../test/support/fake-view-host.ts'
import { cache } from './cache.ts'
import { handlerFor, handlerTable } from './handler-table.ts'
import { createView } from './create-view.ts'
import { LiveView } from './live-view.ts'

afterEach(() => vi.useRealTimers())

class SearchView extends LiveView {
  results: { name: string }[] = []
  total = 0
  ran = 0
  _log = 0

  @cache({ ttl: 1_000, keyParams: ['value'], fields: ['results', 'total'] })
  search({ value }: { value: string }) {
    this.ran++
    this.results = [{ name: value }]
    this.total = value.length
  }

  @cache()
  async later({ value }: { value: string }) {
    await null
    if (value === 'fail') throw new Error('no')
    this.results = [{ name: value }]
    this.total++
  }
}

function search(view: SearchView, value: string, more = {}): unknown {
  return handlerFor(view, 'search').run(view, { value, ...more })
}

it('puts the fields back that the same parameters gave, without running the handler', () => {
  vi.useFakeTimers()
  const view = createView(SearchView, fakeViewHost())
  search(view, 'a')
  search(view, 'bb')
  search(view, 'a', { key: 'Enter' })
  expect([view.ran, view.results, view.total]).toEqual([2, [{ name: 'a' }], 1])
  vi.advanceTimersByTime(1_001)
  search(view, 'a')
  expect(view.ran).toBe(3)
})

it('is not touched by what becomes of the fields', () => {
  const view = createView(SearchView, fakeViewHost())
  search(view, 'a')
  view.results[0]!.name = 'changed'
  search(view, 'a')
  expect(view.results).toEqual([{ name: 'a' }])
  view.results.push({ name: 'b' })
  search(view, 'a')
  expect(view.results).toEqual([{ name: 'a' }])
})

it('is of one page', () => {
  const [one, other] = [1, 2].map(() => createView(SearchView, fakeViewHost()))
  search(one!, 'a')
  search(other!, 'a')
  expect(other!.ran).toBe(1)
})

it('keeps the hundred results that were used last', () => {
  const view = createView(SearchView, fakeViewHost())
  for (let i = 0; i < 101; i++) {
    search(view, String(i))
    search(view, '0')
  }
  expect(view.ran).toBe(101)
  search(view, '1')
  expect(view.ran).toBe(102)
})

it('waits for an async handler, and keeps nothing of one that failed', async () => {
  const view = createView(SearchView, fakeViewHost())
  const { run } = handlerFor(view, 'later')
  await run(view, { value: 'x' })
  await run(view, { value: 'x' })
  expect([view.results, view.total]).toEqual([[{ name: 'x' }], 1])
  await expect(run(view, { value: 'fail' })).rejects.toThrow('no')
  await expect(run(view, { value: 'fail' })).rejects.toThrow('no')
})

it('refuses what cannot be kept', () => {
  class Silent extends LiveView {
    #hidden = 0
    @cache() private_() {
      this.#hidden++
      return this.#hidden
    }
  }
  expect(() => handlerTable(Silent)).toThrow('Silent.private_ is cached, and its source does not')

  class Held extends LiveView {
    held: unknown = null
    @cache() hold() {
      this.held = new Held_()
    }
  }
  class Held_ {}
  const view = createView(Held, fakeViewHost())
  expect(() => handlerFor(view, 'hold').run(view, {})).toThrow('"held" holds what cannot be copied')

  const apply = (options: object) => () =>
    (cache(options) as any)(() => {}, { kind: 'method', name: 'find' })
  expect(apply({ ttl: 5 })).toThrow('If these are seconds, write 5000')
  expect(apply({ tll: 500 })).toThrow('has "tll". Did you mean "ttl"?')
  expect(apply({ keyParams: 'value' })).toThrow('keyParams has to be a list')
})
