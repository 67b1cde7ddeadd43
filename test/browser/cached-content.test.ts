import { eventHandler, LiveView } from 'djust'
import { describe, expect } from 'vitest'
import { rule } from '../support/rule.ts'
import { press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf } from './support/serve-views.ts'

const browser = useBrowser()

describe('what a tag draws of its body is one piece of markup', () => {
  rule('cached content', 'that {% cache %} keeps until a value that names it changes', async () => {
    class Cached extends LiveView {
      static template = `{% load cache %}${pageOf(`
        <button dj-click="write">Write</button><button dj-click="turn">Turn</button>
        <output>{{ text }} {{ pageNumber }}</output>
        <section>before {% cache 500 live_page pageNumber %}<b>{{ text }}</b> on {{ pageNumber }}{% endcache %} after</section>
      `)}`
      text = 'one'
      pageNumber = 1

      @eventHandler
      write() {
        this.text += '!'
      }

      @eventHandler
      turn() {
        this.pageNumber += 1
      }
    }
    const page = await browser.show(Cached)
    await press(page, 'Write')
    await soonText(page, 'output').toBe('one! 1')
    expect(await page.locator('section').textContent()).toBe('before one on 1 after')
    await press(page, 'Turn')
    await soonText(page, 'section').toBe('before one! on 2 after')
    await press(page, 'Write')
    await soonText(page, 'output').toBe('one!! 2')
    expect(await page.locator('section b').textContent()).toBe('one!')
  })

  rule('keys of caches', 'that another language or time zone does not get', async () => {
    class Abroad extends LiveView {
      static template = `{% load cache i18n tz %}${pageOf(`
        <button dj-click="go">Go</button>
        {% language code %}{% cache 500 day %}<b>{{ when|date:"l" }}</b>{% endcache %}{% endlanguage %}
        {% timezone zone %}{% cache 500 hour %}<b>{{ when|date:"H" }}</b>{% endcache %}{% endtimezone %}
      `)}`
      code = 'en'
      zone = 'UTC'
      when = new Date(Date.UTC(2026, 0, 31, 12))

      @eventHandler
      go() {
        this.code = 'de'
        this.zone = 'Asia/Tokyo'
      }
    }
    const page = await browser.show(Abroad)
    const shown = () => page.locator('b').allTextContents()
    expect(await shown()).toEqual(['Saturday', '12'])
    await press(page, 'Go')
    await soon(shown).toEqual(['Samstag', '21'])
  })

  rule.each(
    'filtered content',
    'with %s',
    [
      [
        '{% filter upper %}',
        '{% filter upper %}a {{ n }} <b>b{{ n }}</b>{% endfilter %}',
        'A 2 B2',
      ],
      ['{% spaceless %}', '{% spaceless %}<i>{{ n }}</i>   <b>b</b>{% endspaceless %}', '2b'],
    ],
    async (_, template, text) => {
      class Drawn extends LiveView {
        static template = pageOf(
          `<button dj-click="next">Next</button><section>${template}</section>`,
        )
        n = 1

        @eventHandler
        next() {
          this.n += 1
        }
      }
      const page = await browser.show(Drawn)
      await page
        .locator('section')
        .evaluate((section) => section.append(document.createElement('hr')))
      await press(page, 'Next')
      await soonText(page, 'section').toBe(text)
      expect(await page.locator('hr').count()).toBe(1)
    },
  )
})
