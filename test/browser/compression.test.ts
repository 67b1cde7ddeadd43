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
  ['a WebSocket', true],
  ['a stream', false],
])(
  'large frames come compressed by %s, and small ones do not overtake them',
  async (_, useWebsocket) => {
    const url = await serveViews({ '': Rows }, { useWebsocket })
    const page = await (await browser.visitor()).newPage()
    let bytes = 0
    const texts: string[] = []
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (typeof payload === 'string') texts.push(payload)
        else bytes += payload.length
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
    if (!useWebsocket) return
    expect(bytes).toBeGreaterThan(1_000)
    expect(bytes).toBeLessThan(5 * 500 * 10)
    expect(texts.every((text) => text.length <= 1_024)).toBe(true)
  },
)
