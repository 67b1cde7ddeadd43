import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { openIn, soon, type TestBrowser } from './browser.ts'
import { pageOf, serveViews } from './serve-views.ts'

/** What changes from 1 to 6 and back: a value, a branch, a list, attributes. */
class Turning extends LiveView {
  n = 1

  override getContextData() {
    const { n } = this
    const rows = [1, 2, 3, 4].filter((row) => row % n !== 1).map((row) => (row * n) % 5)
    return { ...super.getContextData(), odd: n % 2 === 1, rows, markup: `<b>${n}</b> and` }
  }

  @eventHandler
  turn() {
    this.n = (this.n % 6) + 1
  }
}

const button = '<button dj-click="turn">Turn</button><output>{{ n }}</output>'

/** Opens a page that shows a template in its `<section>`. @param page of a new visitor unless it is given */
export async function openTurning(
  browser: TestBrowser,
  template: string,
  page?: Page,
): Promise<Page> {
  class View extends Turning {
    static template = pageOf(`${button}<section>${template}</section>`)
  }
  const opened = page ?? (await browser.page())
  await openIn(opened, await serveViews({ '': View }))
  return opened
}

/** Lets it turn, and waits for the number that is shown then. */
export async function turn(page: Page, n: number): Promise<void> {
  await page.evaluate(() => document.querySelector<HTMLElement>('[dj-click=turn]')!.click())
  await soon(() => page.locator('output').textContent()).toBe(String(n))
}
