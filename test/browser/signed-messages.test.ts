import { eventHandler, LiveView } from 'djust'
import { expect, it } from 'vitest'
import { isCutOff, isLive, press, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

class CounterView extends LiveView {
  static template = pageOf(`
    <button type="button" dj-click="increment">Add one</button>
    <p>{{ count }}</p>`)
  count = 0

  @eventHandler
  increment() {
    this.count += 1
  }
}

it('a page whose messages are signed works as any other, also after its connection was lost', async () => {
  const url = await serveViews({ '': CounterView }, { signMessages: true })
  const context = await browser.visitor()
  const page = await context.newPage()
  const frames: string[] = []
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => frames.push(String(payload)))
    socket.on('framereceived', ({ payload }) => frames.push(String(payload)))
  })
  await page.goto(url)
  await isLive(page)
  for (let i = 0; i < 5; i++) await press(page, 'Add one')
  await soonText(page, 'p').toBe('5')
  const [challenge, ...signed] = frames
  expect(challenge).toMatch(/^[\w-]{22}$/)
  expect(signed.length).toBeGreaterThanOrEqual(7)
  for (const frame of signed) expect(frame).toMatch(/^[\w+/]{43}=\[0,/)

  await context.setOffline(true)
  await page.evaluate(() => dispatchEvent(new Event('pagehide')))
  await isCutOff(page)
  await press(page, 'Add one')
  await context.setOffline(false)
  await page.evaluate(() => dispatchEvent(new Event('pageshow')))
  await soonText(page, 'p').toBe('6')
})
