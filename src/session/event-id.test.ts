import { beforeEach, expect, it } from 'vitest'
import { settled } from '../../test/support/gate.ts'
import { moveTo, twoSites } from '../../test/support/two-sites.ts'
import { LiveComponent } from '../view/component.ts'
import { handlers } from '../view/handlers.ts'
import { LiveView } from '../view/live-view.ts'

let ids: (string | null)[] = []
let hangs = false

class Button extends LiveComponent {
  static template = '<b dj-click="press">b</b>'
  static handlers = handlers<Button>()({ press: {} })

  press() {
    ids.push(this.eventId)
  }
}

class PayView extends LiveView {
  static template = '<p>{{ count }}</p>{{ button }}'
  static handlers = handlers<PayView>()({ pay: {} })
  count = 0
  button = new Button()

  override mount() {
    ids.push(this.eventId)
    this.subscribe('news')
  }

  override handleInfo() {
    ids.push(this.eventId)
  }

  async pay() {
    await settled()
    ids.push(this.eventId)
    if (hangs) await new Promise(() => {})
    this.count += 1
  }
}

beforeEach(() => {
  ids = []
  hangs = false
})

it('an event has the same id when it is done again in another process', async () => {
  const { first, second } = twoSites(PayView)
  const page = await first.join()
  await page.call('pay')
  hangs = true
  page.event('pay')
  while (ids.length < 3) await settled()
  hangs = false
  const moved = await moveTo(second, page)
  ids.splice(3)
  moved.sent = 1
  await moved.join()
  await moved.next()
  await moved.call('pay')
  const [, one, two, again] = ids
  expect(again).toBe(two)
  expect(two).not.toBe(one)
  expect(one).toMatch(/^[\w-]{22}$/)
})

it('it is another for each event, page and time that a page is loaded', async () => {
  const { first } = twoSites(PayView)
  const page = await first.join()
  const tab = page.duplicate()
  await tab.join()
  await page.call('pay')
  await page.call('press', {}, { componentId: 'button' })
  await tab.call('pay')
  page.drop()
  const loaded = await first.open('/')
  loaded.documentName = page.documentName
  await loaded.join({ isHeir: true })
  await loaded.call('pay')
  const given = ids.filter((id) => id !== null)
  expect(given).toHaveLength(4)
  expect(new Set(given).size).toBe(4)
})

it('there is none where no event is handled', async () => {
  const { first } = twoSites(PayView)
  await first.join()
  first.bus.publish('news', null)
  await settled()
  await first.open('/', { post: { handler: 'pay', params: {} } })
  expect(ids).toEqual([null, null, null, null])
})
