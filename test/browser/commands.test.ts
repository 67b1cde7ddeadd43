import { eventHandler, JS, LiveComponent, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { feature } from '../support/feature.ts'
import { isCutOff, isLive, press, soon, soonText, useBrowser } from './support/browser.ts'
import { Line } from './support/line.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

describe('commands from a handler', () => {
  class Commanding extends LiveView {
    static template = pageOf(`
      <button dj-click="open">Open</button><button dj-click="close">Close</button>
      <button dj-click="count">Count</button><output>{{ n }}</output>
      <nav id="menu" class="menu {% if n %}n{{ n }}{% endif %}" title="{{ n }}" style="display: none">
        <a href="/a">a</a><input id="field"><b class="in">in</b>
      </nav>{{ part }}
    `)
    n = 0
    part = new Part()

    mount() {
      this.pushCommands(JS.setAttr('data-mounted', 'yes', { to: 'main' }))
    }

    @eventHandler
    open() {
      this.n++
      this.pushCommands(
        JS.show('#menu')
          .addClass('open wide', { to: '#menu' })
          .setAttr('title', 'mine', { to: '#menu' })
          .setAttr('data-n', 'yes', { to: '#menu .in' })
          .focus('#field'),
      )
    }

    @eventHandler
    close() {
      this.pushCommands(
        JS.removeClass('wide n2', { to: '#menu' })
          .setAttr('data-n', 'no', { to: '#menu .in' })
          .removeAttr('title', { to: '#menu' })
          .hide('#menu', { transition: 'fade', time: 50 })
          .dispatch('closed', { to: '#menu', detail: { by: ['me'] } }),
      )
    }

    @eventHandler
    count() {
      this.n++
    }
  }

  class Part extends LiveComponent {
    static template = '<button dj-click="mark">Mark</button>'

    @eventHandler
    mark() {
      this.pushCommands(JS.toggleClass('marked', { to: 'main' }))
    }
  }

  const menu = (page: Page, name: string) => page.locator('#menu').getAttribute(name)

  feature('JS commands', 'are done in order, and stay where the server writes later', async () => {
    const page = await browser.show(Commanding)
    await page.locator('main[data-mounted=yes]').waitFor()
    await page.evaluate(() => {
      addEventListener('closed', (event) => {
        ;(window as any).told = (event as CustomEvent).detail
      })
    })
    await press(page, 'Open')
    await page.locator('#menu').waitFor()
    expect(await menu(page, 'class')).toBe('menu n1 open wide')
    expect(await menu(page, 'title')).toBe('mine')
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('field')
    await press(page, 'Count')
    await soonText(page, 'output').toBe('2')
    // The server has written class and title anew.
    expect(await menu(page, 'class')).toBe('menu n2 open wide')
    expect(await menu(page, 'title')).toBe('mine')
    await press(page, 'Close')
    await soon(() => page.locator('#menu').isVisible()).toBe(false)
    expect(await menu(page, 'class')).toBe('menu open')
    expect(await menu(page, 'title')).toBeNull()
    expect(await page.getAttribute('.in', 'data-n')).toBe('no')
    expect(await page.evaluate(() => (window as any).told)).toEqual({ by: ['me'] })
    await press(page, 'Count')
    await soonText(page, 'output').toBe('3')
    expect(await menu(page, 'title')).toBeNull()
    expect(await page.locator('#menu').isVisible()).toBe(false)
    await press(page, 'Mark')
    await page.locator('main.marked').waitFor()
  })

  it('are done once, whatever becomes of the connection', async () => {
    const line = await Line.to(await serveViews({ '': Commanding }))
    const page = await browser.open(line.url)
    line.lose('answers')
    await press(page, 'Mark')
    await soon(() => line.lostBytes > 0).toBe(true)
    line.cut()
    await isCutOff(page)
    line.mend()
    await isLive(page)
    await page.locator('main.marked').waitFor()
    line.lose('events')
    await page.evaluate(() => {})
    line.cut()
    await isCutOff(page)
    line.mend()
    // It would wait longer, the second time.
    await page.evaluate(() => dispatchEvent(new Event('online')))
    await isLive(page)
    await press(page, 'Count')
    await soonText(page, 'output').toBe('1')
    await page.locator('main.marked').waitFor()
  })

  it('never set what would run', async () => {
    class Wicked extends LiveView {
      static template = pageOf('<a id="a">a</a><button dj-click="go">Go</button>')

      @eventHandler
      go() {
        for (const name of ['onclick', 'style', 'dj-click', 'srcdoc', 'a b'])
          expect(() => JS.setAttr(name, 'evil()')).toThrow(
            expect.objectContaining({ code: 'bad_command' }),
          )
        const link = JS.setAttr('href', 'javascript:evil()', { to: '#a' })
        this.pushCommands(link.addClass('done', { to: '#a' }))
      }
    }
    const page = await browser.show(Wicked)
    await press(page, 'Go')
    await page.locator('#a.done').waitFor()
    expect(await page.getAttribute('#a', 'href')).toBe('about:blank#blocked')
  })
})

feature('JS commands', 'can be called by hooks, for their own element', async () => {
  class Hooked extends LiveView {
    static template = pageOf(
      `<div id="box" dj-hook="Box" hidden><p><input disabled><input id="first"></p></div><output>{{ n }}</output>`,
      `<script>
        window.DjustHooks = { Box: {
          mounted() {
            this.js().show().addClass('in', { to: { inner: 'p' } }).focus('#first').push('add', { by: 2 })
              .setAttr('title', 'last', { to: { closest: 'main' } })
          },
        } }
      </script>`,
    )
    n = 0

    @eventHandler({ params: { by: 'int' } })
    add({ by }: { by: number }) {
      this.n += by
    }
  }
  const page = await browser.show(Hooked)
  await soonText(page, 'output').toBe('2')
  await page.locator('main[title=last] #box p.in').waitFor()
  expect(await page.evaluate(() => document.activeElement!.id)).toBe('first')
})
