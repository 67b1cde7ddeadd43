import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { gate, settled } from '../../test/support/gate.ts'
import { pageOf } from '../../test/support/site.ts'
import { eventHandler } from '../view/event-handler.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView } from '../view/live-view.ts'
import { closeCodes } from '../wire/frames.ts'

class CounterView extends LiveView {
  static handlers = handlers<CounterView>()({
    increment: {},
    add: { params: { by: 'int' } },
    nothing: {},
    fail: {},
  })
  static template = '<p>{{ count }}</p>'
  count = 0
  increment() {
    this.count += 1
  }
  add({ by }: { by: number }) {
    this.count += by
  }
  nothing() {}
  notMarked() {}
  fail() {
    this.count += 1
    throw new Error('out of order')
  }
}

describe('an event', () => {
  it('that changes nothing gets an answer and nothing else', async () => {
    const { page } = await pageOf(CounterView)
    const answer = { number: 1, upTo: 1, patch: null, commands: [], errors: [] }
    expect(await page.call('nothing')).toMatchObject(answer)
  })

  it('gets its parameters converted as the handler says', async () => {
    const { page } = await pageOf(CounterView)
    expect(await page.call('add', { by: '3' })).toMatchObject({ patch: [0, '3'] })
    expect(await page.call('add', {}, { by: '4', other: 'x' })).toMatchObject({ patch: [0, '7'] })
  })

  it('that was sent twice counts once', async () => {
    const { page } = await pageOf(CounterView)
    await page.call('increment')
    page.sent = 0
    page.event('increment')
    expect(page.event('increment')).toBe(2)
    expect(await page.next()).toMatchObject({ number: 2, upTo: 2, patch: [0, '2'] })
  })

  it('with another before it missing ends the connection', async () => {
    const { page } = await pageOf(CounterView)
    page.sent = 5
    page.event('increment')
    expect(await page.closed).toBe(closeCodes.badFrame)
  })

  it.each([
    ['unknown', 'nowhere', {}, 'not_callable'],
    ['a method that is not marked', 'notMarked', {}, 'not_callable'],
    ['a method of the framework', 'handleInfo', {}, 'not_callable'],
    ['a name that every object has', '__proto__', {}, 'not_callable'],
    ['without its parameter', 'add', {}, 'bad_params'],
    ['with one that does not fit', 'add', { by: 'three' }, 'bad_params'],
    ['with one too many', 'add', { by: 1, of: 2 }, 'bad_params'],
    [
      'with a prototype within a parameter',
      'add',
      { by: [JSON.parse('{"__proto__":1}')] },
      'bad_params',
    ],
  ])('is answered when it is %s', async (_, name, params, code) => {
    const { page, site } = await pageOf(CounterView)
    expect(await page.call(name, params)).toMatchObject({ errors: [{ event: 1, code }] })
    expect(await page.call('increment')).toMatchObject({ patch: [0, '1'], errors: [] })
    expect(site.logged).toHaveLength(1)
  })

  it('is validated by a schema, also one that takes its time', async () => {
    class MailView extends LiveView {
      static template = '<p>{{ to }}</p>'
      to = ''
      @eventHandler({ params: z.object({ to: z.email().refine(async () => true) }) })
      send({ to }: { to: string }) {
        this.to = to
      }
    }
    const { page } = await pageOf(MailView)
    expect(await page.call('send', { to: 'a@b.example' })).toMatchObject({
      patch: [0, 'a@b.example'],
    })
    expect(await page.call('send', { to: 'nobody' })).toMatchObject({
      errors: [{ code: 'bad_params' }],
    })
  })

  it('waits for those before it', async () => {
    const slow = gate()
    class SlowView extends LiveView {
      static template = '<p>{{ done }}</p>'
      done = ''
      @eventHandler async slow() {
        await slow.pass()
        this.done += 'slow '
      }
      @eventHandler quick() {
        this.done += 'quick'
      }
    }
    const { page } = await pageOf(SlowView)
    page.event('slow')
    page.event('quick')
    await slow.reached
    await settled()
    slow.open()
    expect(await page.next()).toMatchObject({ upTo: 1, patch: [0, 'slow '] })
    expect(await page.next()).toMatchObject({ upTo: 2, patch: [0, 'slow quick'] })
  })

  it('waits for a query that only begins when somebody waits for it', async () => {
    class QueryView extends LiveView {
      static template = '<p>{{ rows }}</p>'
      rows = 0
      @eventHandler load() {
        const query = {
          then: (resolve: () => void) => {
            this.rows = 3
            resolve()
          },
        }
        return query as unknown as Promise<void>
      }
    }
    const { page } = await pageOf(QueryView)
    expect(await page.call('load')).toMatchObject({ patch: [0, '3'] })
  })
})

describe('a handler that fails', () => {
  it('shows what it had changed', async () => {
    const { page, site } = await pageOf(CounterView)
    const errors = [{ event: 1, code: 'handler_failed' }]
    expect(await page.call('fail')).toMatchObject({ patch: [0, '1'], errors })
    expect(site.logged[0]).toContain('CounterView: event 1 ended with handler_failed')
    expect(site.logged[0]).toContain('out of order')
  })

  it('tells its message in development only', async () => {
    const { page } = await pageOf(CounterView, { isDevelopment: true })
    const answer = await page.call('fail')
    expect(answer.errors).toEqual([{ event: 1, code: 'handler_failed', message: 'out of order' }])
    const production = await pageOf(CounterView)
    expect(JSON.stringify(await production.page.call('fail'))).not.toContain('out of order')
  })

  it('may throw what is no error', async () => {
    class ThrowingView extends LiveView {
      static template = ''
      @eventHandler async nothing() {
        throw undefined
      }
      @eventHandler text() {
        throw 'text'
      }
      @eventHandler strange() {
        throw Object.create(null)
      }
    }
    const { page } = await pageOf(ThrowingView, { isDevelopment: true, log() {} })
    expect((await page.call('nothing')).errors).toMatchObject([{ message: 'undefined' }])
    expect((await page.call('text')).errors).toMatchObject([{ message: 'text' }])
    expect((await page.call('strange')).errors).toMatchObject([{ code: 'handler_failed' }])
  })

  it('that never ends is answered, and the next event runs', async () => {
    class StuckView extends LiveView {
      static template = '<p>{{ count }}</p>'
      count = 0
      @eventHandler async stuck() {
        this.count += 1
        await new Promise(() => {})
      }
      @eventHandler increment() {
        this.count += 1
      }
    }
    const { page } = await pageOf(StuckView, { handlerTimeoutMs: 20 })
    page.event('stuck')
    page.event('increment')
    const errors = [{ event: 1, code: 'handler_timeout' }]
    expect(await page.next()).toMatchObject({ upTo: 1, patch: [0, '1'], errors })
    expect(await page.next()).toMatchObject({ upTo: 2, patch: [0, '2'], errors: [] })
  })

  it('after its time is up is nobody’s business any more', async () => {
    const late = gate()
    class LateView extends LiveView {
      static template = ''
      @eventHandler late() {
        return late.pass()
      }
    }
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    const { page } = await pageOf(LateView, { handlerTimeoutMs: 10 })
    expect(await page.call('late')).toMatchObject({ errors: [{ code: 'handler_timeout' }] })
    late.fail(new Error('too late'))
    await settled()
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })

  it('is known to a page that was away when it happened', async () => {
    const waiting = gate()
    class AwayView extends LiveView {
      static template = ''
      @eventHandler wait() {
        return waiting.pass()
      }
    }
    const { page } = await pageOf(AwayView)
    page.event('wait')
    await waiting.reached
    page.drop()
    waiting.fail(new Error('failed'))
    await settled()
    expect(await page.join()).toMatchObject({ how: 'resumed', upTo: 1 })
    const errors = [{ event: 1, code: 'handler_failed' }]
    expect(await page.next()).toMatchObject({ kind: 'update', upTo: 1, errors })
  })
})

describe('a page that comes back', () => {
  class GoingView extends CounterView {
    static override handlers = handlers<GoingView>()({ go: {} })
    go() {
      this.liveRedirect('/')
    }
  }

  it('learns of a failure after it has all values', async () => {
    const waiting = gate()
    class WaitingView extends CounterView {
      @eventHandler wait() {
        return waiting.pass()
      }
    }
    const { page } = await pageOf(WaitingView)
    await page.call('increment')
    page.event('wait')
    await waiting.reached
    page.seen = 0
    page.drop()
    waiting.fail(new Error('failed'))
    await settled()
    await page.join()
    expect(await page.next()).toMatchObject({ kind: 'fill', upTo: 1, values: ['1'] })
    const errors = [{ event: 2, code: 'handler_failed' }]
    expect(await page.next()).toMatchObject({ kind: 'update', upTo: 2, patch: null, errors })
  })

  it('is not sent away twice', async () => {
    const { page } = await pageOf(GoingView)
    expect((await page.call('go')).commands).toHaveLength(1)
    page.drop()
    await page.join()
    page.event('increment')
    expect(await page.next()).toMatchObject({ upTo: 2, commands: [] })
  })

  it('is not sent away again by what it has acknowledged', async () => {
    const { page } = await pageOf(GoingView)
    await page.call('go')
    await page.call('increment')
    page.send({ kind: 'ack', session: 0, seen: 1 })
    await settled()
    page.seen = 0
    page.drop()
    await page.join()
    expect(await page.next()).toMatchObject({ kind: 'fill', upTo: 2 })
    page.event('increment')
    expect(await page.next()).toMatchObject({ upTo: 3, commands: [] })
  })
})

describe('a page that does not keep up', () => {
  it('is cut off when it lets events pile up', async () => {
    class StuckView extends LiveView {
      static template = ''
      @eventHandler wait() {
        return new Promise<void>(() => {})
      }
    }
    const { page } = await pageOf(StuckView)
    for (let i = 0; i < 1_100; i++) {
      page.event('wait')
      if (i % 100 === 0) await new Promise(setImmediate)
    }
    expect(await page.closed).toBe(closeCodes.overrun)
  })
})

it('writes each frame to the log when asked, and nothing otherwise', async () => {
  const { page, site } = await pageOf(CounterView, { logsPatches: true })
  await page.call('increment')
  expect(site.logged).toEqual([
    'CounterView ← [0,"joined","claimed",0,0]',
    'CounterView ← [0,1,1,[0,"1"]]',
  ])
})
