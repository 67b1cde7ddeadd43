import { describe, expect, it } from 'vitest'
import { settled } from '../../test/support/gate.ts'
import { TestSite } from '../../test/support/site.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import type { ServerFrame, UpdateFrame } from '../wire/frames.ts'

let overflows = 0

class NewsView extends LiveView {
  static template = '<p>{{ text }}</p><p>{{ count }}</p>'
  text = ''
  count = 0

  override mount() {
    overflows = 0
    this.subscribe('news')
  }

  override handleInfo(size: number) {
    this.count += 1
    this.text = String(this.count % 10).repeat(size)
  }

  override handleOverflow() {
    overflows += 1
  }

  @eventHandler
  increment() {
    this.count += 1
  }

  @eventHandler
  fail() {
    throw new Error('no')
  }

  @eventHandler
  leave() {
    this.liveRedirect('/elsewhere/')
  }

  @eventHandler({ params: { times: 'int' } })
  turn({ times }: { times: number }) {
    for (let i = 0; i < times; i++) this.livePatch({ params: { page: i } })
  }
}

async function start(): Promise<{ site: TestSite; page: TestPage }> {
  const site = new TestSite({ urls: [path('', NewsView)] })
  return { site, page: await site.join() }
}

/** Changes the page many times, and takes nothing of what it is sent. */
async function flood(site: TestSite, times: number, size = 10_000): Promise<void> {
  for (let i = 0; i < times; i++) {
    site.bus.publish('news', size)
    await settled()
  }
}

/** Takes what has come, and what comes because it was taken. */
async function takeAll(page: TestPage): Promise<ServerFrame[]> {
  const frames: ServerFrame[] = []
  for (; page.waiting > 0; await settled()) frames.push(await page.next())
  return frames
}

describe('a browser that does not acknowledge what it is sent', () => {
  it('is sent no more, and then one change to what is true by then', async () => {
    const { site, page } = await start()
    await flood(site, 200)
    const sent = page.waiting
    expect(sent).toBeLessThan(30)
    const frames = await takeAll(page)
    expect(frames).toHaveLength(sent + 1)
    expect(frames.at(-2)).toMatchObject({ patch: [0, expect.anything(), 1, String(sent)] })
    expect(frames.at(-1)).toMatchObject({ patch: [0, '0'.repeat(10_000), 1, '200'] })
    expect(await page.call('increment')).toMatchObject({ patch: [1, '201'] })
  })

  it('gets the answers to its events with that change', async () => {
    const { site, page } = await start()
    await flood(site, 40)
    page.event('increment')
    page.event('fail')
    page.event('increment')
    await settled()
    const frames = await takeAll(page)
    expect(frames.at(-2)).toMatchObject({ upTo: 0 })
    expect(frames.at(-1)).toMatchObject({
      upTo: 3,
      patch: [0, expect.anything(), 1, '42'],
      errors: [{ event: 2, code: 'handler_failed' }],
    })
  })

  it('gets all values when it asks for them, whatever is on its way', async () => {
    const { site, page } = await start()
    await flood(site, 40)
    page.send({ kind: 'resync', session: 0 })
    await settled()
    const frames = await takeAll(page)
    expect(frames.at(-1)).toMatchObject({ kind: 'fill', values: [expect.anything(), '40'] })
  })

  it('goes on when it comes back by another connection', async () => {
    const { site, page } = await start()
    await flood(site, 40)
    page.drop()
    expect(await page.join()).toMatchObject({ how: 'resumed' })
    expect(await page.next()).toMatchObject({ kind: 'fill', values: [expect.anything(), '40'] })
    await flood(site, 1)
    expect(await page.next()).toMatchObject({ patch: [0, '1'.repeat(10_000), 1, '41'] })
  })

  it('is cut off when it goes on to send events that fail', async () => {
    const { site, page } = await start()
    await flood(site, 40)
    for (let round = 0; round < 30; round++) {
      for (let i = 0; i < 50; i++) page.event('fail')
      await settled()
    }
    expect(await page.closed).toBe(1013)
  })
})

describe('commands that a browser does not take', () => {
  it('keep others from being sent until they are acknowledged', async () => {
    const { page } = await start()
    page.mostUnacknowledged = Number.POSITIVE_INFINITY
    for (let i = 0; i < 1_000; i++) await page.call('leave')
    page.event('leave')
    await settled()
    expect(page.waiting).toBe(0)
    page.acknowledge()
    expect(await page.next()).toMatchObject({ upTo: 1_001, commands: [{ to: '/elsewhere/' }] })
  })

  it('wait, and come in order', async () => {
    const { site, page } = await start()
    await flood(site, 40)
    page.event('turn', { times: '50' })
    await settled()
    const [last] = (await takeAll(page)).filter(({ kind }) => kind === 'update').slice(-1)
    expect(last).toMatchObject({ upTo: 1 })
    const { commands } = last as UpdateFrame
    expect(commands).toMatchObject(Array.from({ length: 50 }, (_, i) => ({ to: `/?page=${i}` })))
    expect(overflows).toBe(0)
  })

  it('are given up beyond a bound: the view hears of it once, and the browser gets all values', async () => {
    const { site, page } = await start()
    await flood(site, 40)
    for (let i = 0; i < 25; i++) page.event('turn', { times: '600' })
    await settled()
    expect(overflows).toBe(0)
    const frames = await takeAll(page)
    expect(overflows).toBe(1)
    expect(site.logged).toContain('NewsView: commands to a slow browser were given up')
    const fills = frames.filter(({ kind }) => kind === 'fill')
    expect(fills).toMatchObject([{ values: [expect.anything(), '40'] }])
    expect(JSON.stringify(frames).includes('page=599')).toBe(false)
    expect(await page.call('increment')).toMatchObject({ patch: [1, '41'] })
  })
})
