import { type Browser, chromium, type Page } from 'playwright-core'
import { bundleForBrowser } from '../../scripts/bundle-for-browser.ts'
import { findChromium } from '../../scripts/find-chromium.ts'
import type { Story } from './draw.ts'
import type { Breach } from './in-page.ts'

/** A page of a real browser in which stories are gone through. */
export class LawPage {
  readonly #browser: Browser
  readonly #page: Page

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser
    this.#page = page
  }

  static async open(): Promise<LawPage> {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? findChromium(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    })
    const page = await browser.newPage()
    await page.addScriptTag({ content: await bundleForBrowser('test/law/in-page.ts') })
    return new LawPage(browser, page)
  }

  /** Goes through a story patch by patch; with a seed, users and other scripts act meanwhile. */
  patches(story: Story, seed = 0): Promise<Breach | null> {
    return this.#run('patches', story, seed)
  }

  /** Sets all values of each step on the page of another one. */
  fills(story: Story): Promise<Breach | null> {
    return this.#run('fills', story, 0)
  }

  #run(law: 'patches' | 'fills', story: Story, seed: number): Promise<Breach | null> {
    return this.#page.evaluate(
      ([name, text, n]) => window.law[name](JSON.parse(text) as Story, n),
      [law, JSON.stringify(story), seed] as const,
    )
  }

  close(): Promise<void> {
    return this.#browser.close()
  }
}
