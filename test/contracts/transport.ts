import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventHandler } from '../../src/view/event-handler.ts'
import { LiveView } from '../../src/view/live-view.ts'
import type { UrlList } from '../../src/view/route-types.ts'
import { path } from '../../src/view/routes.ts'
import { closeCodes } from '../../src/wire/frames.ts'
import type { TestPage } from '../support/test-page.ts'

/** A running application behind one transport. */
export interface TransportHost {
  /** Asks for a page as one browser does. @param browser which one it is */
  open(uri: string, browser?: string): Promise<TestPage>
  publish(topic: string, message: unknown): void
  close(): Promise<void>
}

let mounts = 0
/** Counts of rooms that nobody is in any more. */
let left: number[] = []

class RoomView extends LiveView {
  static template = `
    <p>{{ count }}</p>
    <ul>{% for line in lines %}<li>{{ line }}</li>{% endfor %}</ul>`
  count = 0
  lines: string[] = []

  override mount() {
    mounts += 1
    this.subscribe('room')
  }

  override unmount() {
    left.push(this.count)
  }

  override handleInfo(line: string) {
    this.lines.push(line)
  }

  override handleParams({ count }: Record<string, string>) {
    if (count) this.count = Number(count)
  }

  @eventHandler({ params: { by: 'int?' } })
  increment({ by = 1 }: { by?: number }) {
    this.count += by
  }

  @eventHandler
  async incrementLater() {
    const before = this.count
    await new Promise((resolve) => setTimeout(resolve, 5))
    this.count = before + 1
  }

  @eventHandler
  fail() {
    this.count += 100
    throw new Error('the password is 1234')
  }

  @eventHandler
  showHundred() {
    this.livePatch({ params: { count: 100 } })
  }

  @eventHandler
  leave() {
    this.liveRedirect('/elsewhere/')
  }
}

class OtherView extends LiveView {
  static template = '<p>other</p>'
}

const urls = [path('', RoomView), path('other/', OtherView)]

/** What every transport does alike. */
export function transportContract(start: (urls: UrlList) => Promise<TransportHost>): void {
  let host: TransportHost
  beforeEach(async () => {
    mounts = 0
    left = []
    host = await start(urls)
  })
  afterEach(() => host.close())

  async function join(uri = '/'): Promise<TestPage> {
    const page = await host.open(uri)
    expect(await page.join()).toMatchObject({ kind: 'joined', how: 'claimed' })
    return page
  }

  describe('a page that is loaded', () => {
    it('goes on with the view that drew it', async () => {
      const page = await join('/?count=7')
      expect(mounts).toBe(1)
      expect(await page.call('increment')).toMatchObject({ number: 1, patch: [0, '8'] })
    })

    it('gets what has changed since it was drawn', async () => {
      const page = await host.open('/')
      host.publish('room', 'hello')
      expect(await page.join()).toMatchObject({ how: 'claimed' })
      expect(await page.next()).toMatchObject({ kind: 'update', number: 1, upTo: 0 })
      expect(mounts).toBe(1)
    })

    it('mounts its own view when it is the second one of a tab that was duplicated', async () => {
      const page = await join()
      await page.call('increment')
      const second = page.duplicate()
      expect(await second.join()).toMatchObject({ how: 'mounted' })
      expect(await second.next()).toMatchObject({ kind: 'fill', values: ['0', [0]] })
      expect(await page.call('increment')).toMatchObject({ patch: [0, '2'] })
      expect(mounts).toBe(2)
    })
  })

  describe('an event', () => {
    it('is answered by what it changed', async () => {
      const page = await join()
      expect(await page.call('increment', { by: '5' })).toMatchObject({ upTo: 1, patch: [0, '5'] })
    })

    it('is answered in the order in which it came, once', async () => {
      const page = await join()
      const later = page.event('incrementLater')
      page.send({
        kind: 'event',
        session: 0,
        number: later,
        handler: 'increment',
        params: {},
        data: {},
      })
      page.event('increment')
      expect(await page.next()).toMatchObject({ upTo: 1, patch: [0, '1'] })
      expect(await page.next()).toMatchObject({ upTo: 2, patch: [0, '2'] })
    })

    it('that fails shows what it changed, and tells a code and no message', async () => {
      const page = await join()
      const answer = await page.call('fail')
      expect(answer).toMatchObject({ patch: [0, '100'] })
      expect(answer.errors).toEqual([{ event: 1, code: 'handler_failed' }])
      expect(await page.call('increment')).toMatchObject({ patch: [0, '101'], errors: [] })
    })

    it('that nobody may send is answered with a code', async () => {
      const page = await join()
      for (const name of ['mount', 'nothing', '__proto__', 'constructor', '']) {
        const { errors } = await page.call(name)
        expect(errors).toEqual([{ event: page.sent, code: 'not_callable' }])
      }
    })
  })

  describe('a connection that is lost', () => {
    it('costs nothing when everything had arrived', async () => {
      const page = await join()
      await page.call('increment')
      page.drop()
      expect(await page.join()).toMatchObject({ how: 'resumed', number: 1, upTo: 1 })
      expect(await page.call('increment')).toMatchObject({ number: 2, patch: [0, '2'] })
      expect(mounts).toBe(1)
    })

    it('is made up for by what changed meanwhile', async () => {
      const page = await join()
      page.drop()
      host.publish('room', 'hello')
      expect(await page.join()).toMatchObject({ how: 'resumed' })
      expect(JSON.stringify(await page.next())).toContain('hello')
    })

    it('is made up for by all values when frames were lost with it', async () => {
      const page = await join()
      page.event('increment')
      await page.next()
      page.seen = 0
      page.drop()
      expect(await page.join()).toMatchObject({ how: 'resumed', number: 1 })
      expect(await page.next()).toMatchObject({ kind: 'fill', upTo: 1, values: ['1', [0]] })
    })

    it('does not lose what the page is to do', async () => {
      const page = await join()
      page.event('leave')
      await page.next()
      page.seen = 0
      page.drop()
      await page.join()
      await page.next()
      const commands = [{ kind: 'redirect', to: '/elsewhere/', replace: false }]
      expect(await page.next()).toMatchObject({ kind: 'update', commands })
    })
  })

  describe('an address of the same view', () => {
    it('is shown when the browser goes there', async () => {
      const page = await join()
      expect(await page.visit('/?count=3')).toMatchObject({ upTo: 1, patch: [0, '3'] })
    })

    it('is told to the browser when the view goes there', async () => {
      const page = await join()
      const commands = [{ kind: 'url', to: '/?count=100', replace: false }]
      expect(await page.call('showHundred')).toMatchObject({ commands })
      expect(await page.next()).toMatchObject({ patch: [0, '100'] })
    })
  })

  describe('an address of another view', () => {
    it('leads there, where the browser shows it', async () => {
      const page = await join()
      const commands = [{ kind: 'navigate', to: '/other/', replace: true }]
      expect(await page.visit('/other/')).toMatchObject({ upTo: 1, patch: null, commands })
    })
  })

  describe('a document that shows another page', () => {
    it('goes on over the same connection, with the view that drew it', async () => {
      const page = await join()
      await page.call('increment')
      const next = await host.open('/?count=7')
      expect(await page.enter(next)).toMatchObject({ session: 1, how: 'claimed' })
      expect(await page.call('increment')).toMatchObject({ session: 1, number: 1, patch: [0, '8'] })
      expect(mounts).toBe(2)
      expect(left).toEqual([1])
    })

    it('has still done what was done on the one before', async () => {
      const page = await join()
      page.event('incrementLater')
      page.event('increment')
      await page.enter(await host.open('/other/'))
      await expect.poll(() => left).toEqual([2])
    })

    it('cannot go on with the one before', async () => {
      const page = await join()
      const before = page.duplicate()
      before.documentName = page.documentName
      await page.enter(await host.open('/other/'))
      await expect.poll(() => left).toEqual([0])
      page.drop()
      expect(await before.join()).toMatchObject({ how: 'mounted' })
    })
  })

  describe('a document with two live views', () => {
    /** Joins with another page, beside the one that it shows. */
    async function joinSecond(page: TestPage, second: TestPage): Promise<void> {
      const { token, csrf, uri } = second
      const { documentName: document } = page
      const rest = { version: 1, seen: 0, next: 1, isHeir: false }
      page.send({ kind: 'join', session: 1, token, csrf, document, uri, ...rest })
      expect(await page.next()).toMatchObject({ session: 1, kind: 'joined', how: 'claimed' })
    }

    function incrementSecond(page: TestPage, number: number): void {
      const handler = 'increment'
      page.send({ kind: 'event', session: 1, number, handler, params: {}, data: {} })
    }

    it('tells their events and answers apart, over one connection', async () => {
      const page = await join()
      await joinSecond(page, await host.open('/?count=7'))
      incrementSecond(page, 1)
      expect(await page.next()).toMatchObject({ session: 1, number: 1, upTo: 1, patch: [0, '8'] })
      expect(await page.call('increment')).toMatchObject({ session: 0, number: 1, patch: [0, '1'] })
      host.publish('room', 'hello')
      const told = [await page.next(), await page.next()]
      expect(told.map(({ session }) => session).toSorted()).toEqual([0, 1])
    })

    it('has each wait for its own events alone', async () => {
      const page = await join()
      await joinSecond(page, await host.open('/'))
      page.event('incrementLater')
      incrementSecond(page, 1)
      const answers = [await page.next(), await page.next()]
      expect(answers.map(({ session }) => session)).toEqual([1, 0])
    })

    it('leaves one of them, and goes on with the other', async () => {
      const page = await join()
      await joinSecond(page, await host.open('/'))
      page.send({ kind: 'leave', session: 1 })
      incrementSecond(page, 1)
      expect(await page.next()).toMatchObject({ session: 1, kind: 'refused', code: 'not_joined' })
      expect(await page.call('increment')).toMatchObject({ session: 0, patch: [0, '1'] })
    })

    it('gets both back after a lost connection', async () => {
      const page = await join()
      const second = await host.open('/')
      await joinSecond(page, second)
      incrementSecond(page, 1)
      await page.next()
      page.drop()
      expect(await page.join({ seen: 0, next: 1 })).toMatchObject({ session: 0, how: 'resumed' })
      const { token, csrf, uri } = second
      const { documentName: document } = page
      const rest = { version: 1, seen: 1, next: 2, isHeir: false }
      page.send({ kind: 'join', session: 1, token, csrf, document, uri, ...rest })
      expect(await page.next()).toMatchObject({ session: 1, how: 'resumed', upTo: 1 })
      incrementSecond(page, 2)
      expect(await page.next()).toMatchObject({ session: 1, number: 2, patch: [0, '2'] })
    })
  })

  it('brings a message to every page that listens', async () => {
    const [one, two] = [await join(), await join()]
    host.publish('room', 'hello')
    for (const page of [one, two]) {
      expect(await page.next()).toMatchObject({ kind: 'update', upTo: 0, errors: [] })
    }
  })

  it('sends all values to a page that asks for them', async () => {
    const page = await join()
    await page.call('increment')
    page.send({ kind: 'resync', session: 0 })
    expect(await page.next()).toMatchObject({ kind: 'fill', number: 2, values: ['1', [0]] })
  })

  describe('who may join', () => {
    it('is not a browser that the page was not drawn for', async () => {
      const page = await host.open('/')
      const stranger = await host.open('/', 'another browser')
      const refused = { kind: 'refused', code: 'bad_token', reload: true }
      expect(await stranger.join({ token: page.token })).toMatchObject(refused)
      expect(await stranger.join({ csrf: page.csrf })).toMatchObject(refused)
      expect(await page.join()).toMatchObject({ how: 'claimed' })
    })

    it('is not a page with a token that was changed', async () => {
      const page = await host.open('/')
      const [body = '', signature] = page.token.split('.')
      const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as object
      const changed = Buffer.from(JSON.stringify({ ...payload, route: 'other/' }))
      const tokens = [`${changed.toString('base64url')}.${signature}`, body, '', `${body}.`]
      for (const token of tokens) {
        expect(await page.join({ token })).toMatchObject({ kind: 'refused', code: 'bad_token' })
      }
    })

    it('is not a page of another version', async () => {
      const page = await host.open('/')
      const refused = { kind: 'refused', code: 'other_version', reload: true }
      expect(await page.join({ version: 999 })).toMatchObject(refused)
    })

    it('gets no view but the one that was drawn', async () => {
      const page = await join()
      const second = page.duplicate()
      for (const uri of ['/other/', '//evil.example/', 'http://evil.example/', 'http://[', '/x/']) {
        expect(await second.join({ uri })).toMatchObject({ kind: 'refused', code: 'not_found' })
      }
    })
  })

  describe('a page that does not follow the protocol', () => {
    it.each([
      ['no frame', 'hello'],
      ['deep', '['.repeat(10_000)],
      ['unknown', '[0,"jump"]'],
      ['with events left out', '[0,9,"increment"]'],
      ['with a prototype', '[0,1,"increment",{"__proto__":{}}]'],
    ])('is cut off, and may come back: %s', async (_, text) => {
      const page = await join()
      page.sendText(text)
      expect(await page.closed).toBe(closeCodes.badFrame)
      expect(await page.join()).toMatchObject({ how: 'resumed' })
      expect(await page.call('increment')).toMatchObject({ patch: [0, '1'] })
    })

    it('is told to join first', async () => {
      const page = await host.open('/')
      await page.connect()
      page.event('increment')
      expect(await page.next()).toMatchObject({ kind: 'refused', code: 'not_joined' })
    })

    it('is not two documents', async () => {
      const page = await join()
      const { token, csrf, uri } = page
      const join2 = { version: 1, token, csrf, uri, seen: 0, next: 1, isHeir: false }
      page.send({ kind: 'join', session: 1, document: 'another-document-1', ...join2 })
      expect(await page.closed).toBe(closeCodes.badFrame)
    })
  })
}
