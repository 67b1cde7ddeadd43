import { chromium, type Page } from 'playwright-core'
import { findChromium } from '../scripts/find-chromium.ts'

/**
 * Opens a page in a headless Chromium and waits until it is live; the browser is closed at the end.
 *
 * @param beforeLoad what to do with the page before it is loaded
 */
export async function inBrowser<T>(
  url: string,
  use: (page: Page) => Promise<T>,
  beforeLoad: (page: Page) => void = () => {},
): Promise<T> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    const page = await browser.newPage()
    beforeLoad(page)
    await page.goto(url)
    await page.locator('html.dj-connected').waitFor({ state: 'attached' })
    return await use(page)
  } finally {
    await browser.close()
  }
}
