import { Component, eventHandler, LiveView, strictCsp } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { rule } from '../support/rule.ts'
import { isLive, openIn, press, soonText, useBrowser } from './support/browser.ts'
import { useDemo } from './support/demo.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()
const demo = useDemo()

declare global {
  interface Window {
    violations: string[]
  }
}

const strictest = `${strictCsp}; require-trusted-types-for 'script'; trusted-types djust`

describe('a strict content security policy', () => {
  rule.each(
    'strict policies',
    'is kept by the demo at /%s',
    [
      ['', (page: Page) => page.getByLabel(/Each key/).fill('typed')],
      ['counter/', (page: Page) => press(page, 'Add one')],
      ['counter-fn/', (page: Page) => press(page, 'Add one')],
      ['todos/', (page: Page) => page.getByLabel('Done: milk').check()],
      ['readings/', (page: Page) => press(page, 'New reading')],
      [
        'chat/',
        async (page: Page) => {
          await page.getByLabel('Name').fill('Ada')
          await page.getByLabel('Message', { exact: true }).fill('Hello')
          await press(page, 'Send')
        },
      ],
    ],
    async (path, act) => {
      await demo.setTodos(['milk', 'bread'])
      const page = await watch()
      const response = await page.goto(demo.url + path)
      expect(response?.headers()['content-security-policy']).toBe(strictCsp)
      await isLive(page)
      const before = await page.locator('[dj-root]').innerText()
      await act(page)
      await page.waitForFunction(
        (text) => document.querySelector<HTMLElement>('[dj-root]')!.innerText !== text,
        before,
      )
      expect(await page.evaluate(() => window.violations)).toEqual([])
    },
  )

  rule(
    'trusted types',
    'may ask for trusted types, where markup of the author is shown',
    async () => {
      class Markup extends LiveView {
        static template = pageOf(`
        <button dj-click="next">Next</button>
        <p>Alone: <span>{{ html|safe }}</span></p>
        <p>Beside {{ html|safe }} others</p>
        <ul>{% for row in rows %}<li>{{ row|safe }}</li>{% endfor %}</ul>
      `)
        html = 'a <b>bold</b> word'
        rows = ['<i>1</i>']

        @eventHandler
        next() {
          this.html = 'an <em>emphasised</em> word'
          this.rows.push('<i>2</i>')
        }
      }
      const page = await watch()
      await openIn(page, await serveViews({ '': Markup }, { contentSecurityPolicy: strictest }))
      await press(page, 'Next')
      await soonText(page, 'em >> nth=0').toBe('emphasised')
      expect(await page.locator('p em').allTextContents()).toEqual(['emphasised', 'emphasised'])
      expect(await page.locator('i').allTextContents()).toEqual(['1', '2'])
      expect(await page.evaluate(() => window.violations)).toEqual([])

      // The policy is really there: what the runtime may do, others may not.
      browser.allow(/TrustedHTML|trusted-types|Trusted Type/i)
      const forbidden = page.evaluate(() => {
        document.body.innerHTML = '<b>mine</b>'
      })
      await expect(forbidden).rejects.toThrow('TrustedHTML')
    },
  )
  rule(
    'trusted types',
    'may ask for trusted types, where a page needs every feature file',
    async () => {
      class Everything extends LiveView {
        static template = pageOf(`
        <button dj-click="next">Next</button> <a dj-patch="?page=2" href="?page=2">Second</a>
        <form dj-submit="next"><input name="a" value="{{ n }}" dj-input="next" dj-debounce="300"></form>
        <video {% if n %}muted{% endif %}></video>
        <section>{% for x in rows %}{% if forloop.first %}<ul>{% endif %}<li>{{ x }}</li>
          {% if forloop.last %}</ul>{% endif %}{% endfor %}</section>
        <ol id="kept" dj-update="append">{% for x in rows %}<li id="k{{ x }}">{{ x }}</li>{% endfor %}</ol>
        <div dj-virtual dj-viewport-bottom="more">{% for x in rows %}<p>{{ x }}</p>{% endfor %}</div>
        <output>{{ n }} {{ at }} {{ isAsked }}</output>`)
        n = 0
        at = ''
        isAsked = false
        rows = [1, 2, 3]

        override handleParams({ page = '' }: { page?: string }) {
          this.at = page
        }

        @eventHandler
        next() {
          this.n++
          this.rows.push(this.rows.length + 1)
        }

        @eventHandler
        more() {
          this.isAsked = true
        }
      }
      const page = await watch()
      await openIn(page, await serveViews({ '': Everything }, { contentSecurityPolicy: strictest }))
      await soonText(page, 'output').toBe('0  True')
      await press(page, 'Next')
      await soonText(page, 'output').toBe('1  True')
      await page.getByRole('link', { name: 'Second' }).click()
      await soonText(page, 'output').toBe('1 2 True')
      await page.getByRole('textbox').fill('typed')
      await soonText(page, 'output').toBe('2 2 True')
      expect(await page.locator('#kept li').count()).toBe(5)
      expect(await page.locator('section li').count()).toBe(5)
      expect(await page.locator('[dj-virtual] > p').count()).toBe(5)
      expect(await page.evaluate(() => window.violations)).toEqual([])
    },
  )

  rule(
    'trusted types',
    'may ask for trusted types, where a component brings a feature file with it',
    async () => {
      class Columns extends Component {
        static template = `<section>{% for x in names %}{% if forloop.first %}<ul>{% endif %}
        <li><input aria-label="{{ x }}"></li>{% if forloop.last %}</ul>{% endif %}{% endfor %}</section>`
        names = ['a', 'b']
      }
      class Later extends LiveView {
        static template = pageOf('<button dj-click="next">Next</button> {{ columns }}')
        columns: Columns | string = ''

        @eventHandler
        next() {
          if (typeof this.columns === 'string') this.columns = new Columns()
          else this.columns.names.unshift('c')
        }
      }
      const page = await watch()
      const scripts: string[] = []
      page.on('response', (response) => {
        const name = /(\w+\.js)$/.exec(response.url())?.[1]
        if (name) scripts.push(`${name} ${response.headers()['cache-control']}`)
      })
      await openIn(page, await serveViews({ '': Later }, { contentSecurityPolicy: strictest }))
      const forGood = 'public, max-age=31536000, immutable'
      expect(scripts).toEqual([`djust.js ${forGood}`])
      await press(page, 'Next')
      await page.getByLabel('a').fill('typed')
      const names = ['djust.js', 'fields.js', 'morph.js']
      expect([...new Set(scripts)].sort()).toEqual(names.map((name) => `${name} ${forGood}`))
      // Only the morph keeps a field of a region that is sent as a whole.
      await press(page, 'Next')
      await page.getByLabel('c').waitFor()
      expect(await page.getByLabel('a').inputValue()).toBe('typed')
      expect(await page.evaluate(() => window.violations)).toEqual([])
    },
  )
})

/** A page that notes what its policy forbids. */
async function watch(): Promise<Page> {
  const page = await browser.page()
  await page.addInitScript(() => {
    window.violations = []
    document.addEventListener('securitypolicyviolation', (event) => {
      window.violations.push(`${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  return page
}
