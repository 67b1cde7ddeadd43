import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { type TestAppOptions, type TestBrowser, TestServer } from '../../test/support/server.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { rateLimit } from '../view/rate-limit.ts'
import { path } from '../view/routes.ts'
import { closeCodes } from '../wire/frames.ts'

class CounterView extends LiveView {
  static template = '<p>{{ count }}</p>'
  count = 0

  @eventHandler
  increment() {
    this.count += 1
  }

  @rateLimit({ rate: 0.001, burst: 2 })
  rarely() {
    this.count += 100
  }
}

class SlowView extends CounterView {
  static rateLimit = { rate: 0.001, burst: 3 }
}

async function start(options: Partial<TestAppOptions> = {}): Promise<TestServer> {
  const urls = [path('', CounterView), path('slow/', SlowView)]
  const server = await TestServer.start({ urls, ...options })
  onTestFinished(() => server.close())
  return server
}

afterEach(() => vi.restoreAllMocks())

/** A browser as a proxy on this machine would pass it on. */
function visitor(server: TestServer, address: string, name = address): TestBrowser {
  const browser = server.browser(name)
  browser.headers = { 'X-Forwarded-For': address }
  return browser
}

it('an event that comes too soon is answered and not done, and a flood closes the connection', async () => {
  const rates = { rate: 0.001, burst: 2, maxWarnings: 2 }
  const page = await (await start({ rateLimit: rates })).browser().open('/')
  await page.join()
  // The join is one of them.
  expect(await page.call('increment')).toMatchObject({ errors: [] })
  expect(await page.call('increment')).toMatchObject({
    errors: [{ event: 2, code: 'rate_limited' }],
    patch: null,
  })
  expect(await page.call('increment')).toMatchObject({ errors: [{ code: 'rate_limited' }] })
  page.event('increment')
  expect(await page.closed).toBe(closeCodes.flooded)
})

it('an address that was closed for flooding stays away for a while', async () => {
  const server = await start({
    rateLimit: { rate: 0.001, burst: 1, maxWarnings: 0, reconnectCooldownMs: 60_000 },
    trustedProxies: ['127.0.0.1'],
  })
  const page = await visitor(server, '203.0.113.7').open('/')
  await page.join()
  page.event('increment')
  expect(await page.closed).toBe(closeCodes.flooded)
  await expect(page.connect()).rejects.toThrow('429')
  expect(await (await visitor(server, '203.0.113.8').open('/')).join()).toMatchObject({
    kind: 'joined',
  })
})

it('one address has so many connections, and its /64 is one address', async () => {
  const server = await start({
    rateLimit: { maxConnectionsPerIp: 2 },
    trustedProxies: ['127.0.0.0/8'],
  })
  const open = (address: string) => visitor(server, address).open('/')
  const pages = [await open('2001:db8::1'), await open('2001:db8::2'), await open('2001:db8::3')]
  await pages[0]!.join()
  await pages[1]!.join()
  await expect(pages[2]!.connect()).rejects.toThrow('429')
  expect(await (await open('2001:db8:0:1::1')).join()).toMatchObject({ kind: 'joined' })
  pages[0]!.drop()
  await expect.poll(() => pages[2]!.join().catch(() => null)).toMatchObject({ kind: 'joined' })
})

it('nobody but a trusted proxy says where a request comes from', async () => {
  const server = await start({ rateLimit: { maxConnectionsPerIp: 1 } })
  for (let i = 0; i < 3; i++) {
    const page = await visitor(server, '203.0.113.7', `browser ${i}`).open('/')
    expect(await page.join()).toMatchObject({ kind: 'joined' })
  }
})

it('one address gets so many pages, and then is asked to wait', async () => {
  vi.spyOn(performance, 'now').mockReturnValue(1_000)
  const urls = [path('', () => new Response('here'))]
  const server = await start({ urls, trustedProxies: ['127.0.0.1'] })
  const get = async (address: string) => {
    const response = await visitor(server, address).fetch('/')
    await response.arrayBuffer()
    return response
  }
  const responses = await Promise.all(Array.from({ length: 300 }, () => get('203.0.113.7')))
  const statuses = responses.map(({ status }) => status)
  expect(statuses.filter((status) => status === 200).length).toBe(200)
  const refused = responses.find(({ status }) => status === 429)!
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '1'])
  expect((await get('203.0.113.8')).status).toBe(200)
})

it('a view and a handler have rates of their own', async () => {
  const browser = (await start()).browser()
  const [page, slow] = [await browser.open('/'), await browser.open('/slow/')]
  await page.join()
  await slow.join()
  const codes = async (at: typeof page, name: string, times: number) => {
    const answers = []
    for (let i = 0; i < times; i++) answers.push((await at.call(name)).errors[0]?.code ?? 'done')
    return answers
  }
  expect(await codes(page, 'rarely', 3)).toEqual(['done', 'done', 'rate_limited'])
  expect(await codes(page, 'increment', 3)).toEqual(['done', 'done', 'done'])
  expect(await codes(slow, 'increment', 4)).toEqual(['done', 'done', 'done', 'rate_limited'])
  // A connection that comes back does not bring more along.
  slow.drop()
  await slow.join()
  expect(await codes(slow, 'increment', 1)).toEqual(['rate_limited'])
})

it('a proxy that ends TLS gives the page an address with https, and its cookie is for https alone', async () => {
  const server = await start({ trustedProxies: ['127.0.0.1'] })
  const cookieOf = async (headers: Record<string, string>) => {
    const response = await fetch(server.origin, { headers })
    await response.arrayBuffer()
    return response.headers.getSetCookie()[0]
  }
  expect(await cookieOf({ 'X-Forwarded-Proto': 'https' })).toContain('; Secure')
  expect(await cookieOf({ 'X-Forwarded-Proto': 'http' })).not.toContain('Secure')
})
