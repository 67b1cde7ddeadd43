import { eventHandler, LiveView } from 'djust'
import { expect, it } from 'vitest'
import { isLive, press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

class CounterView extends LiveView {
  static template = pageOf(
    '<button dj-click="increment">Add</button><output>{{ count }}</output><input aria-label="Note" name="note">',
  )
  count = 0

  @eventHandler
  increment() {
    this.count += 1
  }
}

const browser = useBrowser()

it('a page whose runtime is of another version than the server loads itself once, and goes on with its state', async () => {
  const url = await serveViews({ '': CounterView })
  const page = await browser.page()
  /** Whether the runtime in the page speaks as one did before a deploy. */
  let isOld = false
  let cutOff: (() => Promise<void>) | undefined
  let joins = 0
  await page.routeWebSocket(/ws/, (socket) => {
    const server = socket.connectToServer()
    cutOff = () => socket.close()
    socket.onMessage((message) => {
      const isJoin = String(message).includes('"join",1,')
      if (isJoin) joins += 1
      server.send(isJoin && isOld ? String(message).replace('"join",1,', '"join",0,') : message)
    })
  })
  let loads = 0
  page.on('framenavigated', () => {
    loads += 1
    // What it loads is what the server has.
    isOld = false
  })
  await page.goto(url)
  await isLive(page)
  await press(page, 'Add')
  await press(page, 'Add')
  await soonText(page, 'output').toBe('2')

  isOld = true
  await cutOff?.()
  await soon(() => loads).toBe(2)
  await isLive(page)
  await soonText(page, 'output').toBe('2')
  await press(page, 'Add')
  await soonText(page, 'output').toBe('3')
  expect([loads, joins]).toEqual([2, 3])
})
