import { afterEach, expect, it, vi } from 'vitest'
import { TestServer } from '../../test/support/server.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'

vi.mock('node:module', () => ({
  createRequire: () => (name: string) => {
    throw new Error(`Cannot find module '${name}'`)
  },
}))

class CounterView extends LiveView {
  static template = '<p>{{ count }}</p>'
  count = 0

  @eventHandler
  increment() {
    this.count += 1
  }
}

let server: TestServer | undefined
afterEach(() => server?.close())

it('an application without WebSockets runs where the package for them is not installed', async () => {
  server = await TestServer.start({ urls: [path('', CounterView)], useWebsocket: false })
  const browser = server.browser()
  const page = await browser.open('/', browser.connectByHttp(true))
  await page.join()
  expect(await page.call('increment')).toMatchObject({ patch: [0, '1'] })
  expect(page.html).toContain('"useWebsocket":false')
  expect(page.html).toMatch(/<script src="[^"]*\/requests\.js" defer>/)
  await expect(browser.connect()({ received() {}, closed() {} })).rejects.toThrow('404')
  expect((await browser.fetch('/ws/live/')).status).toBe(405)
})

it('one with WebSockets does not start there, and says what to do', async () => {
  const starting = TestServer.start({ urls: [path('', CounterView)] })
  await expect(starting).rejects.toMatchObject({ code: 'ws_missing' })
})
