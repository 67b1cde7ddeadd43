import { type Browser, chromium, type Page } from 'playwright-core'
import { bundleForBrowser } from '../../scripts/bundle-for-browser.ts'
import { findChromium } from '../../scripts/find-chromium.ts'
import type { Replayed } from './replay.ts'
import type { Story } from './story.ts'

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

  /** Goes through a story patch by patch. */
  patches(story: Story): Promise<Replayed> {
    return this.#run('patches', story)
  }

  /** Sets all values of each step on the page of another one. */
  fills(story: Story): Promise<Replayed> {
    return this.#run('fills', story)
  }

  #run(law: 'patches' | 'fills', story: Story): Promise<Replayed> {
    return this.#page.evaluate(([name, text]) => window.law[name](JSON.parse(text) as Story), [
      law,
      JSON.stringify(story),
    ] as const)
  }

  close(): Promise<void> {
    return this.#browser.close()
  }
}
