import { eventHandler, LiveView } from 'djust'
import { expect, it } from 'vitest'
import { press, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

class Rows extends LiveView {
  static template = pageOf(`
    <button dj-click="grow">Grow</button>
    <button dj-click="add">Add</button>
    <output>{{ count }}</output>
    <ul>{% for row in rows %}<li>{{ row }}</li>{% endfor %}</ul>
  `)

  rows: string[] = []
  count = 0

  @eventHandler
  grow() {
    this.rows = Array.from({ length: 500 }, (_, i) => `Row ${i} – ${this.count} ✓`)
  }

  @eventHandler
  add() {
    this.count += 1
  }
}

it.each([
  ['a WebSocket', {}],
  ['a WebSocket, in MessagePack', { wireFormat: 'messagepack' }],
  ['a stream', { useWebsocket: false }],
] as const)(
  'large frames come compressed by %s, and small ones do not overtake them',
  async (name, options) => {
    const url = await serveViews({ '': Rows }, options)
    const page = await browser.page()
    let bytes = 0
    let largest = 0
    const texts: string[] = []
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (typeof payload === 'string') texts.push(payload)
        else bytes += payload.length
        largest = Math.max(largest, payload.length)
      }),
    )
    await page.goto(url)
    for (let i = 1; i <= 5; i++) {
      // Both are on their way before the first is answered.
      await page.evaluate(() => {
        for (const button of document.querySelectorAll('button')) button.click()
      })
      await soonText(page, 'output').toBe(String(i))
      expect(await page.locator('li').count()).toBe(500)
      expect(await page.locator('li').last().textContent()).toBe(`Row 499 – ${i - 1} ✓`)
    }
    await press(page, 'Add')
    await soonText(page, 'output').toBe('6')
    if (name === 'a stream') return
    expect(bytes).toBeGreaterThan(1_000)
    expect(largest).toBeLessThan(500 * 10)
    expect(texts.length > 0).toBe(name === 'a WebSocket')
  },
)

it('a page that speaks MessagePack goes on in JSON where no WebSocket opens', async () => {
  const url = await serveViews({ '': Rows }, { wireFormat: 'messagepack' }, undefined)
  const page = await browser.page()
  await page.addInitScript(() => {
    Object.assign(window, {
      WebSocket: class extends WebSocket {
        constructor() {
          super(`ws://${location.host}/nothing/`)
        }
      },
    })
  })
  await page.goto(url)
  await press(page, 'Grow')
  await soonText(page, 'li:last-child').toBe('Row 499 – 0 ✓')
})
