import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from '../scripts/find-chromium.ts'

/** Starts a headless Chromium; it is closed at the end. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    return await use(browser)
  } finally {
    await browser.close()
  }
}

/** Opens a page and waits until it is live. @param beforeLoad what to do before it is loaded */
export async function openLivePage(
  browser: Browser,
  url: string,
  beforeLoad: (page: Page) => Promise<void> | void = () => {},
): Promise<Page> {
  const page = await browser.newPage()
  await beforeLoad(page)
  await page.goto(url)
  await untilLive(page)
  return page
}

/** Waits until a page is live. */
export async function untilLive(page: Page): Promise<void> {
  await page.locator('html.dj-connected').waitFor({ state: 'attached', timeout: 60_000 })
}

/** Opens a page in a browser of its own, and waits until it is live. */
export function inBrowser<T>(
  url: string,
  use: (page: Page) => Promise<T>,
  beforeLoad?: (page: Page) => Promise<void> | void,
): Promise<T> {
  return withBrowser(async (browser) => use(await openLivePage(browser, url, beforeLoad)))
}

/**
 * Lets a page keep what its server says in `bench.held`, while that is an array, instead of showing
 * it; `bench.show(text)` shows it at once.
 */
export async function holdMessages(page: Page): Promise<void> {
  await page.addInitScript(`
    globalThis.bench = { held: null, show: null }
    globalThis.WebSocket = class extends WebSocket {
      set onmessage(show) {
        if (show) bench.show = (data) => show.call(this, { data })
        super.onmessage = show && (({ data }) => bench.held ? bench.held.push(data) : bench.show(data))
      }
    }`)
}
