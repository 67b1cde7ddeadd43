import { afterEach, describe, expect, it, vi } from 'vitest'
import { settled } from '../../test/support/gate.ts'
import { durableMemory, moveTo, twoSites as sitesOf } from '../../test/support/two-sites.ts'
import { codec } from '../state/codec.ts'
import { memory } from '../store/memory-store.ts'
import type { SessionStore } from '../store/session-store.ts'
import { liveView } from '../view/function-view.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import type { TestSite } from '../../test/support/site.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { closeCodes, type FillFrame, type JoinedFrame, type UpdateFrame } from '../wire/frames.ts'
import type { Durability } from './vault.ts'

class Money {
  readonly cents: number

  constructor(cents: number) {
    this.cents = cents
  }
}

let mounts = 0
let restores = 0

class CartView extends LiveView {
  static handlers = handlers<CartView>()({ add: {}, go: {}, leave: {}, say: {}, fail: {} })
  static template =
    '<p>{{ items|length }} {{ total.cents }} {{ log.size }} {{ page }}</p>{% for m in messages %}<b>{{ m }}</b>{% endfor %}'
  static codecs = [
    codec(
      Money,
      ({ cents }) => cents,
      (cents: number) => new Money(cents),
    ),
  ]
  static transient = ['log']

  items: { price: Money }[] = []
  total = new Money(0)
  log = new Map<string, number>()
  page = ''
  _last: { price: Money } | null = null

  mount() {
    mounts += 1
    this.subscribe('cart')
  }

  restored() {
    restores += 1
    this.log = new Map([['restored', 1]])
  }

  handleParams({ page = '' }: Record<string, string>) {
    this.page = page
  }

  handleInfo() {
    this.add()
  }

  add() {
    this._last = { price: new Money(5) }
    this.items.push(this._last)
    this.total = new Money(this.total.cents + 5)
  }

  go() {
    this.livePatch({ params: { page: 'two' } })
  }

  leave() {
    this.liveRedirect('/other/')
  }

  say() {
    this.putFlash('info', 'said')
  }

  fail() {
    this.items.push({ price: new Money(1) })
    throw new Error('this fails')
  }
}

const twoSites = (
  View: ViewClass = CartView,
  ...rest: [durability?: Durability, store?: SessionStore]
) => sitesOf(View, ...rest)

describe('a page whose process dies', () => {
  it('goes on in another one with its fields, and mounts no second time', async () => {
    const { first, second } = twoSites()
    const page = await first.join()
    await page.call('add')
    await page.call('add')
    mounts = restores = 0
    const moved = await moveTo(second, page)
    mounts = 0
    expect(await moved.join()).toMatchObject({ how: 'mounted', upTo: 2 })
    expect(await moved.next()).toMatchObject({ kind: 'fill', values: ['2', '10', '1', '', [0]] })
    expect([mounts, restores]).toEqual([0, 1])
    expect(await moved.call('add')).toMatchObject({ upTo: 3, patch: [0, '3', 1, '15'] })
  })

  it('does no event twice whose answer was lost', async () => {
    const { first, second } = twoSites()
    const page = await first.join()
    await page.call('add')
    page.event('add')
    await settled()
    // The answer was sent and is not taken: for the page it was lost.
    const moved = await moveTo(second, page)
    Object.assign(moved, { sent: 1, answered: 1 })
    expect(await moved.join()).toMatchObject({ upTo: 2 })
    expect(await moved.next()).toMatchObject({
      kind: 'fill',
      upTo: 2,
      values: ['2', '10', '1', '', [0]],
    })
    moved.event('add')
    expect(await moved.call('add')).toMatchObject({ upTo: 3, patch: [0, '3', 1, '15'] })
  })

  it('keeps what was changed before a handler failed', async () => {
    const { first, second } = twoSites()
    const page = await first.join()
    expect(await page.call('fail')).toMatchObject({ errors: [{ event: 1 }] })
    const moved = await moveTo(second, page)
    await moved.join()
    expect(await moved.next()).toMatchObject({ values: ['1', '0', '1', '', [0]] })
  })

  it('keeps its address, its messages and what it has subscribed to', async () => {
    const { first, second } = twoSites()
    const page = await first.join()
    await page.call('go')
    await page.call('say')
    const moved = await moveTo(second, page)
    await moved.join()
    expect(await moved.next()).toMatchObject({ values: ['0', '0', '1', 'two', [['said']]] })
    second.bus.publish('cart', null)
    expect(await moved.next()).toMatchObject({ patch: [0, '1', 1, '5'] })
  })

  it('is told once more to leave, when that was lost', async () => {
    const { first, second } = twoSites()
    const page = await first.join()
    page.event('leave')
    await settled()
    const moved = await moveTo(second, page)
    moved.answered = 0
    await moved.join()
    expect(await moved.next()).toMatchObject({ kind: 'fill' })
    expect(await moved.next()).toMatchObject({ commands: [{ kind: 'redirect', to: '/other/' }] })
  })

  it('has its clock again, and hears that it is connected', async () => {
    class ClockView extends LiveView {
      static template = '<p>{{ ticks }} {{ greetings }}</p>'
      static handlers = handlers<ClockView>()({ nothing: {} })
      static tickInterval = 10
      ticks = 0
      greetings = 0

      handleTick() {
        this.ticks += 1
      }

      connected() {
        this.greetings += 1
      }

      nothing() {}
    }
    const { first, second } = twoSites(ClockView)
    const page = await first.join()
    await page.call('nothing')
    page.drop()
    await first.registry.close(100)
    const moved = await moveTo(second, page)
    await moved.join()
    const { values } = (await moved.next()) as FillFrame
    const shown = async () => ((await moved.next()) as UpdateFrame).patch
    expect(await shown()).toEqual(expect.arrayContaining([1, '2']))
    expect(Number((await shown())![1])).toBeGreaterThan(Number(values[0]))
  })

  it('begins anew where nothing was stored before the answer', async () => {
    const { first, second } = twoSites(CartView, 'memory')
    const page = await first.join()
    await page.call('add')
    const moved = await moveTo(second, page)
    await moved.join()
    expect(await moved.next()).toMatchObject({ kind: 'fill', values: ['0', '0', '0', '', [0]] })
  })

  it('of a function view goes on too', async () => {
    const View = liveView({ template: '<p>{{ count }}</p>' }, () => ({
      count: 0,
      increment() {
        this.count += 1
      },
    }))
    const { first, second } = twoSites(View)
    const page = await first.join()
    await page.call('increment')
    const moved = await moveTo(second, page)
    await moved.join()
    expect(await moved.next()).toMatchObject({ kind: 'fill', values: ['1'] })
    expect(await moved.call('increment')).toMatchObject({ patch: [0, '2'] })
  })
})

describe('a session that two processes believe to have', () => {
  it('goes on in the one that took it last, and the other ends at its next turn', async () => {
    const { first, second } = twoSites()
    const page = await first.join()
    await page.call('add')
    const moved = await moveTo(second, page)
    await moved.join()
    await moved.next()
    await moved.call('add')
    page.event('add')
    expect(await page.closed).toBe(closeCodes.restart)
    expect(await moved.call('add')).toMatchObject({ patch: [0, '3', 1, '15'] })
  })
})

describe('a page that comes back to a process where it was before', () => {
  it('goes on from what it did elsewhere meanwhile', async () => {
    const { first, second } = twoSites()
    const page = await first.join()
    await page.call('add')
    page.drop()
    const moved = await moveTo(second, page)
    await moved.join()
    await moved.next()
    await moved.call('add')
    moved.drop()
    const back = await moveTo(first, moved)
    expect(await back.join()).toMatchObject({ how: 'mounted', upTo: 2 })
    expect(await back.next()).toMatchObject({ values: ['2', '10', '1', '', [0]] })
    expect(await back.call('add')).toMatchObject({ upTo: 3, patch: [0, '3', 1, '15'] })
  })

  it('does not take the session that drew it, where it has joined elsewhere', async () => {
    const { first, second } = twoSites()
    const page = await first.open('/')
    const moved = await moveTo(second, page)
    await moved.join()
    await moved.next()
    await moved.call('add')
    const back = await moveTo(first, moved)
    expect(await back.join()).toMatchObject({ how: 'mounted', upTo: 1 })
    expect(await back.next()).toMatchObject({ values: ['1', '5', '1', '', [0]] })
  })

  it('sends all values where another process has shown the page, though nothing was done there', async () => {
    const { first, second, store } = twoSites(CartView, 'afterReply')
    // It ends before it has stored anything.
    const unstored = { ...store, isDurable: true, write: () => new Promise<boolean>(() => {}) }
    const take = store.take.bind(store)
    Object.assign(second.site.vault, { store: { ...unstored, take } })
    const page = await first.join()
    await page.call('add')
    // A frame that the page never gets, and then what it hears of elsewhere, in a frame of the same number.
    page.send({ kind: 'resync', session: 0 })
    await settled()
    page.event('add')
    page.drop()
    await settled()
    const moved = await moveTo(second, page)
    await moved.join()
    await moved.next()
    moved.drop()
    const back = await moveTo(first, moved)
    expect(await back.join()).toMatchObject({ how: 'mounted' })
    expect(await back.next()).toMatchObject({
      kind: 'fill',
      values: expect.arrayContaining(['2', '10']),
    })
  })

  it('gets all values there, where one of its older connections was heard of only now', async () => {
    const { first, second } = twoSites()
    const page = await first.join()
    await page.call('add')
    const moved = await moveTo(second, page)
    await moved.join()
    await moved.next()
    // Its answer is lost.
    moved.event('add')
    await settled()
    moved.drop()
    // What the page said before it went elsewhere; it never hears what is said to that.
    const late = await moveTo(first, page)
    await late.join()
    await late.next()
    const back = await moveTo(first, moved)
    expect(await back.join()).toMatchObject({ how: 'resumed', upTo: 2 })
    expect(await back.next()).toMatchObject({ kind: 'fill', values: ['2', '10', '1', '', [0]] })
  })

  it('goes on with the session that is here, where it did nothing else', async () => {
    const { first } = twoSites()
    const page = await first.join()
    await page.call('add')
    page.drop()
    expect(await page.join()).toMatchObject({ how: 'resumed', upTo: 1 })
  })
})

describe('a store that fails', () => {
  it('keeps answers back until it works again, and nothing is done twice', async () => {
    let isDown = false
    const store = durableMemory()
    const write = store.write.bind(store)
    store.write = (...args) => (isDown ? Promise.reject(new Error('disk full')) : write(...args))
    const { first } = twoSites(CartView, 'beforeReply', store)
    const page = await first.join()
    isDown = true
    page.event('add')
    expect(await page.closed).toBe(closeCodes.restart)
    expect(first.logged.join()).toContain('disk full')
    isDown = false
    expect(await page.join()).toMatchObject({ how: 'resumed', upTo: 0 })
    expect(await page.next()).toMatchObject({ upTo: 1, patch: [0, '1', 1, '5'] })
  })

  it('tells nobody who comes back of an event that may still be lost, and it is done elsewhere', async () => {
    let isDown = false
    const store = durableMemory()
    const write = store.write.bind(store)
    store.write = (...args) => (isDown ? Promise.reject(new Error('disk full')) : write(...args))
    const { first, second } = twoSites(CartView, 'beforeReply', store)
    const page = await first.join()
    await page.call('add')
    isDown = true
    page.event('add')
    await page.closed
    expect(await page.join()).toMatchObject({ how: 'resumed', upTo: 1 })
    await page.closed
    // The first process is gone with what it could not store.
    isDown = false
    const moved = await moveTo(second, page)
    expect(await moved.join()).toMatchObject({ how: 'mounted', upTo: 1 })
    await moved.next()
    moved.send({ kind: 'event', session: 0, number: 2, handler: 'add', params: {}, data: {} })
    expect(await moved.next()).toMatchObject({ upTo: 2, patch: [0, '2', 1, '10'] })
  })
})

describe('a store that fails when a page has just gone on from it', () => {
  it('loses no event that came meanwhile', async () => {
    let isDown = false
    const store = durableMemory()
    const write = store.write.bind(store)
    store.write = (...args) => (isDown ? Promise.reject(new Error('busy')) : write(...args))
    const { first, second } = twoSites(CartView, 'beforeReply', store)
    const page = await first.join()
    await page.call('add')
    const moved = await moveTo(second, page)
    await moved.join()
    await moved.next()
    isDown = true
    moved.event('add')
    moved.event('add')
    await moved.closed
    isDown = false
    expect(await moved.join()).toMatchObject({ upTo: 1 })
    for (const number of [2, 3])
      moved.send({ kind: 'event', session: 0, number, handler: 'add', params: {}, data: {} })
    await moved.answerTo(3)
    moved.send({ kind: 'resync', session: 0 })
    expect(await moved.next()).toMatchObject({
      kind: 'fill',
      upTo: 3,
      values: ['3', '15', '1', '', [0]],
    })
  })
})

describe('a page that is away for long', () => {
  it('is bytes in the meantime, and goes on when it comes back', async () => {
    vi.useFakeTimers()
    try {
      const { first } = twoSites(CartView, 'memory', memory())
      const page = await first.join()
      await page.call('add')
      page.drop()
      await vi.advanceTimersByTimeAsync(200_000)
      expect(first.bus.subscribers).toBe(0)
      vi.setSystemTime(Date.now() - 190_000)
      expect(await page.join()).toMatchObject({ how: 'mounted', upTo: 1 })
      expect(await page.next()).toMatchObject({ kind: 'fill', values: ['1', '5', '1', '', [0]] })
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a process that ends', () => {
  it('stores its sessions, after what it is still doing', async () => {
    const { first, second } = twoSites(CartView, 'memory')
    const page = await first.join()
    await page.call('add')
    page.event('add')
    await settled()
    await first.registry.close(1_000)
    const moved = await moveTo(second, page)
    moved.sent = 1
    await moved.join()
    expect(await moved.next()).toMatchObject({
      kind: 'fill',
      upTo: 2,
      values: ['2', '10', '1', '', [0]],
    })
  })
})

describe('a process that ends while pages are open', () => {
  it('sends each away once it is stored, and takes no more in', async () => {
    const { first, second } = twoSites(CartView, 'memory')
    const [page, other] = [await first.join(), await first.join()]
    await page.call('add')
    const closing = first.registry.close(1_000)
    page.event('add')
    expect(await page.closed).toBe(closeCodes.restart)
    const moved = await moveTo(second, page)
    expect(await moved.join()).toMatchObject({ how: 'mounted', upTo: 1 })
    expect(await moved.next()).toMatchObject({ values: ['1', '5', '1', '', [0]] })
    await other.connect()
    void other.join()
    expect(await other.closed).toBe(closeCodes.restart)
    await closing
  })
})

describe('who is somebody else by now', () => {
  it('does not get the session, and it is forgotten', async () => {
    const { site } = twoSites()
    let user: { id: number } | null = { id: 1 }
    const first = site({ getUser: () => user })
    const page = await first.join()
    await page.call('add')
    const second = site({ getUser: () => user })
    const moved = await moveTo(second, page)
    user = null
    expect(await moved.join()).toMatchObject({ kind: 'refused', code: 'other_user' })
    user = { id: 1 }
    expect(await moved.join()).toMatchObject({ how: 'mounted' })
  })
})

describe('a class that is another by now', () => {
  const view = (more: object) =>
    Object.assign(
      class CountView extends LiveView {
        static handlers = handlers<CountView>()({ add: {} })
        static template = '<p>{{ count }}</p>'
        count: unknown = 0

        add() {
          this.count = 5
        }
      },
      more,
    )

  async function storedBy(first: ViewClass, second: ViewClass) {
    const store = durableMemory()
    const page = await twoSites(first, 'beforeReply', store).first.join()
    await page.call('add')
    const { second: site } = twoSites(second, 'beforeReply', store)
    const moved = await moveTo(site, page)
    await moved.join()
    return { fill: await moved.next(), site }
  }

  it('brings fields of an earlier version up to date', async () => {
    const migrate = ({ count }: { count: number }, version: number) => ({
      count: `${count} of version ${version}`,
    })
    const { fill } = await storedBy(view({}), view({ stateVersion: 2, migrate }))
    expect(fill).toMatchObject({ values: ['5 of version 1'] })
  })

  it('begins anew when it does not say how, and the log tells', async () => {
    const { fill, site } = await storedBy(view({}), view({ stateVersion: 2 }))
    expect(fill).toMatchObject({ values: ['0'] })
    expect(site.logged.join()).toContain('static migrate')
  })
})

describe('a page whose template is another by now', () => {
  const view = (template: string, more: object = {}) =>
    Object.assign(
      class CountView extends LiveView {
        static handlers = handlers<CountView>()({ add: {} })
        static template = template
        count: unknown = 0

        add() {
          this.count = Number(this.count) + 1
        }
      },
      more,
    )

  it('goes on with its state once it is built of the new one', async () => {
    const store = durableMemory()
    const page = await twoSites(view('<p>{{ count }}</p>'), 'beforeReply', store).first.join()
    await page.call('add')
    const migrate = ({ count }: { count: number }) => ({ count: count + 100 })
    const later = view('<b>{{ count }}</b>', { stateVersion: 2, migrate })
    const moved = await moveTo(twoSites(later, 'beforeReply', store).second, page)
    const joined = (await moved.join()) as JoinedFrame
    expect(joined).toMatchObject({ how: 'mounted', upTo: 1 })
    expect(joined.layout).toMatch(/^\/layout\/\w+\.whole\.json$/)
    moved.send({ kind: 'resync', session: 0 })
    expect(await moved.next()).toMatchObject({ kind: 'fill', values: ['101'] })
    expect(await moved.call('add')).toMatchObject({ upTo: 2, patch: [0, '102'] })
    moved.token = joined.token!
    moved.drop()
    expect(await moved.join()).toMatchObject({ how: 'resumed', layout: undefined })
  })
})

describe('a page that loads itself anew', () => {
  /** Loads it, as the same tab would. */
  async function reload(site: TestSite, page: TestPage): Promise<TestPage> {
    const loaded = await site.open('/')
    loaded.documentName = page.documentName
    return loaded
  }

  it('goes on with the session that it had, and counts anew', async () => {
    const { first } = twoSites(CartView, 'memory', memory())
    const page = await first.join()
    await page.call('add')
    page.event('add')
    await settled()
    page.drop()
    const loaded = await reload(first, page)
    expect(await loaded.join({ isHeir: true })).toMatchObject({ how: 'mounted', upTo: 0 })
    expect(await loaded.next()).toMatchObject({ kind: 'fill', values: ['2', '10', '0', '', [0]] })
    expect(await loaded.call('add')).toMatchObject({ upTo: 1, patch: [0, '3', 1, '15'] })
    loaded.drop()
    expect(await loaded.join()).toMatchObject({ how: 'resumed' })
  })

  it('goes on from the store, where its process is gone', async () => {
    const { first, second } = twoSites()
    const page = await first.join()
    await page.call('add')
    const loaded = await reload(second, page)
    expect(await loaded.join({ isHeir: true })).toMatchObject({ how: 'mounted', upTo: 0 })
    expect(await loaded.next()).toMatchObject({ kind: 'fill', values: ['1', '5', '1', '', [0]] })
    expect(await loaded.call('add')).toMatchObject({ upTo: 1, patch: [0, '2', 1, '10'] })
  })

  it('takes the session that drew it, where the one before is nowhere', async () => {
    const { first, second } = twoSites(CartView, 'memory')
    const page = await first.join()
    const loaded = await reload(second, page)
    expect(await loaded.join({ isHeir: true })).toMatchObject({ how: 'claimed' })
  })
})

describe('a field that cannot be stored', () => {
  class OddView extends LiveView {
    static handlers = handlers<OddView>()({ add: {} })
    static template = '<p>{{ count }}</p>'
    count = 0
    todos = [{ owner: new (class Owner {})() }]

    add() {
      this.count += 1
    }
  }

  it('is left out and named once, by its path, and all else goes on', async () => {
    const { first, second } = twoSites(OddView)
    const page = await first.join()
    await page.call('add')
    await page.call('add')
    const told = first.logged.filter((line) => line.includes('todos[0].owner'))
    expect(told.length).toBe(1)
    const moved = await moveTo(second, page)
    await moved.join()
    expect(await moved.next()).toMatchObject({ values: ['2'] })
  })

  it('makes each event fail where the view, or the setting, is strict', async () => {
    class StrictView extends OddView {
      static strictSerialization = true
    }
    const { first, second } = twoSites(StrictView)
    const page = await first.join()
    expect(await page.call('add')).toMatchObject({
      patch: [0, '1'],
      errors: [{ event: 1, code: 'state_not_storable' }],
    })
    const moved = await moveTo(second, page)
    await moved.join()
    expect(await moved.next()).toMatchObject({ values: ['1'] })
  })

  it('is what a function closes over: the page begins anew, and the log says what to write', async () => {
    const ClosedView = liveView({ template: '<p>{{ count }}</p>' }, () => {
      let count = 0
      return {
        get count() {
          return count
        },
        add() {
          count += 1
        },
      }
    })
    const { first, second } = twoSites(ClosedView)
    const page = await first.join()
    expect(await page.call('add')).toMatchObject({ patch: [0, '1'] })
    expect(first.logged.join()).toContain('Return it as data')
    const moved = await moveTo(second, page)
    expect(await moved.join()).toMatchObject({ how: 'mounted' })
    expect(await moved.next()).toMatchObject({ values: ['0'] })
  })
})

describe('an event that ends the process each time', () => {
  afterEach(() => vi.useRealTimers())

  it('is answered in the end, and the page goes on', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    class DeadlyView extends LiveView {
      static template = '<p>{{ count }}</p>'
      static handlers = handlers<DeadlyView>()({ add: {}, die: {} })
      count = 0

      add() {
        this.count += 1
      }

      // As far as the page can tell, a process that hangs is one that is gone.
      die() {
        return new Promise(() => {})
      }
    }
    const { first, site } = twoSites(DeadlyView)
    let page = await first.join()
    await page.call('add')
    page.event('die')
    await settled()
    for (let process = 0; process < 3; process++) {
      vi.setSystemTime(Date.now() + 2_000)
      page = await moveTo(site(), page)
      page.sent = page.answered
      await page.join()
      await page.next()
      page.event('die')
      await settled()
    }
    expect(await page.answerTo(2)).toMatchObject({ errors: [{ event: 2, code: 'crashed' }] })
    expect(await page.call('add')).toMatchObject({ upTo: 3, patch: [0, '2'] })
  })
})

it('a page that goes on elsewhere still hears how its events ended', async () => {
  const { first, second } = sitesOf(CartView)
  const page = await first.join()
  await page.call('fail')
  // As if the answer had been lost with the process.
  Object.assign(page, { seen: 0, answered: 0 })
  const moved = await moveTo(second, page)
  expect(await moved.join()).toMatchObject({ how: 'mounted', upTo: 1 })
  expect(await moved.next()).toMatchObject({ kind: 'fill', upTo: 0 })
  const errors = [{ event: 1, code: 'handler_failed' }]
  expect(await moved.next()).toMatchObject({ kind: 'update', upTo: 1, errors })
})
