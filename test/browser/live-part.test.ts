import { eventHandler, LiveView } from 'djust'
import { describe, expect } from 'vitest'
import { rule } from '../support/rule.ts'
import { press, soon, soonText, useBrowser } from './support/browser.ts'

const browser = useBrowser()

const head = '<meta charset="utf-8"><link rel="icon" href="data:,">{% djust_scripts %}'
const button = '<button dj-click="next">Next</button>'

function viewOf(template: string): new () => LiveView {
  return class extends LiveView {
    static template = template
    n = 1

    @eventHandler
    next() {
      this.n += 1
    }
  }
}

describe('what is live', () => {
  rule('dj-root', 'is what stands in the element with dj-root, and the title', async () => {
    const View =
      viewOf(`<!doctype html><html lang="en"><head><title>Page {{ n }}</title>${head}</head>
      <body dj-view="{{ dj_view_id }}" class="n{{ n }}"><header>{{ n }}</header>
      <main dj-root>${button}<p>{{ n }}</p></main></body></html>`)
    const page = await browser.show(View)
    await press(page, 'Next')
    await soonText(page, 'p').toBe('2')
    expect(await page.title()).toBe('Page 2')
    expect(await page.locator('header').textContent()).toBe('1')
    expect(await page.locator('body').getAttribute('class')).toBe('n1 dj-connected')
  })

  rule(
    'pageTitle',
    'is the title that the view gives, whatever the template has in its place',
    async () => {
      const root = `<body dj-view="{{ dj_view_id }}"><main dj-root>${button}<p>{{ n }}</p></main></body>`
      class Named extends viewOf(
        `<!doctype html><html lang="en"><head><title>Page</title>${head}</head>${root}</html>`,
      ) {
        override get pageTitle() {
          return `Step ${(this as unknown as { n: number }).n} of "3"`
        }
      }
      const page = await browser.show(Named)
      expect(await page.title()).toBe('Step 1 of "3"')
      await press(page, 'Next')
      await soon(() => page.title()).toBe('Step 2 of "3"')
    },
  )

  rule(
    'title',
    'is of the head the title alone: meta, link and style stay as they were drawn',
    async () => {
      const View =
        viewOf(`<!doctype html><html lang="en"><head><title>{{ n }} &amp; "<b>{% if n > 1 %} more{% endif %}</title>
      <meta name="description" content="about {{ n }}"><link rel="next" href="/{{ n }}/">${head}</head>
      <body dj-view="{{ dj_view_id }}"><main dj-root>${button}<p>{{ n }}</p><svg><title>shape {{ n }}</title></svg></main></body></html>`)
      const page = await browser.show(View)
      expect(await page.title()).toBe('1 & "<b>')
      await press(page, 'Next')
      await soonText(page, 'p').toBe('2')
      expect(await page.title()).toBe('2 & "<b> more')
      expect(await page.locator('svg title').textContent()).toBe('shape 2')
      expect(await page.locator('meta[name=description]').getAttribute('content')).toBe('about 1')
      expect(await page.locator('link[rel=next]').getAttribute('href')).toBe('/1/')
    },
  )

  rule('title', 'is the title in the block of a base template', async () => {
    const View = viewOf(
      '{% extends "live-base.html" %}{% block title %}{{ n }} of {{ block.super }}{% endblock %}',
    )
    const templates = [new URL('templates', import.meta.url).pathname]
    const page = await browser.show(View, { templates })
    await press(page, 'Next')
    await soon(() => page.title()).toBe('2 of Base')
  })

  rule(
    'without dj-root',
    'is everything in the element with dj-view where there is no dj-root',
    async () => {
      const View = viewOf(`<!doctype html><html lang="en"><head><title>Page</title>${head}</head>
      <body><header>{{ n }}</header><main dj-view="{{ dj_view_id }}">${button}<p>{{ n }}</p></main></body></html>`)
      const page = await browser.show(View)
      await press(page, 'Next')
      await soonText(page, 'p').toBe('2')
      expect(await page.locator('header').textContent()).toBe('1')
    },
  )

  rule(
    'bases and includes',
    'is also what a base template, its blocks and includes put there',
    async () => {
      const View = viewOf(
        '{% extends "live-base.html" %}{% block content %}<p>{{ n }} of {{ block.super }}</p>{% endblock %}',
      )
      const templates = [new URL('templates', import.meta.url).pathname]
      const page = await browser.show(View, { templates })
      expect(await page.locator('p').textContent()).toBe('1 of base 1')
      await press(page, 'Next')
      await soonText(page, 'p').toBe('2 of base 2')
      expect(await page.locator('footer').textContent()).toContain('n: 2')
    },
  )
})
