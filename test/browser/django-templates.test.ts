import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { handlers, LiveView } from 'djust'
import { TemplateEngine } from 'djust/template'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bundleForBrowser } from '../../scripts/bundle-for-browser.ts'
import { readSettings } from '../../src/server/read-settings.ts'
import { translationsOf } from '../../src/server/reader.ts'
import { openIn, soon, useBrowser } from './support/browser.ts'
import type { Compared } from './support/canonical-in-page.ts'
import { stories, type Story } from './support/django-stories.ts'
import { serveViews } from './support/serve-views.ts'

const browser = useBrowser()
const folder = fileURLToPath(new URL('./templates', import.meta.url))
const localeDirs = [`${folder}/locale`]
const now = new Date('2026-03-04T05:06:07Z')

let compareScript: string
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  compareScript = await bundleForBrowser('test/browser/support/canonical-in-page.ts')
})
afterAll(() => {
  vi.useRealTimers()
})

describe('a template of Django', () => {
  it.each(stories)('$template is live', async (story) => {
    const state: object = story.state()
    const options = { templates: folder, localeDirs, locale: story.locale ?? 'en-us' }
    const url = await serveViews({ '': viewOf(story, state) }, options)
    const page = await browser.page()
    const errors: string[] = []
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    await openIn(page, url)
    await page.addScriptTag({ content: compareScript })

    const first = await compare(page, plainOf(story, state))
    expect(first.actual).toBe(first.expected)

    let shown = first.actual
    for (const handler of [...Object.keys(story.handlers), ...Object.keys(story.handlers)]) {
      await page.evaluate(fire, handler)
      await soon(() => isAnswered(page, shown)).toBe(true)
      const { actual, expected } = await compare(page, await (await fetch(url)).text())
      expect(actual, `after ${handler}`).toBe(expected)
      shown = actual
    }
    expect(errors).toEqual([])
  })
})

/** A view that shows what all its instances share. */
function viewOf({ template, handlers: changes }: Story, state: object): new () => LiveView {
  const table = Object.entries(changes).map(([name, change]) => [
    name,
    { run: () => void change(state) },
  ])
  return class StoryView extends LiveView {
    static templateName = template
    static handlers = handlers<LiveView>()(Object.fromEntries(table))

    override getContextData() {
      return { ...super.getContextData(), ...state }
    }
  }
}

/** What the template engine makes of it by itself. */
function plainOf({ template, locale = 'en-us' }: Story, state: object): string {
  const translations = translationsOf(readSettings({ urls: [], localeDirs, locale }))
  const engine = new TemplateEngine({
    templates: (name) => readFileSync(`${folder}/${name}`, 'utf8'),
    env: { translations, locale, now: () => now },
  })
  const request = { GET: new URLSearchParams() }
  return engine.render(template, { ...state, request })
}

function compare(page: Page, html: string): Promise<Compared> {
  return page.evaluate((text) => window.compare(text || '<main dj-root></main>'), html)
}

/** Whether the page shows something else than before, and that is not merely that it waits. */
async function isAnswered(page: Page, before: string): Promise<boolean> {
  const { actual } = await compare(page, '')
  return actual !== before && !actual.includes('djust-loading')
}

/** Does what a user would do to fire an event. */
function fire(handler: string): void {
  const button = document.querySelector<HTMLElement>(`[dj-click="${handler}"]`)
  const form = document.querySelector<HTMLFormElement>(`form[dj-submit="${handler}"]`)
  button?.click()
  form?.requestSubmit()
}
