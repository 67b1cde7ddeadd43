import { describe, expect, it } from 'vitest'
import { type Gate, gate, settled } from '../../test/support/gate.ts'
import { TestSite } from '../../test/support/site.ts'
import type { TestPage } from '../../test/support/test-page.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { closeCodes } from '../wire/frames.ts'

let held: Gate
let heard: string[] = []

class BusyView extends LiveView {
  static template = '<p>{{ count }}</p>'
  count = 0

  override mount() {
    this.subscribe('news')
  }

  override handleInfo(message: string) {
    heard.push(message)
  }

  override handleOverflow() {
    heard.push('overflow')
  }

  @eventHandler
  increment() {
    this.count += 1
  }

  @eventHandler
  async hang() {
    await held.pass()
  }
}

/** A page whose handler hangs. */
async function hanging(rateLimit = { rate: 10_000, burst: 10_000, maxWarnings: 3 }) {
  held = gate()
  heard = []
  const site = new TestSite({ urls: [path('', BusyView)], rateLimit })
  const page = await site.join()
  page.event('hang')
  await held.reached
  return { site, page }
}

function publish(site: TestSite, count: number, from = 0): void {
  for (let i = from; i < from + count; i++) site.bus.publish('news', String(i))
}

describe('messages to a page whose handler hangs', () => {
  it('are given up where they are too many, and the view hears of that once it gets there', async () => {
    const { site } = await hanging()
    publish(site, 100_000)
    expect(site.logged.filter((line) => line.includes('messages were given up'))).toHaveLength(1)
    held.open()
    await settled()
    expect(heard).toHaveLength(500)
    expect(heard.slice(0, 499)).toEqual(Array.from({ length: 499 }, (_, i) => String(i)))
    expect(heard.at(-1)).toBe('overflow')
    publish(site, 1)
    await settled()
    expect(heard.at(-1)).toBe('0')
  })

  it('come in order where there is room for all', async () => {
    const { site } = await hanging()
    publish(site, 400)
    held.open()
    await settled()
    expect(heard).toEqual(Array.from({ length: 400 }, (_, i) => String(i)))
  })

  it('leave room for what its user does', async () => {
    const { site, page } = await hanging()
    publish(site, 1_000)
    const last = page.event('increment')
    held.open()
    expect(await page.answerTo(last)).toMatchObject({ patch: [0, '1'] })
  })
})

describe('events that are sent again after a lost connection', () => {
  /** Sends an event with the number that it had. */
  function again(page: TestPage, number: number): void {
    page.send({ kind: 'event', session: 0, number, handler: 'increment', params: {}, data: {} })
  }

  it('were counted when they came first', async () => {
    // With the join: as many as are there when it begins.
    const { page } = await hanging({ rate: 20, burst: 20, maxWarnings: 0 })
    for (let i = 0; i < 18; i++) page.event('increment')
    for (let losses = 0; losses < 3; losses++) {
      page.drop()
      expect(await page.join()).toMatchObject({ how: 'resumed', upTo: 0 })
      for (let number = 1; number <= page.sent; number++) again(page, number)
    }
    const last = page.event('increment')
    held.open()
    const { errors } = await page.answerTo(last)
    expect(errors).toEqual([])
    expect(await page.call('increment')).toMatchObject({ patch: [0, '20'] })
  })

  it('count when they are sent more than once on one connection', async () => {
    const { page } = await hanging({ rate: 5, burst: 5, maxWarnings: 0 })
    page.event('increment')
    page.drop()
    await page.join()
    for (let i = 0; i < 10; i++) again(page, 1)
    expect(await page.closed).toBe(closeCodes.flooded)
  })

  it('count when they were never taken', async () => {
    const { page } = await hanging({ rate: 5, burst: 5, maxWarnings: 0 })
    page.drop()
    await page.join()
    for (let i = 0; i < 10; i++) page.event('increment')
    expect(await page.closed).toBe(closeCodes.flooded)
  })
})
