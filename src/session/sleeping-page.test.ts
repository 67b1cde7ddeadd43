import { describe, expect, it } from 'vitest'
import { settled } from '../../test/support/gate.ts'
import { TestSite } from '../../test/support/site.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView, type ViewClass } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { userName } from './user-name.ts'

let restores = 0
let mounts = 0

class RowsView extends LiveView {
  static template =
    '<p>{{ count }}</p>{% for row in rows %}<i>{{ row.text }}</i>{% endfor %}{{ line }}'
  static handlers = handlers<RowsView>()({ add: {} })
  static transient = ['line']
  count = 0
  rows: { text: string }[] = []
  line = 'first'

  override mount() {
    mounts += 1
    this.subscribe('rows')
  }

  override restored() {
    restores += 1
    this.line = 'again'
  }

  override handleInfo() {
    this.add()
  }

  add() {
    this.count += 1
    this.rows.push({ text: `row ${this.count}` })
  }
}

/** A page to which nothing has happened for long. */
async function quiet(View: ViewClass) {
  const site = new TestSite({ urls: [path('', View)] })
  const page = await site.join()
  await page.call('add')
  site.registry.rest()
  const wasAwake = site.registry.asleep
  site.registry.rest()
  return { site, page, asleep: [wasAwake, site.registry.asleep] }
}

describe('a page to which nothing happens', () => {
  it('sleeps, and wakes at the next event with its state', async () => {
    mounts = restores = 0
    const { page, site, asleep } = await quiet(RowsView)
    expect(asleep).toEqual([0, 1])
    page.event('add')
    expect(await page.next()).toMatchObject({
      kind: 'fill',
      upTo: 2,
      values: ['2', [['row 1'], ['row 2']], 'again'],
    })
    expect([mounts, restores, site.registry.asleep]).toEqual([1, 1, 0])
    expect(await page.call('add')).toMatchObject({
      upTo: 3,
      patch: expect.arrayContaining([0, '3']),
    })
  })

  it('wakes for a message', async () => {
    const { page, site } = await quiet(RowsView)
    site.bus.publish('rows', null)
    expect(await page.next()).toMatchObject({
      kind: 'fill',
      values: ['2', [['row 1'], ['row 2']], 'again'],
    })
  })

  it('wakes for rows of a stream, and goes on with it', async () => {
    class FeedView extends RowsView {
      static override template =
        '<ul id="u">{% for row in streams.feed %}<li id="r{{ row.text }}">{{ row.text }}</li>{% endfor %}</ul>'

      override mount() {
        super.mount()
        this.stream('feed', [], { limit: 3 })
      }

      override add() {
        super.add()
        this.streamInsert('feed', this.rows.at(-1))
      }
    }
    const { page, site, asleep } = await quiet(FeedView)
    expect(asleep).toEqual([0, 1])
    site.bus.publish('rows', null)
    expect(await page.next()).toMatchObject({ kind: 'fill', values: [[]] })
    const rows = ['rrow 2', 'row 2']
    expect(await page.next()).toMatchObject({
      commands: [{ kind: 'stream', changes: [[-1, 3, rows]] }],
    })
  })

  it('wakes when its document comes back, and when it is stored', async () => {
    const { page, site } = await quiet(RowsView)
    page.drop()
    expect(await page.join()).toMatchObject({ how: 'resumed' })
    expect(await page.next()).toMatchObject({ kind: 'fill', values: ['1', [['row 1']], 'again'] })
    site.registry.rest()
    site.registry.rest()
    await site.registry.close(1_000)
    expect(site.bus.subscribers).toBe(0)
  })

  it('sleeps on while others are logged out, and ends asleep when its own user is', async () => {
    const users = [{ id: 1 }, { id: 2 }]
    let user = users[0]!
    const site = new TestSite({ urls: [path('', RowsView)], getUser: () => user })
    const pages = [await site.join()]
    user = users[1]!
    pages.push(await site.join())
    site.registry.rest()
    site.registry.rest()
    restores = 0
    expect(site.registry.asleep).toBe(2)
    site.registry.endUser(userName({ id: 1 }))
    expect(await pages[0]!.next()).toMatchObject({ kind: 'refused', code: 'other_user' })
    expect([site.registry.asleep, site.bus.subscribers, restores]).toEqual([1, 1, 0])
    site.registry.endBrowser('browser-1', null)
    expect(await pages[1]!.next()).toMatchObject({ kind: 'refused', code: 'other_user' })
    expect([site.registry.asleep, site.bus.subscribers, restores]).toEqual([0, 0, 0])
  })

  it('does not sleep where its view cannot be text', async () => {
    class OddView extends RowsView {
      owner = new (class Owner {})()
    }
    class CleaningView extends RowsView {
      override unmount() {}
    }
    class TickingView extends RowsView {
      static tickInterval = 60_000
    }
    for (const View of [OddView, CleaningView, TickingView])
      expect((await quiet(View)).asleep).toEqual([0, 0])
  })

  it('does not sleep while something runs', async () => {
    let end = (): void => {}
    class SlowView extends RowsView {
      static handlers = handlers<SlowView>()({ add: {}, wait: {} })

      wait() {
        return new Promise<void>((resolve) => {
          end = resolve
        })
      }
    }
    const site = new TestSite({ urls: [path('', SlowView)] })
    const page = await site.join()
    page.event('wait')
    await settled()
    site.registry.rest()
    site.registry.rest()
    expect(site.registry.asleep).toBe(0)
    end()
    await page.answerTo(1)
  })
})
