import { expect, it } from 'vitest'
import { fakeViewHost } from '../../test/support/fake-view-host.ts'
import { checkParams } from './check-params.ts'
import { checkViewClass } from './check-view.ts'
import { resolveName } from './own-names.ts'
import { handler, liveView } from './function-view.ts'
import { handlerFor, handlersOf } from './handler-table.ts'
import { createView } from './create-view.ts'
import type { LiveView, ViewClass } from './live-view.ts'

const options = { template: '' }

async function mounted(Class: ViewClass, params: object = {}) {
  const host = fakeViewHost()
  const view = createView(Class, host)
  await view.mount(host.request, params)
  return { view: view as any, host }
}

function read(view: LiveView, ...names: string[]): unknown[] {
  return names.map((name) => resolveName(view, null, name))
}

function send(view: LiveView, name: string, params: object = {}): unknown {
  const entry = handlerFor(view, name)
  return entry.run(view, checkParams(entry, params, {}))
}

const Counter = liveView(options, (_request, { start = 0 }: { start?: number }) => ({
  count: start,
  increment() {
    this.count += 1
  },
  leave() {
    this.increment()
    this.liveRedirect('/')
  },
  get double() {
    return this.count * 2
  },
}))

it('makes data the state, functions the handlers, and reads getters each time', async () => {
  const { view, host } = await mounted(Counter, { start: 3 })
  expect(read(view, 'count', 'double', 'increment')).toEqual([3, 6, undefined])
  send(view, 'leave')
  expect(read(view, 'count', 'double')).toEqual([4, 8])
  expect(host.asked).toEqual([['liveRedirect', '/', undefined]])
})

it('keeps data as plain own fields, and nothing else enumerable', async () => {
  const { view } = await mounted(Counter)
  expect(Object.keys(view)).toEqual(['count'])
  expect(Object.getOwnPropertyDescriptor(view, 'count')).toEqual({
    value: 0,
    writable: true,
    enumerable: true,
    configurable: true,
  })
})

it('keeps variables of the closure alive between events', async () => {
  const Closure = liveView(options, () => {
    let count = 0
    return {
      get count() {
        return count
      },
      increment() {
        count += 1
      },
    }
  })
  const first = await mounted(Closure)
  const second = await mounted(Closure)
  send(first.view, 'increment')
  expect([...read(first.view, 'count'), ...read(second.view, 'count')]).toEqual([1, 0])
})

it('sees what a function does to the returned object itself', async () => {
  const Held = liveView(options, () => {
    const state = {
      count: 0,
      items: [] as number[],
      increment() {
        state.count += 1
        state.items = [...state.items, state.count]
      },
    }
    return state
  })
  const { view } = await mounted(Held)
  send(view, 'increment')
  send(view, 'increment')
  expect(read(view, 'count', 'items')).toEqual([2, [1, 2]])
})

it('may take its time, and gets the request and the route parameters', async () => {
  const Slow = liveView(options, async (request, { list }: { list: string }) => {
    await null
    return { title: `${list} ${new URL(request.url).pathname}` }
  })
  const { view } = await mounted(Slow, { list: 'home' })
  expect(read(view, 'title')).toEqual(['home /'])
})

it('gives handlers their own parameters', async () => {
  const Todos = liveView(options, () => {
    const todos: string[] = []
    return {
      todos,
      add: handler({ text: 'str' }, ({ text }) => {
        todos.push(text)
      }),
      keep: handler({ params: { text: 'str' }, description: 'Keeps' }, ({ text }) => {
        todos.push(text)
      }),
      search: handler({ description: 'Searches' }, ({ value }) => {
        todos.push(value)
      }),
      clear: handler({}, () => {
        todos.length = 0
      }),
    }
  })
  const { view } = await mounted(Todos)
  send(view, 'add', { text: 'milk' })
  send(view, 'keep', { text: 'bread' })
  send(view, 'search', { value: 'x' })
  expect(read(view, 'todos')).toEqual([['milk', 'bread', 'x']])
  expect(() => send(view, 'add', { txt: 'milk' })).toThrow('"text" (str) is missing')
  expect(() => send(view, 'clear', { text: 'x' })).toThrow('"text" (string) is not one of them')
  expect(handlersOf(view).get('keep')?.options.description).toBe('Keeps')
})

it('lets the browser call what was returned, and nothing else', async () => {
  const Some = liveView(options, () => ({
    save() {},
    _helper() {},
    handleParams() {},
    handleInfo() {},
    notCallable: 5,
  }))
  const { view } = await mounted(Some)
  expect([...handlersOf(view).keys()]).toEqual(['save'])
  expect(() => handlerFor(view, '_helper')).toThrow('no handler')
  expect([...handlersOf((await mounted(Counter)).view).keys()]).toEqual(['increment', 'leave'])
})

it('runs returned handleParams and handleInfo as the methods of the view', async () => {
  const Listening = liveView(options, () => ({
    heard: [] as unknown[],
    handleParams(params: Record<string, string>) {
      this.heard.push(params)
    },
    handleInfo(message: unknown) {
      this.heard.push(message)
    },
  }))
  const { view } = await mounted(Listening)
  view.handleParams({ page: '2' }, '/?page=2')
  view.handleInfo('hello')
  expect(view.heard).toEqual([{ page: '2' }, 'hello'])
})

it('refuses what cannot be data or handlers', async () => {
  const returning = (data: object) => mounted(liveView(options, () => data) as ViewClass)
  await expect(returning({ mount() {} })).rejects.toThrow('setup is mount')
  await expect(returning({ getContextData() {} })).rejects.toThrow(
    'the returned data is the context',
  )
  await expect(returning({ handlePresenceJoin() {} })).rejects.toThrow('cannot be a handler')
  await expect(returning({ livePatch() {} })).rejects.toThrow('it is a member of LiveView')
  await expect(returning({ subscribe: true })).rejects.toThrow('data named "subscribe"')
  await expect(returning({ mount: 1 })).rejects.toThrow('data named "mount"')
  await expect(returning(new (class Store {})())).rejects.toThrow('has to return a plain object')
  await expect(returning(null as unknown as object)).rejects.toThrow('has to return a plain object')
})

it('refuses to share one object between pages', async () => {
  const shared = { count: 0 }
  const Sharing = liveView(options, () => shared)
  await mounted(Sharing)
  await expect(mounted(Sharing)).rejects.toThrow('the same object for two pages')
})

it('is a class of views with its options', () => {
  const View = liveView({ templateName: 'counter.html' }, () => ({}))
  expect(() => checkViewClass(View)).not.toThrow()
  expect(View.asView()).toBe(View)
  expect((View as unknown as { templateName: string }).templateName).toBe('counter.html')
  expect((View as unknown as { name: string }).name).toBe('liveView("counter.html")')
})

it('refuses options that it does not know', () => {
  const making = (given: object) => () => liveView(given, () => ({}))
  expect(making({ templateNam: 'x' })).toThrow('Did you mean "templateName"?')
  expect(making({ useActors: true })).toThrow('"useActors" of liveView() does not act yet')
  expect(making({ handlers: {} })).toThrow('"handlers" is only for classes')
  expect(making({ template: 'a', templateName: 'b' })).toThrow('both templateName and template')
  expect(() => handler({ exposeApi: true } as object, () => {})).toThrow(
    '"exposeApi" of handler(…)',
  )
})
