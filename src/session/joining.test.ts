import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { gate } from '../../test/support/gate.ts'
import { durableMemory, moveTo, twoSites } from '../../test/support/two-sites.ts'
import type { SessionStore } from '../store/session-store.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView } from '../view/live-view.ts'
import { closeCodes } from '../wire/frames.ts'

let restored = 0

class NoteView extends LiveView {
  static handlers = handlers<NoteView>()({ say: {} })
  static template = '<p>{{ said }}</p>'
  said = 0
  say() {
    this.said += 1
    this.pushEvent('said', { times: this.said })
  }
  override restored() {
    restored += 1
  }
}

/** A store that is asked for a session, and takes its time. */
function slowStore() {
  const taking = gate()
  const store = durableMemory()
  const take = store.take.bind(store)
  const slow: SessionStore = Object.assign(Object.create(store), {
    take: async (...asked: Parameters<typeof take>) => {
      await taking.pass()
      return take(...asked)
    },
  })
  return { taking, store, slow }
}

describe('connections of one document that join at once', () => {
  it('have one session, in which the last one goes on', async () => {
    restored = 0
    const { taking, store, slow } = slowStore()
    const page = await twoSites(NoteView, 'afterReply', store).first.join()
    await page.call('say')
    const { documentName } = page
    const { second } = twoSites(NoteView, 'afterReply', slow)
    const [lost, current] = [await moveTo(second, page), await moveTo(second, page)]
    const joining = lost.join()
    await taking.reached
    const joiningToo = current.join({ document: documentName })
    taking.open()
    expect(await joining).toMatchObject({ how: 'mounted', upTo: 1 })
    expect(await joiningToo).toMatchObject({ how: 'resumed', upTo: 1 })
    expect(await lost.closed).toBe(closeCodes.restart)
    expect(restored).toBe(1)
  })
})

it('a page that joins while the process retires goes on elsewhere, and is waited for', async () => {
  const { taking, store, slow } = slowStore()
  const page = await twoSites(NoteView, 'memory', store).first.join()
  await page.call('say')
  page.drop()
  const { first: retiring } = twoSites(NoteView, 'memory', slow)
  const moved = await moveTo(retiring, page)
  void moved.join()
  await taking.reached
  let isClosed = false
  const closed = retiring.registry.close(1_000).then(() => {
    isClosed = true
  })
  // What it asked for could reach the store after the page has gone on elsewhere.
  await setImmediate()
  expect(isClosed).toBe(false)
  taking.open()
  expect(await moved.closed).toBe(closeCodes.restart)
  await closed
})
