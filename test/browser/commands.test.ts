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

describe('commands in an attribute', () => {
  class Menus extends LiveView {
    static template = pageOf(`
      <button id="toggle" dj-click="JS.toggle('#menu').toggleAttr('aria-expanded', ['true', 'false'])">Menu</button>
      <nav id="menu" hidden><p><input disabled><a href="/a" id="first">a</a></p>
        <button dj-click="{{ close }}">Close</button></nav>
      <button id="into" dj-click="JS.pushFocus().show('#menu').focusFirst('#menu')">Into</button>
      <button dj-click="{{ wicked }}">Wicked</button>
      <button dj-click="JS.exec('dj-click', { to: '#toggle' })">Other</button>
      {% for row in rows %}<p id="row-{{ row.id }}">
        <button dj-click="JS.addClass('gone', { to: '#row-{{ row.id }}' }).push('drop', { id: '{{ row.id }}' })">Drop {{ row.id }}</button>
      </p>{% endfor %}
      <input aria-label="Search" dj-input="JS.push('search').setAttr('title', 'typed')">
      <form dj-submit="JS.addClass('sent').push('send', { by: 'chain' })"><input name="text"><button>Send</button></form>
      {{ part }}<output>{{ said }}</output>
    `)
    wicked = '[["addClass","wicked"]]'
    said = ''
    rows = [{ id: 'a.b' }, { id: '7' }]
    part = new Counting()

    get close() {
      return JS.hide('#menu').popFocus()
    }

    @eventHandler({ params: { id: 'str' } })
    drop({ id }: { id: string }) {
      this.said += `drop ${id},`
    }

    @eventHandler({ debounce: 500 })
    search({ value }: { value: string }) {
      this.said += `search ${value},`
    }

    @eventHandler({ params: { text: 'str', by: 'str' } })
    send({ text, by }: { text: string; by: string }) {
      this.said += `send ${text} by ${by},`
    }
  }

  class Counting extends LiveComponent {
    static template =
      `<div tabindex="0" aria-label="Count" dj-keydown.enter="JS.push('add').push('add')">{{ n }}</div>`
    n = 0

    @eventHandler
    add() {
      this.n++
    }
  }

  /** Opens the page, and counts the events that it sends. */
  const open = async () => {
    const page = await (await browser.visitor()).newPage()
    const sent: string[] = []
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (/^\[0,\d/.test(String(payload))) sent.push(String(payload))
      }),
    )
    await page.goto(await serveViews({ '': Menus }))
    await isLive(page)
    return { page, sent }
  }

  feature('commands in attributes', 'are done by the browser, and nothing is sent', async () => {
    const { page, sent } = await open()
    await page.click('#toggle')
    expect(await page.locator('#menu').isVisible()).toBe(true)
    expect(await page.getAttribute('#toggle', 'aria-expanded')).toBe('true')
    await press(page, 'Other')
    expect(await page.locator('#menu').isVisible()).toBe(false)
    expect(await page.getAttribute('#toggle', 'aria-expanded')).toBe('false')
    await page.click('#into')
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('first')
    await press(page, 'Close')
    expect(await page.locator('#menu').isVisible()).toBe(false)
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('into')
    expect(sent).toEqual([])
  })

  feature('commands in attributes', 'call handlers with the parameters of the event', async () => {
    const { page, sent } = await open()
    await press(page, 'Drop a.b')
    await soonText(page, 'output').toBe('drop a.b,')
    expect(await page.getAttribute('p:has-text("Drop a.b")', 'class')).toBe('gone')
    await press(page, 'Drop 7')
    await soonText(page, 'output').toBe('drop a.b,drop 7,')
    expect(await page.locator('p.gone').count()).toBe(2)
    await page.locator('[aria-label=Search]').pressSequentially('abc')
    await page.locator('[aria-label=Search][title=typed]').waitFor()
    await soonText(page, 'output').toBe('drop a.b,drop 7,search abc,')
    await page.fill('[name=text]', 'hi')
    await press(page, 'Send')
    await soonText(page, 'output').toBe('drop a.b,drop 7,search abc,send hi by chain,')
    await page.locator('form.sent').waitFor()
    await page.locator('[aria-label=Count]').press('Enter')
    await soonText(page, '[aria-label=Count]').toBe('2')
    expect(sent).toHaveLength(6)
  })

  feature('commands in attributes', 'never come from a value that is a text', async () => {
    browser.allow(/addClass/)
    const { page } = await open()
    await press(page, 'Wicked')
    await page.click('#toggle')
    expect(await page.locator('.wicked').count()).toBe(0)
  })
})
