import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect } from 'vitest'
import { feature } from '../support/feature.ts'
import { isCutOff, isLive, press, soon, soonText, useBrowser } from './support/browser.ts'
import { Line } from './support/line.ts'
import { serveViews } from './support/serve-views.ts'

const browser = useBrowser()
const folder = mkdtempSync(join(tmpdir(), 'djust-layouts-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const layout = (name: string, frame: string) => `<!doctype html>
<html lang="en" class="${name}">
<head>
  <meta charset="utf-8">
  <title>{% block title %}${name}{% endblock %}</title>
  <link rel="icon" href="data:,">
  <style>.${name} main { width: ${name === 'wide' ? 900 : 300}px }</style>
  {% djust_scripts %}
</head>
${frame}
</html>
`
const root = '<main dj-root>{% block content %}{% endblock %}</main>'
const templates = {
  'base.html': layout(
    'base',
    `<body dj-view="{{ dj_view_id }}" class="plain"><header dj-hook="Frame" data-name="base"></header>${root}</body>`,
  ),
  'wide.html': layout(
    'wide',
    `<body dj-view="{{ dj_view_id }}"><header dj-hook="Frame" data-name="wide">{{ owner }}</header><section class="deep">${root}</section><button dj-click="put" dj-value-into="inner.html">Inner</button><script>window.ran = (window.ran ?? 0) + 1</script></body>`,
  ),
  'inner.html': layout('inner', `<body><div dj-view="{{ dj_view_id }}">${root}</div></body>`),
  'page.html': `{% extends "base.html" %}{% block content %}
    <button dj-click="put" dj-value-into="wide.html">Wide</button>
    <button dj-click="put" dj-value-into="">Back</button>
    <button dj-click="add">Add</button>
    <input aria-label="Note" id="note">
    <div id="box" style="height: 40px; overflow: auto"><div style="height: 400px">tall</div></div>
    <p id="inner" dj-hook="Inner" data-name="inner" dj-update="ignore"></p>
    <form dj-submit="put"><input type="hidden" name="into" value="wide.html"><button>Post</button></form>
    <output>{{ count }}</output>
    {% if count > 1 %}<em>many</em>{% endif %}
  {% endblock %}`,
}
for (const [name, text] of Object.entries(templates)) writeFileSync(join(folder, name), text)

class EditorView extends LiveView {
  static templateName = 'page.html'
  owner = 'Ada'
  count = 0

  @eventHandler({ params: { into: 'str' } })
  put({ into }: { into: string }) {
    this.setLayout(into || null)
  }

  @eventHandler
  add() {
    this.count += 1
  }

  override get pageTitle() {
    return this.count > 0 ? `${this.count} notes` : ''
  }
}

const serveEditor = () => serveViews({ '': EditorView }, { templates: folder })

/** Opens the page, with something in it that only the browser knows. */
async function openEditor(script = '', url?: string): Promise<Page> {
  const page = await browser.page()
  await page.addInitScript(`${script};
    window.djust = { hooks: {} }
    window.told = []
    const hook = {
      mounted() { told.push('+' + this.el.dataset.name) },
      destroyed() { told.push('-' + this.el.dataset.name) },
    }
    djust.hooks.Frame = djust.hooks.Inner = hook`)
  await page.goto(url ?? (await serveEditor()))
  await isLive(page)
  await page.evaluate(() => {
    document.querySelector('[data-name=inner]')!.append('a widget')
    Object.assign(window, { node: document.querySelector('[data-name=inner]') })
    document.querySelector('#box')!.scrollTop = 60
    document.head.append(Object.assign(document.createElement('style'), { id: 'theirs' }))
  })
  return page
}

const told = (page: Page) => page.evaluate(() => (window as any).told.splice(0) as string[])

/** Whether the nodes of the live part are those that it was opened with. */
const isSame = (page: Page) =>
  page.evaluate(() => document.querySelector('[data-name=inner]') === (window as any).node)

/** Types something, and calls a handler without leaving the field. */
async function typeAndCall(page: Page, button: string): Promise<void> {
  await page.getByLabel('Note').focus()
  await page.keyboard.type('half a ')
  await page.getByRole('button', { name: button }).dispatchEvent('click')
}

describe('another layout', () => {
  feature('setLayout', 'takes over the page with all its nodes', () => takesOver())

  feature('setLayout', 'takes over the page in browsers without moveBefore, too', () =>
    takesOver('delete Element.prototype.moveBefore'),
  )

  feature(
    'setLayout',
    'stays after a lost connection, and comes late where that took it',
    async () => {
      const line = await Line.to(await serveEditor())
      const page = await openEditor('', line.url)
      line.lose('answers')
      await press(page, 'Wide')
      await soon(() => line.lostBytes).toBeGreaterThan(0)
      for (let i = 0; i < 2; i++) {
        line.cut()
        await isCutOff(page)
        line.mend()
        await isLive(page)
        await soonText(page, 'header').toBe('Ada')
      }
      await press(page, 'Add')
      await soonText(page, 'output').toBe('1')
      expect(await isSame(page)).toBe(true)
      expect(await page.locator('.deep > main').count()).toBe(1)
    },
  )

  feature('setLayout', 'is there without JavaScript, and by requests', async () => {
    const url = await serveEditor()
    const plain = await (await browser.visitor({ javaScriptEnabled: false })).newPage()
    await plain.goto(url)
    await plain.getByRole('button', { name: 'Post' }).click()
    await soonText(plain, 'header').toBe('Ada')
    const page = await browser.page()
    await page.routeWebSocket(/.*/, (socket) => socket.close())
    await page.goto(url)
    await isLive(page)
    await press(page, 'Wide')
    await soonText(page, 'header').toBe('Ada')
  })
})

/** @param script what the browser runs first */
async function takesOver(script = ''): Promise<void> {
  const page = await openEditor(script)
  expect(await told(page)).toEqual(['+base', '+inner'])
  await typeAndCall(page, 'Wide')
  await soonText(page, 'header').toBe('Ada')
  expect(await isSame(page)).toBe(true)
  expect(await told(page)).toEqual(['-base', '+wide'])
  await page.keyboard.type('note')
  expect(await page.getByLabel('Note').inputValue()).toBe('half a note')
  const shown = await page.evaluate(() => ({
    scrolled: document.querySelector('#box')!.scrollTop,
    widget: document.querySelector('[data-name=inner]')!.textContent,
    width: document.querySelector('.deep > main')!.clientWidth,
    classes: [document.documentElement.className, document.body.className],
    title: document.title,
    ran: (window as any).ran,
    bodies: document.querySelectorAll('body').length,
    theirs: document.querySelectorAll('#theirs').length,
  }))
  expect(shown).toEqual({
    scrolled: 60,
    widget: 'a widget',
    width: 900,
    classes: ['wide dj-connected', 'dj-connected'],
    title: 'wide',
    ran: 1,
    bodies: 1,
    theirs: 1,
  })
  await press(page, 'Add')
  await press(page, 'Add')
  await soonText(page, 'em').toBe('many')
  expect(await page.title()).toBe('2 notes')
  await press(page, 'Inner')
  await page.locator('body > div > main').waitFor()
  await press(page, 'Back')
  await page.locator('body.plain > main').waitFor()
  expect(await isSame(page)).toBe(true)
  expect(await page.getByLabel('Note').inputValue()).toBe('half a note')
  await press(page, 'Add')
  await soonText(page, 'output').toBe('3')
}
