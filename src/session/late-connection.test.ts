import { expect, it, vi } from 'vitest'
import { gate, settled } from '../../test/support/gate.ts'
import { durableMemory, moveTo, twoSites } from '../../test/support/two-sites.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView } from '../view/live-view.ts'
import type { Command } from '../wire/frames.ts'

/** What a page says on a connection that it has given up is heard late, and what is answered there it never hears. */
class SayView extends LiveView {
  static template = '<p>{{ count }}</p>'
  static handlers = handlers<SayView>()({ say: {} })
  count = 0

  say() {
    this.count += 1
    this.pushEvent('said', { count: this.count })
  }
}

const saying = (count: number): Command[] => [{ kind: 'push', event: 'said', payload: { count } }]

it('what a page was told is not told again, though an older connection of it was heard of elsewhere', async () => {
  const { first, second } = twoSites(SayView)
  const page = await first.join()
  const late = await moveTo(second, page)
  expect(await page.call('say')).toMatchObject({ commands: saying(1) })
  await late.join()
  await late.next()
  expect(await late.next()).toMatchObject({ commands: saying(1) })
  // It finds out that it is somebody else's now.
  page.event('say')
  await page.closed
  const back = await moveTo(first, page)
  back.sent = 1
  await back.join()
  expect(await back.next()).toMatchObject({ kind: 'fill', values: ['1'] })
  back.event('say')
  expect(await back.next()).toMatchObject({ patch: [0, '2'], commands: saying(2) })
})

it('what a page was not told is told, though all values have come since', async () => {
  const { first } = twoSites(SayView)
  const page = await first.join()
  page.event('say')
  await settled()
  page.drop()
  await page.join()
  // Behind them come the commands, which are lost once more.
  expect(await page.next()).toMatchObject({ kind: 'fill' })
  page.drop()
  await page.join()
  expect(await page.next()).toMatchObject({ kind: 'fill' })
  expect(await page.next()).toMatchObject({ commands: saying(1) })
})

it('a page goes on where an older connection has begun a session, and its events were answered elsewhere', async () => {
  const { first, second } = twoSites(SayView, 'memory')
  const page = await first.join()
  const late = await moveTo(second, page)
  await late.join()
  await late.next()
  await page.call('say')
  const back = await moveTo(second, page)
  expect(await back.join()).toMatchObject({ how: 'resumed', upTo: 1 })
  await back.next()
  expect(await back.call('say')).toMatchObject({ upTo: 2 })
})

it('a page keeps its session when the store is slow to tell whose it is, and turns are stored meanwhile', async () => {
  const store = durableMemory()
  const take = store.take.bind(store)
  const write = store.write.bind(store)
  const { first } = twoSites(SayView, 'beforeReply', store)
  const page = await first.join()
  await page.call('say')
  const [taking, writing] = [gate(), gate()]
  store.write = (...args) => write(...args).then((isKept) => writing.pass().then(() => isKept))
  store.take = (...args) => take(...args).then((taken) => taking.pass().then(() => taken))
  const again = await moveTo(first, page)
  page.event('say')
  await writing.reached
  const joined = again.join()
  await taking.reached
  writing.open()
  await page.answerTo(2)
  await page.call('say')
  taking.open()
  expect(await joined).toMatchObject({ how: 'resumed', upTo: 3 })
})

it('a page that comes back while its session is put away goes on from the store', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const store = durableMemory()
  const take = store.take.bind(store)
  const { first } = twoSites(SayView, 'beforeReply', store)
  const page = await first.join()
  await page.call('say')
  page.drop()
  const taking = gate()
  store.take = (...args) => take(...args).then((taken) => taking.pass().then(() => taken))
  const again = await moveTo(first, page)
  const joined = again.join()
  await taking.reached
  await vi.advanceTimersByTimeAsync(120_000)
  taking.open()
  expect(await joined).toMatchObject({ how: 'mounted', upTo: 1 })
  expect(await again.next()).toMatchObject({ kind: 'fill', values: ['1'] })
  vi.useRealTimers()
})

it('a connection is closed whose page has joined on another, so that whoever hears it comes back', async () => {
  const { first, second } = twoSites(SayView)
  const page = await first.join()
  await page.call('say')
  await (await moveTo(second, page)).join()
  await (await moveTo(first, page)).join()
  expect(await page.closed).toBe(1012)
})
