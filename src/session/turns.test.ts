import { describe, expect, it } from 'vitest'
import { settled } from '../../test/support/gate.ts'
import { TestSite } from '../../test/support/site.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'

describe('a turn', () => {
  class TurnView extends LiveView {
    static template = '<p>{{ count }}</p>'
    count = 0
    log: string[] = []

    override mount() {
      this.defer(() => this.log.push(`page ${this.count}`))
    }

    @eventHandler
    quietly() {
      this.count += 1
      this.skipRender()
    }

    @eventHandler
    later() {
      this.count += 1
      this.defer(() => {
        this.count += 10
      })
    }
  }

  it('that skips its render is answered, and shown by the next one', async () => {
    const page = await new TestSite({ urls: [path('', TurnView)] }).join()
    expect(await page.call('quietly')).toMatchObject({ upTo: 1, patch: null })
    expect(await page.call('later')).toMatchObject({ upTo: 2, patch: [0, '2'] })
  })

  it('puts off what comes behind it', async () => {
    const page = await new TestSite({ urls: [path('', TurnView)] }).join()
    expect(await page.call('later')).toMatchObject({ patch: [0, '1'] })
    expect(await page.next()).toMatchObject({ upTo: 1, patch: [0, '11'] })
  })

  it('of mount puts it off until the page is there', async () => {
    const views: TurnView[] = []
    class Noting extends TurnView {
      override mount() {
        views.push(this)
        super.mount()
      }
    }
    const page = await new TestSite({ urls: [path('', Noting)] }).open()
    await settled()
    expect(views[0]!.log).toEqual([])
    await page.join()
    await settled()
    expect(views[0]!.log).toEqual(['page 0'])
  })
})
