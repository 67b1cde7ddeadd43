import { eventHandler, LiveView } from 'djust'
import { library, markSafe } from 'djust/template'
import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { rule } from '../support/rule.ts'
import { soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf } from './support/serve-views.ts'

const browser = useBrowser()

const boxes = library()
  .blockTag('box', { run: (content) => markSafe(`<div class="box">${content}</div>`) })
  .inclusionTag('search', {
    params: ['text'],
    template: 'search-field.html',
    run: ({ text }: { text: string }) => ({ text }),
  })
const options = {
  libraries: { boxes },
  templates: fileURLToPath(new URL('./templates', import.meta.url)),
}

/** A field, and beside it what it has sent. */
const field = '<p><b>{{ text }}</b> <input aria-label="Text" dj-input="find"></p>'

describe('what a tag makes of its body', () => {
  rule.each(
    'bodies keep the user’s',
    'keeps the focus and what is typed: %s',
    [
      [`{% spaceless %}${field}{% endspaceless %}`],
      [`before {% cache 500 found text %}${field}{% endcache %} after`],
      [`{% ifchanged %}${field}{% endifchanged %}`],
      [`{% for n in one %}{% ifchanged %}${field}{% endifchanged %}{% endfor %}`],
      [`{% box %}${field}{% endbox %}`],
      [`{% box as made %}${field}{% endbox %}<i>{{ made }}</i>`],
      ['{% search text %}'],
    ],
    async (template) => {
      class Search extends LiveView {
        static template = `{% load boxes cache %}${pageOf(`<section>${template}</section>`)}`
        text = ''
        one = [1]

        @eventHandler
        find({ value }: { value: string }) {
          this.text = value
        }
      }
      const page = await browser.show(Search, options)
      const text = page.getByLabel('Text')
      const node = await text.elementHandle()
      await text.focus()
      for (const typed of ['a', 'ab', 'abc']) {
        await page.keyboard.type(typed.at(-1)!)
        await soonText(page, 'b').toBe(typed)
      }
      expect(await text.inputValue()).toBe('abc')
      expect(await node?.evaluate((field) => document.activeElement === field)).toBe(true)
    },
  )

  const box =
    '<form dj-change="agree"><input type="checkbox" aria-label="Agree" name="agree" {% if agrees %}checked{% endif %}></form>'
  const asked = '<output>{{ asked }}</output>'

  rule.each(
    'bodies keep the user’s',
    'is what the server says once an event has carried it: %s',
    [
      [`{% spaceless %}${box} ${asked}{% endspaceless %}`],
      [`{% spaceless %}${box}{% endspaceless %}${asked}`],
    ],
    async (template) => {
      class Agree extends LiveView {
        static template = pageOf(template)
        agrees = false
        asked = 0

        @eventHandler
        agree() {
          this.asked += 1
        }
      }
      const page = await browser.show(Agree)
      const agree = page.getByLabel('Agree')
      for (const times of [1, 2]) {
        await agree.click()
        await soonText(page, 'output').toBe(`${times}`)
        await soon(() => agree.isChecked()).toBe(false)
        expect(await agree.evaluate((field) => document.activeElement === field)).toBe(true)
      }
    },
  )
})
