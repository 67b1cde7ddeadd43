import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { transportContract } from '../../test/contracts/transport.ts'
import { gate, settled } from '../../test/support/gate.ts'
import { TestSite } from '../../test/support/site.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import {
  closeCodes,
  type FillFrame,
  type JoinedFrame,
  type JoinFrame,
  protocolVersion,
} from '../wire/frames.ts'

describe('without any transport', () => {
  transportContract(async (urls) => {
    const site = new TestSite({ urls })
    return {
      open: (uri, id = 'browser-1') => site.open(uri, { id }),
      publish: (topic, message) => site.bus.publish(topic, message),
      close: async () => site.registry.close(1_000),
    }
  })
})

let mounts = 0

class CounterView extends LiveView {
  static template = '<p>{{ count }}</p>'
  count = 0

  override mount() {
    mounts += 1
    this.subscribe('counter')
  }

  override handleInfo() {
    this.count += 1
  }

  @eventHandler
  increment() {
    this.count += 1
  }
}

const urls = [path('', CounterView)]

beforeEach(() => {
  mounts = 0
})
afterEach(() => vi.useRealTimers())

describe('a page that was drawn', () => {
  it('waits for its document for 15 seconds, and then no longer listens', async () => {
    vi.useFakeTimers()
    const site = new TestSite({ urls })
    const page = await site.open()
    await vi.advanceTimersByTimeAsync(14_999)
    expect(site.bus.subscribers).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(site.bus.subscribers).toBe(0)
    expect(await page.join()).toMatchObject({ how: 'mounted' })
    expect(mounts).toBe(2)
  })

  it('is mounted anew after a restart, and goes on numbering', async () => {
    const before = new TestSite({ urls })
    const page = await before.join()
    await page.call('increment')
    await before.registry.close(1_000)

    const after = new TestSite({ urls })
    const moved = await after.open('/')
    const { documentName: document, token, csrf, seen } = page
    const asBefore = { document, token, csrf, seen, next: 2 }
    expect(await moved.join(asBefore)).toMatchObject({ how: 'mounted', number: 1, upTo: 1 })
    const fill = (await moved.next()) as FillFrame
    expect(fill).toMatchObject({ kind: 'fill', upTo: 1, values: ['0'] })
    expect(fill.number).toBeGreaterThan(seen)
    moved.sent = 1
    const answer = { number: fill.number + 1, upTo: 2, patch: [0, '1'] }
    expect(await moved.call('increment')).toMatchObject(answer)
  })

  it('is not kept for those who will not join', async () => {
    const site = new TestSite({ urls })
    const page = await site.open('/', { mayJoin: false })
    expect(site.bus.subscribers).toBe(0)
    expect(await page.join()).toMatchObject({ how: 'mounted' })
  })

  it('is not kept when it cannot be drawn', async () => {
    class BrokenView extends CounterView {
      static override template = '<p>{{ broken }}</p>'
      get broken() {
        throw new Error('broken')
      }
    }
    const site = new TestSite({ urls: [path('', BrokenView)] })
    await expect(site.open()).rejects.toThrow('broken')
    expect(site.bus.subscribers).toBe(0)
  })
})

describe('pages that wait', () => {
  it('are so many for one address, and more once one has joined', async () => {
    const site = new TestSite({ urls, limits: { maxPendingSessionsPerAddress: 2 } })
    const [first, , third] = [await site.open(), await site.open(), await site.open()]
    expect(site.bus.subscribers).toBe(2)
    expect(await third.join()).toMatchObject({ how: 'mounted' })
    expect(await first.join()).toMatchObject({ how: 'claimed' })
    const elsewhere = await site.open('/', { ip: '127.0.0.2' })
    expect(await elsewhere.join()).toMatchObject({ how: 'claimed' })
    expect(await (await site.open()).join()).toMatchObject({ how: 'claimed' })
  })

  it('are so many in all', async () => {
    const site = new TestSite({ urls, limits: { maxPendingSessions: 2 } })
    for (const ip of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) await site.open('/', { ip })
    expect(site.bus.subscribers).toBe(2)
  })

  it('are not more when they come at once', async () => {
    const site = new TestSite({ urls, limits: { maxPendingSessions: 2 } })
    const pages = await Promise.all(Array.from({ length: 10 }, () => site.open()))
    expect(site.bus.subscribers).toBe(2)
    for (const page of pages) await page.join()
    expect(mounts).toBe(18)
  })

  it('are not counted together when the host does not tell where they come from', async () => {
    const site = new TestSite({ urls, limits: { maxPendingSessionsPerAddress: 2 } })
    for (let i = 0; i < 5; i++) await site.open('/', { ip: '' })
    expect(site.bus.subscribers).toBe(5)
  })
})

describe('a page that lost its connection', () => {
  it('keeps its view for two minutes, and then its state, and no longer listens', async () => {
    vi.useFakeTimers()
    const site = new TestSite({ urls })
    const page = await site.join()
    await page.call('increment')
    page.drop()
    await vi.advanceTimersByTimeAsync(119_999)
    await page.join()
    page.drop()
    await vi.advanceTimersByTimeAsync(119_999)
    expect(site.bus.subscribers).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(site.bus.subscribers).toBe(0)
    expect(await page.join()).toMatchObject({ how: 'mounted', upTo: 1 })
    expect(await page.next()).toMatchObject({ kind: 'fill', values: ['1'] })
  })

  it('keeps its view for as long as it is connected', async () => {
    vi.useFakeTimers()
    const site = new TestSite({ urls })
    const page = await site.join()
    page.drop()
    await page.join()
    await vi.advanceTimersByTimeAsync(1_000_000)
    expect(await page.call('increment')).toMatchObject({ patch: [0, '1'] })
  })

  it('gets all values once more when just those were lost', async () => {
    const site = new TestSite({ urls })
    const page = await site.open('/', { mayJoin: false })
    await page.join()
    await page.next()
    // It had a frame 1 of a view that is no more, and takes the new one's for lost.
    page.seen = 0
    page.drop()
    await page.join()
    expect(await page.next()).toMatchObject({ kind: 'fill', values: ['0'] })
  })

  it('is told once more how an event ended, until it has heard', async () => {
    const site = new TestSite({ urls })
    const page = await site.join()
    const answered = page.seen
    const missing = { errors: [{ event: 1, code: 'not_callable' }] }
    expect(await page.call('missing')).toMatchObject(missing)
    // As if it had been lost.
    page.seen = answered
    page.answered = 0
    page.drop()
    await page.join()
    expect(await page.next()).toMatchObject({ kind: 'fill', upTo: 0 })
    expect(await page.next()).toMatchObject({ kind: 'update', upTo: 1, ...missing })
    page.acknowledge()
    page.drop()
    await page.join()
    expect(await page.call('increment')).toMatchObject({ errors: [], patch: [0, '1'] })
  })

  it('gets nothing it has not room for: values come before changes', async () => {
    const slow = gate()
    class SlowView extends CounterView {
      @eventHandler async slow() {
        await slow.pass()
        this.count += 10
      }
    }
    const site = new TestSite({ urls: [path('', SlowView)] })
    const page = await site.join()
    await page.call('increment')
    page.event('slow')
    await slow.reached
    page.seen = 0
    page.drop()
    await page.join()
    slow.open()
    expect(await page.next()).toMatchObject({ kind: 'fill', upTo: 2, values: ['11'] })
    expect(await page.call('increment')).toMatchObject({ upTo: 3, patch: [0, '12'] })
  })

  it('goes on in the newest of two connections', async () => {
    vi.useFakeTimers()
    const site = new TestSite({ urls })
    const page = await site.join()
    const again = page.duplicate()
    again.documentName = page.documentName
    expect(await again.join()).toMatchObject({ how: 'resumed' })
    page.drop()
    await vi.advanceTimersByTimeAsync(200_000)
    expect(await again.call('increment')).toMatchObject({ patch: [0, '1'] })
  })
})

describe('a connection that is lost while its page joins', () => {
  it('leaves the page to the next one', async () => {
    const asking = gate()
    let isFirst = true
    const site = new TestSite({
      urls,
      async getUser() {
        if (!isFirst) return null
        isFirst = false
        await asking.pass()
        return null
      },
    })
    isFirst = false
    const page = await site.open()
    isFirst = true
    void page.join()
    await asking.reached
    page.drop()
    asking.open()
    await settled()
    expect(await page.join()).toMatchObject({ how: 'claimed' })
  })

  it('keeps nothing of a view that is being mounted', async () => {
    const mounting = gate()
    class SlowView extends CounterView {
      override async mount() {
        super.mount()
        if (mounts > 1) await mounting.pass()
      }
    }
    const site = new TestSite({ urls: [path('', SlowView)] })
    const page = await site.open('/', { mayJoin: false })
    void page.join()
    await mounting.reached
    expect(site.bus.subscribers).toBe(1)
    page.drop()
    mounting.open()
    await settled()
    expect(site.bus.subscribers).toBe(0)
  })

  describe('while its guards are asked', () => {
    let asking = gate()
    class GuardedView extends CounterView {
      override async checkPermissions() {
        await asking.pass()
        return true
      }
    }

    /** A site with one page that its browser has, and no gate in its way. */
    async function loaded(how: { mayJoin: boolean }) {
      asking = gate()
      asking.open()
      const site = new TestSite({ urls: [path('', GuardedView)] })
      const page = await site.open('/', how)
      return { site, page }
    }

    /** Joins, and loses the connection before the guards have answered. */
    async function joinInVain(page: TestPage): Promise<void> {
      asking = gate()
      void page.join()
      await asking.reached
      page.drop()
      asking.open()
      await settled()
    }

    it('mounts nothing', async () => {
      const { site, page } = await loaded({ mayJoin: false })
      await joinInVain(page)
      expect([mounts, site.bus.subscribers]).toEqual([1, 0])
    })

    it('ends the view that drew the page: it can wait no longer', async () => {
      const { site, page } = await loaded({ mayJoin: true })
      await joinInVain(page)
      expect([mounts, site.bus.subscribers]).toEqual([1, 0])
      expect(await page.join()).toMatchObject({ how: 'mounted' })
    })

    it('leaves a page that comes back where it was', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      const { site, page } = await loaded({ mayJoin: true })
      await page.join()
      await page.call('increment')
      page.drop()
      await joinInVain(page)
      expect(await page.join()).toMatchObject({ how: 'resumed' })
      page.drop()
      await joinInVain(page)
      expect(site.bus.subscribers).toBe(1)
      await vi.advanceTimersByTimeAsync(120_000)
      expect(site.bus.subscribers).toBe(0)
    })
  })

  it('is not waited for by frames without end', async () => {
    const mounting = gate()
    class SlowView extends CounterView {
      override async mount() {
        if (mounts++ > 0) await mounting.pass()
      }
    }
    const site = new TestSite({ urls: [path('', SlowView)] })
    const page = await site.open('/', { mayJoin: false })
    void page.join()
    await mounting.reached
    for (let i = 0; i <= 1_000; i++) page.event('increment')
    expect(await page.closed).toBe(closeCodes.overrun)
    mounting.open()
  })
})

describe('a view that is mounted for a page', () => {
  /** A page that has to be mounted when it joins; `mount` may tell by `mounts`. */
  async function pageOf(View: ViewClass) {
    const site = new TestSite({ urls: [path('', View)] })
    return { site, page: await site.open('/', { mayJoin: false }) }
  }

  it('and cannot be, is told as a code, and nothing of it is kept', async () => {
    class FailingView extends CounterView {
      override mount() {
        super.mount()
        if (mounts > 1) throw new Error('the password is 1234')
      }
    }
    const { page, site } = await pageOf(FailingView)
    const answer = await page.join()
    expect(answer).toEqual({ kind: 'refused', session: 0, code: 'mount_failed', reload: true })
    expect(site.logged).toEqual(['FailingView could not be mounted: Error: the password is 1234'])
    expect(site.bus.subscribers).toBe(0)
  })

  it('and never is, is told as a code', async () => {
    class HangingView extends CounterView {
      override async mount() {
        super.mount()
        if (mounts > 1) await new Promise(() => {})
      }
    }
    const site = new TestSite({ urls: [path('', HangingView)], handlerTimeoutMs: 20 })
    const page = await site.open('/', { mayJoin: false })
    expect(await page.join()).toMatchObject({ kind: 'refused', code: 'mount_failed' })
    expect(site.bus.subscribers).toBe(0)
  })

  it('and goes elsewhere, makes the page load anew', async () => {
    class MovingView extends CounterView {
      override mount() {
        super.mount()
        if (mounts > 1) this.liveRedirect('/elsewhere/')
      }
    }
    const { page, site } = await pageOf(MovingView)
    expect(await page.join()).toMatchObject({ kind: 'refused', code: 'moved', reload: true })
    expect(site.bus.subscribers).toBe(0)
  })

  it('and cannot be drawn yet, is shown by the first event after which it can', async () => {
    class FragileView extends LiveView {
      static template = '<p>{{ text }}</p>'
      _isWhole = mounts === 0
      get text() {
        if (!this._isWhole) throw new Error('not yet')
        return 'whole'
      }
      override mount() {
        mounts += 1
      }
      @eventHandler mend() {
        this._isWhole = true
      }
    }
    const { page } = await pageOf(FragileView)
    expect(await page.join()).toMatchObject({ how: 'mounted' })
    expect(await page.next()).toMatchObject({ patch: null, errors: [{ code: 'render_failed' }] })
    page.event('mend')
    expect(await page.next()).toMatchObject({ kind: 'fill', upTo: 1, values: ['whole'] })
  })

  it('from another base than the page has, tells what the page is to be built of', async () => {
    class ThemedView extends LiveView {
      static templateName = 'page.html'
      base = mounts === 0 ? 'light.html' : 'dark.html'
      override mount() {
        mounts += 1
        this.subscribe('themes')
      }
    }
    const site = new TestSite({ urls: [path('', ThemedView)], templates: themes })
    const page = await site.open('/', { mayJoin: false })
    const joined = await page.join()
    expect(joined).toMatchObject({ how: 'mounted', layout: expect.stringMatching(/whole\.json$/) })
    page.send({ kind: 'resync', session: 0 })
    expect(await page.next()).toMatchObject({ kind: 'fill' })
    page.token = (joined as JoinedFrame).token!
    page.drop()
    expect(await page.join()).toMatchObject({ how: 'resumed', layout: undefined })
  })
})

const themes = {
  'page.html': '{% extends base %}{% block main %}<p>text</p>{% endblock %}',
  'light.html': '<main>{% block main %}{% endblock %}</main>',
  'dark.html': '<section>{% block main %}{% endblock %}</section>',
}

it('a view that chooses another base makes its page load anew', async () => {
  class ThemedView extends LiveView {
    static templateName = 'page.html'
    base = 'light.html'
    @eventHandler darken() {
      this.base = 'dark.html'
    }
  }
  const site = new TestSite({ urls: [path('', ThemedView)], templates: themes })
  const page = await site.join()
  expect(page.html).toContain('<main>')
  page.event('darken')
  const refused = { kind: 'refused', code: 'other_layout', reload: true }
  expect(await page.next()).toMatchObject(refused)
})

describe('who looks at a page', () => {
  type SomeUser = { id?: unknown; username?: string; email?: string }

  function siteWith(first: SomeUser | null) {
    const who = { is: first }
    return { site: new TestSite({ urls, getUser: () => who.is }), who }
  }

  it.each<[string, SomeUser | null, SomeUser | null]>([
    ['logged in meanwhile', null, { id: 1 }],
    ['logged out meanwhile', { id: 1 }, null],
    ['is another by id', { id: 1, username: 'ada' }, { id: 2, username: 'ada' }],
    ['is another by name', { username: 'ada' }, { username: 'bob' }],
    ['is another by what is known', { email: 'a@example.com' }, { email: 'b@example.com' }],
  ])('gets it no more when it %s, with or without a view that waits', async (_, first, then) => {
    const { site, who } = siteWith(first)
    const refused = { kind: 'refused', code: 'other_user', reload: true }
    const joined = await site.join()
    const waiting = await site.open()
    const drawn = await site.open('/', { mayJoin: false })
    joined.drop()
    who.is = then
    for (const page of [joined, waiting, drawn]) expect(await page.join()).toMatchObject(refused)
  })

  it.each<[string, SomeUser]>([
    ['the same id', { id: 1 }],
    ['the same name', { username: 'ada' }],
    ['the same in everything', { email: 'a@example.com' }],
  ])('goes on with it when it has %s', async (_, user) => {
    const { site, who } = siteWith(user)
    const page = await site.open()
    who.is = { ...user }
    expect(await page.join()).toMatchObject({ how: 'claimed' })
    page.drop()
    expect(await page.join()).toMatchObject({ how: 'resumed' })
  })

  it('is asked for again when it could not be found out', async () => {
    let isDown = false
    const site = new TestSite({
      urls,
      getUser() {
        if (isDown) throw new Error('no database')
        return null
      },
    })
    const page = await site.open()
    isDown = true
    void page.join()
    await settled()
    expect(await page.closed).toBe(closeCodes.failed)
    expect(site.logged).toEqual(['A frame could not be handled: Error: no database'])
    isDown = false
    expect(await page.join()).toMatchObject({ how: 'claimed' })
  })
})

it('a page that another process has drawn is mounted here, where its document is connected', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const [here, there] = [new TestSite({ urls }), new TestSite({ urls })]
  const shown = await here.join()
  const fetched = await there.open()
  expect(there.bus.subscribers).toBe(1)
  expect(await shown.enter(fetched)).toMatchObject({ kind: 'joined', session: 1, how: 'mounted' })
  expect(await shown.call('increment')).toMatchObject({ session: 1, patch: [0, '1'] })
  await vi.advanceTimersByTimeAsync(15_000)
  expect([here.bus.subscribers, there.bus.subscribers]).toEqual([1, 0])
})

it('ends every session with the site', async () => {
  const site = new TestSite({ urls })
  const page = await site.join()
  await site.open()
  await site.registry.close(1_000)
  expect(site.bus.subscribers).toBe(0)
  page.event('increment')
  expect(await page.closed).toBe(closeCodes.restart)
})

it('a document cannot have sessions without end at once', async () => {
  const page = await new TestSite({ urls }).join()
  for (let session = 1; session < 64; session++) page.send(joinOf(page, session))
  await settled()
  expect(mounts).toBe(64)
  page.send(joinOf(page, 64))
  expect(await page.closed).toBe(closeCodes.badFrame)
})

function joinOf(page: TestPage, session: number): JoinFrame {
  const { token, csrf, documentName: document, uri } = page
  const rest = { version: protocolVersion, seen: 0, next: 1, isHeir: false }
  return { kind: 'join', session, token, csrf, document, uri, ...rest }
}
