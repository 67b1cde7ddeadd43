import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { rule } from '../support/rule.ts'
import { openIn, press, soonText, useBrowser } from './support/browser.ts'
import { Frames } from './support/frames.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

class Goods extends LiveView {
  static template = pageOf(`
    <button dj-click="next">Next</button><output>{{ n }}</output>
    <p id="text">{{ text }}</p>
    <p id="presence" {% if isOdd %}hidden{% endif %}></p>
    <p id="markup">{{ markup|safe }}</p>
    <a href="{{ address }}">there</a>
    <ul>{% for row in rows %}<li class="row"><b>{{ row }}</b> <i>static</i></li>{% endfor %}</ul>
  `)
  n = 1
  text = 'first'
  isOdd = true
  markup = 'plain'
  address = '/there'
  rows = ['one']

  @eventHandler
  next() {
    this.n += 1
    if (this.n === 2) this.text = '<b>&amp; "bold"</b>'
    if (this.n === 3) this.isOdd = false
    if (this.n === 4) this.markup = 'still &amp; plain'
    if (this.n === 5) this.markup = 'now <b>bold</b>'
    if (this.n === 6) this.rows.push('two')
    if (this.n === 7) this.address = '/safe'
  }
}

describe('what is sent', () => {
  rule(
    'texts are texts',
    'is the text itself where a text is shown, which stays text',
    async () => {
      const { page, frames } = await openGoods()
      expect(await nextUntil(page, frames, 2)).toContain(JSON.stringify('<b>&amp; "bold"</b>'))
      expect(await page.locator('#text').textContent()).toBe('<b>&amp; "bold"</b>')
      expect(await page.locator('#text b').count()).toBe(0)
    },
  )

  rule(
    'booleans for presence',
    'is whether an attribute is there, where that is all there is to it',
    async () => {
      const { page, frames } = await openGoods()
      expect(await nextUntil(page, frames, 3)).toMatch(/,false\]\]$/)
      expect(await page.locator('#presence').getAttribute('hidden')).toBeNull()
    },
  )

  rule('markup for safe strings', 'is markup only where a safe value has a tag', async () => {
    const { page, frames } = await openGoods()
    expect(await nextUntil(page, frames, 4)).toMatch(/,"still & plain"\]\]$/)
    expect(await nextUntil(page, frames, 5)).toMatch(/,\["now <b>bold<\/b>"\]\]\]$/)
    expect(await page.locator('#markup').innerHTML()).toBe('now <b>bold</b>')
  })

  rule(
    'values are formatted',
    'is numbers and dates as the reader’s language has them',
    async () => {
      class Abroad extends LiveView {
        static template = pageOf(`
        <button dj-click="next">Next</button><p>{{ price }}</p><p>{{ day|date:"l" }}</p>
        <p title="{{ price|floatformat:2 }}"></p>
      `)
        price = 1.5
        day = new Date(Date.UTC(2026, 0, 31))

        @eventHandler
        next() {
          this.price = 2.5
          this.day = new Date(Date.UTC(2026, 1, 1))
        }
      }
      const page = await browser.page()
      const frames = new Frames(page)
      await openIn(page, await serveViews({ '': Abroad }, { locale: 'de' }))
      await press(page, 'Next')
      await soonText(page, 'p >> nth=0').toBe('2,5')
      expect(frames.received.at(-1)).toContain('[0,"2,5",1,"Sonntag",2,"2,50"]')
    },
  )

  rule('rows are cloned', 'is the values of a row that comes, and none of its markup', async () => {
    const { page, frames } = await openGoods()
    const frame = await nextUntil(page, frames, 6)
    expect(frame).toContain('["two"]')
    expect(frame).not.toMatch(/[<>]|static/)
    expect(await page.locator('li').last().innerHTML()).toBe('<b>two</b> <i>static</i>')
  })

  rule('addresses in pages', 'is no address that runs code, where the page is drawn', async () => {
    class Bad extends Goods {
      override address = ' java\tscript:alert(1)'
    }
    const html = await (await fetch(await serveViews({ '': Bad }))).text()
    expect(html).toContain('<a href="about:blank#blocked">')
  })

  rule('addresses in frames', 'is no address that runs code, whoever has sent it', async () => {
    const page = await browser.page()
    await page.routeWebSocket(/./, (socket) => {
      const server = socket.connectToServer()
      server.onMessage((message) => socket.send(String(message).replace('/safe', 'javascript:x()')))
    })
    await openIn(page, await serveViews({ '': Goods }))
    await press(page, 'Next')
    await soonText(page, 'output').toBe('2')
    await page.evaluate(() => document.querySelector('a')!.removeAttribute('href'))
    for (let n = 3; n <= 7; n++) await press(page, 'Next')
    await soonText(page, 'output').toBe('7')
    expect(await page.locator('a').getAttribute('href')).toBe('about:blank#blocked')
  })

  async function openGoods(): Promise<{ page: Page; frames: Frames }> {
    const page = await browser.page()
    const frames = new Frames(page)
    await openIn(page, await serveViews({ '': Goods }))
    return { page, frames }
  }

  /** Presses until a number is shown. @returns the frame that brought it */
  async function nextUntil(page: Page, frames: Frames, n: number): Promise<string> {
    for (let at = Number(await page.locator('output').textContent()) + 1; at <= n; at++) {
      await press(page, 'Next')
      await soonText(page, 'output').toBe(String(at))
    }
    return frames.received.at(-1)!
  }
})

describe('a page', () => {
  class Texts extends LiveView {
    static template = pageOf(
      '<button dj-click="next">Next</button><p>{{ n }}</p>{% if n > 1 %}<b>more</b>{% endif %}',
    )
    n = 1

    @eventHandler
    next() {
      this.n += 1
    }
  }
  class Markup extends Texts {
    static override template = pageOf(
      '<button dj-click="next">Next</button><p>{{ n }}</p><div>{{ html|safe }}</div>',
    )

    get html() {
      return `<i>${this.n}</i>`
    }
  }
  class Coarse extends Texts {
    static override template = pageOf(
      '<button dj-click="next">Next</button><p>{{ n }}</p><div>{% if n > 1 %}<b>{% endif %}a{% if n > 1 %}</b>{% endif %}</div>',
    )
  }

  rule.each(
    'one policy',
    'of %s',
    [
      ['texts makes no policy for trusted types', Texts, []],
      ['safe markup makes one policy', Markup, ['djust']],
      ['a part that has no certain place makes one policy', Coarse, ['djust']],
    ],
    async (_, View, names) => {
      const page = await browser.page()
      await page.addInitScript(() => {
        const factory = (globalThis as unknown as { trustedTypes: { createPolicy: Function } })
          .trustedTypes
        const { createPolicy } = factory
        const made: string[] = []
        Object.assign(window, { made })
        factory.createPolicy = (name: string, rules: unknown) => {
          made.push(name)
          return createPolicy.call(factory, name, rules)
        }
      })
      await openIn(page, await serveViews({ '': View }))
      await press(page, 'Next')
      await soonText(page, 'p').toBe('2')
      await press(page, 'Next')
      await soonText(page, 'p').toBe('3')
      expect(await page.evaluate(() => (window as unknown as { made: string[] }).made)).toEqual(
        names,
      )
    },
  )

  rule('no inline script', 'has no script and no handler in its markup', async () => {
    const html = await (await fetch(await serveViews({ '': Texts }))).text()
    expect(html).not.toMatch(/<script(?![^>]*(?:\ssrc=|application\/json))|\son[a-z]+=|javascript:/)
  })

  rule(
    'anchors in the live part',
    'is what its template draws, but for anchors in what is live',
    async () => {
      class Parts extends Texts {
        static override template = `<!doctype html><html><head>
<title>{{ n }} of {{ n }}</title>{% djust_scripts %}</head>
<body dj-view="{{ dj_view_id }}"><p class="n{{ n }}" {% if n %}lang=en{% endif %}>{{ n }} of {{ n }}</p>{% if n %}<i>a</i>{% endif %}
<main dj-root><p class="n{{ n }}" {% if n %}lang=en{% endif %}>{{ n }} of {{ n }}</p>{% if n %}<i>a</i>{% endif %}{% for c in "ab" %}<b>{{ c }}</b>{% endfor %}</main></body></html>`
      }
      const page = await browser.page()
      const [document] = await Promise.all([
        page.waitForResponse((response) => response.request().isNavigationRequest()),
        page.goto(await serveViews({ '': Parts })),
      ])
      const html = await document.text()
      const [around, live] = [
        html.slice(0, html.indexOf('<main')),
        html.slice(html.indexOf('<main')),
      ]
      const drawn = '<p class="n1" lang=en>1 of 1</p><i>a</i>'
      expect(around).not.toContain('<!--')
      expect(around).toContain(drawn)
      expect(live).toContain('<!--')
      expect(live.replaceAll(/<!--.*?-->/g, '')).toBe(
        `<main dj-root>${drawn}<b>a</b><b>b</b></main></body></html>`,
      )
    },
  )

  rule(
    'layouts are files',
    'gets its layout from a file that it never asks for again',
    async () => {
      const page = await browser.page()
      const layouts: (string | undefined)[] = []
      page.on('response', (response) => {
        const isLayout = response.url().endsWith('.json')
        if (isLayout) layouts.push(response.headers()['cache-control'])
      })
      const url = await serveViews({ '': Texts })
      await openIn(page, url)
      expect(layouts).toEqual(['public, max-age=31536000, immutable'])
      await openIn(page, url)
      const bytes = await page.evaluate(() =>
        (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
          .filter(({ name }) => name.startsWith(origin) && name.endsWith('.json'))
          .map(({ transferSize }) => transferSize),
      )
      expect(bytes).toEqual([0])
    },
  )
})
