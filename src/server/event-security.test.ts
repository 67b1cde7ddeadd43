import { expect, it, onTestFinished, vi } from 'vitest'
import { type TestAppOptions, testApp, TestServer } from '../../test/support/server.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { Component } from '../view/component.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { closeCodes } from '../wire/frames.ts'

const logged: string[] = []

async function open(View: ViewClass, options: Partial<TestAppOptions> = {}): Promise<TestPage> {
  logged.length = 0
  const spy = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => logged.push(String(text)) > 0)
  const server = await TestServer.start({ urls: [path('', View as never)], ...options })
  onTestFinished(async () => {
    await server.close()
    spy.mockRestore()
  })
  const page = await server.browser().open('/')
  await page.join()
  return page
}

const viewOf = (eventSecurity?: 'open' | 'warn' | 'strict') => {
  class Base extends LiveView {
    static template = '<b dj-click="increment">{{ count }}</b>'
    count = 0

    @eventHandler
    increment() {
      this.count += 1
    }

    inherited() {
      this.count += 10
    }
  }
  class Page extends Base {
    get secret() {
      return 1
    }

    undeclared() {
      this.count += 100
    }

    _private() {
      this.count += 1_000
    }
  }
  if (eventSecurity) Object.defineProperty(Page, 'eventSecurity', { value: eventSecurity })
  return Page
}

const never = [
  'mount',
  'handleParams',
  'constructor',
  'toString',
  'hasOwnProperty',
  '__proto__',
  '_private',
  'secret',
  'liveRedirect',
  'count',
  'request',
]

async function codes(page: TestPage, names: readonly string[]): Promise<string[]> {
  const found = []
  for (const name of names) found.push((await page.call(name)).errors[0]?.code ?? 'done')
  return found
}

it('strictly, only declared handlers can be called', async () => {
  const page = await open(viewOf())
  expect(await codes(page, ['increment', 'undeclared', 'inherited'])).toEqual([
    'done',
    'not_callable',
    'not_callable',
  ])
})

it.each(['warn', 'open'] as const)(
  'with %s, so can public methods of the author’s classes',
  async (eventSecurity) => {
    const page = await open(viewOf(), { eventSecurity })
    expect(await codes(page, ['increment', 'undeclared', 'inherited'])).toEqual([
      'done',
      'done',
      'done',
    ])
    expect(new Set(await codes(page, never))).toEqual(new Set(['not_callable']))
    const told = logged.filter((line) => line.includes('is no declared handler'))
    expect(told).toHaveLength(eventSecurity === 'warn' ? 2 : 0)
  },
)

it('a class says otherwise than the setting', async () => {
  expect(await codes(await open(viewOf('open')), ['undeclared'])).toEqual(['done'])
  const strict = await open(viewOf('strict'), { eventSecurity: 'open' })
  expect(await codes(strict, ['undeclared', 'inherited'])).toEqual(['not_callable', 'not_callable'])
})

it('a template may name such a method', () => {
  class Page extends LiveView {
    static template = '<b dj-click="undeclared"></b>'
    undeclared() {}
  }
  class Strict extends LiveView {
    static template = Page.template
    static eventSecurity = 'strict' as const
    undeclared() {}
  }
  const start = (View: ViewClass, options: Partial<TestAppOptions> = {}) =>
    testApp({ urls: [path('', View as never)], ...options })
  expect(() => start(Strict, { eventSecurity: 'open' })).toThrow('has no handler of that name')
  expect(() => start(Page, { eventSecurity: 'open' })).not.toThrow()
})

it('a component stays strict unless its class says otherwise', async () => {
  class Closed extends Component {
    static template = '<i>{{ n }}</i>'
    n = 0
    add() {
      this.n += 1
    }
  }
  class Open extends Closed {
    static eventSecurity = 'open' as const
  }
  class Page extends LiveView {
    static template = '{{ closed }}{{ open }}'
    closed = new Closed()
    open = new Open()
  }
  const page = await open(Page, { eventSecurity: 'open' })
  const call = async (componentId: string) =>
    (await page.call('add', {}, { componentId })).errors.map(({ code }) => code)
  expect(await call('closed')).toEqual(['not_callable'])
  expect(await call('open')).toEqual([])
})

it('a view says how large a message may be', async () => {
  class Large extends viewOf() {
    static maxMessageSize = 100_000
  }
  class Small extends viewOf() {
    static maxMessageSize = 2_000
  }
  const call = (page: TestPage, length: number) =>
    page.event('increment', { text: 'x'.repeat(length) })
  const [large, small, usual] = [await open(Large), await open(Small), await open(viewOf())]
  expect(await large.answerTo(call(large, 90_000))).toMatchObject({ kind: 'update' })
  call(large, 100_100)
  expect(await large.closed).toBe(closeCodes.tooLarge)
  expect(await small.answerTo(call(small, 1_900))).toMatchObject({ kind: 'update' })
  call(small, 2_100)
  expect(await small.closed).toBe(closeCodes.tooLarge)
  call(usual, 70_000)
  expect(await usual.closed).toBe(closeCodes.tooLarge)
})
