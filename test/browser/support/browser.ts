import type { LiveView } from 'djust'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core'
import { afterEach, beforeAll, expect } from 'vitest'
import { build } from '../../../scripts/build.ts'
import { findChromium } from '../../../scripts/find-chromium.ts'
import { type ServeOptions, serveViews } from './serve-views.ts'

/** A test that is to fail need not wait so long. */
const waitAtMostMs = Number(process.env.TEST_WAIT_MS ?? 10_000)

/** The browser of a test file. */
export interface TestBrowser {
  /** A visitor of their own: nothing is shared with others. It is closed when the test ends. */
  visitor(options?: BrowserContextOptions): Promise<BrowserContext>
  /** An empty page of a new visitor. */
  page(options?: BrowserContextOptions): Promise<Page>
  /** Opens an address for a new visitor and waits until the page is live. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>
  /** Serves a view until the test ends, and opens its page for a new visitor. */
  show(view: new () => LiveView, options?: ServeOptions): Promise<Page>
  /** Lets a test have complaints that match. */
  allow(complaint: RegExp): void
}

/**
 * A Chromium for the tests of a file, which files share. A test fails when one of its pages throws,
 * or when the browser says that a page broke its content security policy.
 */
export function useBrowser(): TestBrowser {
  let browser: Browser
  let visitors: BrowserContext[] = []
  let complaints: string[] = []
  let allowed: RegExp[] = []

  beforeAll(async () => {
    expect(await build()).toBeDefined()
    browser = await (started ??= startChromium())
  })

  afterEach(async () => {
    await Promise.all(visitors.map((visitor) => visitor.close()))
    const told = complaints.filter((text) => !allowed.some((pattern) => pattern.test(text)))
    visitors = []
    complaints = []
    allowed = []
    expect(told).toEqual([])
  })

  async function visitor(given: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await browser.newContext({ locale: 'en-US', ...given })
    context.setDefaultTimeout(waitAtMostMs)
    context.on('weberror', (error) => complaints.push(String(error.error())))
    context.on('console', (message) => {
      if (/Content.Security.Policy|TrustedHTML/i.test(message.text())) {
        complaints.push(message.text())
      }
    })
    visitors.push(context)
    return context
  }

  async function page(options?: BrowserContextOptions): Promise<Page> {
    return (await visitor(options)).newPage()
  }

  async function open(url: string, options?: BrowserContextOptions): Promise<Page> {
    const opened = await page(options)
    await openIn(opened, url)
    return opened
  }

  return {
    visitor,
    page,
    open,
    show: async (view, options) => open(await serveViews({ '': view }, options)),
    allow(complaint) {
      allowed.push(complaint)
    },
  }
}

/** That of this process, which ends with it. */
let started: Promise<Browser> | undefined

function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    // Playwright turns off the cache that most people come back through.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
}

/** Goes to an address and waits until the page is live. */
export async function openIn(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await isLive(page)
}

/** Waits until the page is connected and the server knows it. */
export function isLive(page: Page): Promise<void> {
  return page.locator('html.dj-connected').waitFor({ state: 'attached' })
}

/** Waits until the page has noticed that its connection is gone. */
export function isCutOff(page: Page): Promise<void> {
  return page.locator('html.dj-disconnected').waitFor({ state: 'attached' })
}

/** Marks the document: the mark is gone when another has taken its place. */
export async function markDocument(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { isMarked: true }))
}

/** Whether the page still shows the document that was marked. */
export function isSameDocument(page: Page): Promise<boolean> {
  return page.evaluate(() => 'isMarked' in window)
}

/** Expects what will hold soon: asks again until it does. */
export function soon<T>(get: () => T) {
  return expect.poll(get, { timeout: waitAtMostMs, interval: 20 })
}

/** Expects the text of what a selector finds, soon. */
export function soonText(page: Page, selector: string) {
  return soon(() => page.locator(selector).textContent())
}

/** Presses a button by its name. */
export function press(page: Page, name: string): Promise<void> {
  return page.getByRole('button', { name, exact: true }).click()
}

/** Types into the field that has the focus as an input method does: what it composes is not yet the field's. */
export async function inputMethod(page: Page) {
  const keyboard = await page.context().newCDPSession(page)
  return {
    compose: (text: string) =>
      keyboard.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      }),
    insert: (text: string) => keyboard.send('Input.insertText', { text }),
  }
}
