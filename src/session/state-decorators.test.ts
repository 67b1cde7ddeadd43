import { describe, expect, it } from 'vitest'
import { gate, settled } from '../../test/support/gate.ts'
import { pageOf } from '../../test/support/site.ts'
import { action } from '../view/action.ts'
import { background } from '../view/background.ts'
import { cache } from '../view/cache.ts'
import { computed } from '../view/computed.ts'
import { debounce } from '../view/timing-decorators.ts'
import { eventHandler } from '../view/event-handler.ts'
import { handlerTable } from '../view/handler-table.ts'
import { handlers } from '../view/handlers.ts'
import { loading } from '../view/loading.ts'
import { LiveView } from '../view/live-view.ts'
import { rateLimit } from '../view/rate-limit.ts'
import { reactive } from '../view/reactive.ts'
import { restoreFields, storedFields } from '../view/stored-fields.ts'

let made: LiveView | null = null

describe('@reactive', () => {
  class LevelView extends LiveView {
    static template = '<p>{{ level }}</p><p>{{ count }}</p>'
    @reactive accessor level = 1
    _count = 0

    get count(): number {
      return this._count
    }
    @reactive set count(value) {
      this._count = value
    }

    override mount() {
      made = this
      this.count = 5
    }

    @eventHandler raise() {
      this.level++
      this.count++
    }
  }

  it('shows what was assigned outside of handlers, and several assignments in one frame', async () => {
    const { page } = await pageOf(LevelView)
    const view = made as LevelView
    view.level = 2
    view.level = 3
    view.count = 6
    expect(await page.next()).toMatchObject({ number: 1, patch: [0, '3', 1, '6'] })
    view.level = 4
    expect(await page.next()).toMatchObject({ number: 2, patch: [0, '4'] })
  })

  it('adds no frame to that of the handler', async () => {
    const { page } = await pageOf(LevelView)
    expect(await page.call('raise')).toMatchObject({ number: 1, patch: [0, '2', 1, '6'] })
    await settled()
    expect(await page.call('raise')).toMatchObject({ number: 2 })
  })

  it('is state, which is stored and comes back', async () => {
    await pageOf(LevelView)
    const view = made as LevelView
    view.level = 7
    const fields = storedFields(view)
    expect(fields).toMatchObject({ level: 7, _count: 5 })
    view.level = 1
    restoreFields(view, fields)
    expect([view.level, Object.hasOwn(view, 'level')]).toEqual([7, false])
  })

  it('refuses other places', () => {
    expect(() => {
      class Odd extends LiveView {
        // @ts-expect-error a method
        @reactive save() {}
      }
      return Odd
    }).toThrow('@reactive stands on method save. Write @reactive accessor save')
  })
})

describe('@computed', () => {
  let ran = 0

  class TodosView extends LiveView {
    static template = '<p>{{ open|length }}</p><p>{{ named }}</p>'
    todos = [{ done: false }, { done: true }]
    other = 0

    @computed get open() {
      ran++
      return this.todos.filter(({ done }) => !done)
    }

    @computed('other') get named() {
      return this._add()
    }

    _add() {
      return this.other + 1
    }

    @eventHandler finish() {
      this.todos[0]!.done = true
    }
    @eventHandler turn() {
      this.other++
    }
  }

  it('runs again once what it reads has changed, also in place', async () => {
    const { page } = await pageOf(TodosView)
    expect(await page.call('turn')).toMatchObject({ patch: [1, '2'] })
    expect(ran).toBe(1)
    expect(await page.call('finish')).toMatchObject({ patch: [0, '0'] })
    expect(ran).toBe(2)
  })

  it('wants to be told what it cannot read', () => {
    expect(() => {
      class Odd extends LiveView {
        @computed get sum() {
          return this._add()
        }
        _add() {
          return 1
        }
      }
      return Odd
    }).toThrow("name the fields, @computed('a', 'b')")
  })
})

describe('@action', () => {
  class SaveView extends LiveView {
    static template = '<p>{{ save.error }}</p><p>{{ save.result }}</p><p>{{ save.pending }}</p>'
    @action
    @eventHandler({ params: { text: 'str' } })
    async save({ text }: { text: string }) {
      await null
      if (text === '') throw new Error('Nothing to save')
      return text.length
    }
  }

  it('shows under the name of the handler how that went', async () => {
    const { page } = await pageOf(SaveView)
    expect(await page.call('save', { text: 'abc' })).toMatchObject({ patch: [1, '3'] })
    expect(await page.call('save', { text: '' })).toMatchObject({
      patch: [0, 'Nothing to save', 1, 'None'],
      errors: [{ code: 'handler_failed' }],
    })
  })

  it('shows beside @background that it runs', async () => {
    const work = gate()
    class WorkView extends LiveView {
      static template = '<p>{{ build.pending }}</p><p>{{ build.result }}</p><p>{{ busy }}</p>'
      busy = false
      @action @background @loading('busy') async build() {
        await work.pass()
        return 'built'
      }
    }
    const { page } = await pageOf(WorkView)
    // The browser works out what shows `busy`, and gets its value in the place of the region's state.
    expect(await page.call('build')).toMatchObject({ patch: [0, 'True', 3, { busy: true }] })
    work.open()
    expect(await page.next()).toMatchObject({ patch: [0, 'False', 1, 'built'] })
    expect(await page.next()).toMatchObject({ patch: [3, { busy: false }] })
  })
})

describe('decorators of handlers', () => {
  it('make the method callable, in any order, alone and with @eventHandler', () => {
    class One extends LiveView {
      found: string[] = []
      isBusy = false
      @cache() a() {
        this.found = []
      }
      @loading('isBusy') b() {}
      @action c() {}
      @rateLimit({ rate: 1, burst: 2 }) d() {}
      @debounce(300) @cache({ ttl: 500 }) @action @eventHandler({ params: { value: 'str' } }) e(_: {
        value: string
      }) {
        this.found = []
      }
      @eventHandler({ params: { value: 'str' } }) @action @cache({ ttl: 500 }) @debounce(300) f(_: {
        value: string
      }) {
        this.found = []
      }
    }
    const table = handlerTable(One)
    expect([...table.keys()]).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(table.get('e')!.options).toEqual(table.get('f')!.options)
  })

  it('are keys of the table, too', async () => {
    class TableView extends LiveView {
      static template = '<p>{{ save.result }}</p><p>{{ n }}</p>'
      static handlers = handlers<TableView>()({
        save: { action: true, run: () => 'saved' },
        find: { cache: { ttl: 500 }, run: setN },
      })
      n = 0
    }
    function setN(this: TableView) {
      this.n++
    }
    const { page } = await pageOf(TableView)
    expect(await page.call('save')).toMatchObject({ patch: [0, 'saved'] })
    expect(await page.call('find')).toMatchObject({ patch: [1, '1'] })
    expect(await page.call('find')).toMatchObject({ patch: null })
  })

  it('that make no sense together are refused', () => {
    expect(() => {
      class Odd extends LiveView {
        @cache() @background async find() {}
      }
      return Odd
    }).toThrow('never holds what background work changes later')
  })
})
