import { describe, expect, it } from 'vitest'
import { gate } from '../../test/support/gate.ts'
import { durableMemory, moveTo, twoSites } from '../../test/support/two-sites.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView } from '../view/live-view.ts'
import { closeCodes } from '../wire/frames.ts'

describe('connections of one document that join at once', () => {
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

  it('have one session, in which the last one goes on', async () => {
    restored = 0
    const taking = gate()
    const store = durableMemory()
    const { first, second } = twoSites(NoteView, 'afterReply', store)
    const page = await first.join()
    await page.call('say')
    const { documentName } = page
    const [lost, current] = [await moveTo(second, page), await moveTo(second, page)]
    const take = store.take.bind(store)
    store.take = async (...asked) => {
      await taking.pass()
      return take(...asked)
    }
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
