import { describe, expect, it } from 'vitest'
import { gate, settled } from '../../test/support/gate.ts'
import { TestSite } from '../../test/support/site.ts'
import { durableMemory, moveTo, twoSites } from '../../test/support/two-sites.ts'
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

describe('what a turn has its page do', () => {
  class SayingView extends LiveView {
    static template = '<p>{{ count }}</p>'
    count = 0
    @eventHandler say() {
      this.count += 1
      this.pushEvent('said', {})
    }
  }

  /**
   * The page asks for all values while a turn is stored, or shortly after, and its process dies as soon as the page has
   * heard of anything.
   *
   * @param ticks how many microtasks after it is stored; -1 for before
   */
  async function isToldOnce(ticks: number): Promise<void> {
    const writing = gate()
    const store = durableMemory()
    const write = store.write.bind(store)
    let hasMoved = false
    store.write = async (...asked) => {
      await writing.pass()
      return page.waiting > 0 && !hasMoved ? new Promise(() => {}) : write(...asked)
    }
    const { first, second } = twoSites(SayingView, 'beforeReply', store)
    const page = await first.join()
    const ask = (): void => page.send({ kind: 'resync', session: 0 })
    page.event('say')
    await writing.reached
    if (ticks < 0) {
      ask()
      await settled()
    }
    writing.open()
    for (let i = 0; i < ticks; i++) await null
    if (ticks >= 0) ask()
    await settled()
    const heard = await page.next()
    if (heard.kind === 'update') {
      expect(heard).toMatchObject({ commands: [{ kind: 'push', event: 'said' }] })
      return
    }
    expect(heard).toMatchObject({ kind: 'fill', values: ['1'] })
    hasMoved = true
    const moved = await moveTo(second, page)
    expect(await moved.join()).toMatchObject({ how: 'mounted' })
    expect(await moved.next()).toMatchObject({ kind: 'fill', values: ['1'] })
    expect(await moved.next()).toMatchObject({ commands: [{ kind: 'push', event: 'said' }] })
  }

  it('comes again where it was stored while the page asked for all values', () => isToldOnce(-1))

  it('comes again where it was stored a moment before the page asked for all values', async () => {
    for (let ticks = 0; ticks < 20; ticks++) await isToldOnce(ticks)
  })
})
