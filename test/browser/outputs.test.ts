import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
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
    if (this.n === 7) this.address = ' java\tscript:alert(1)'
  }
}

describe('what is sent', () => {
  it('is the text itself where a text is shown, which stays text', async () => {
    const { page, frames } = await openGoods()
    expect(await nextUntil(page, frames, 2)).toContain(JSON.stringify('<b>&amp; "bold"</b>'))
    expect(await page.locator('#text').textContent()).toBe('<b>&amp; "bold"</b>')
    expect(await page.locator('#text b').count()).toBe(0)
  })

  it('is whether an attribute is there, where that is all there is to it', async () => {
    const { page, frames } = await openGoods()
    expect(await nextUntil(page, frames, 3)).toMatch(/,false\]\]$/)
    expect(await page.locator('#presence').getAttribute('hidden')).toBeNull()
  })

  it('is markup only where a safe value has a tag', async () => {
    const { page, frames } = await openGoods()
    expect(await nextUntil(page, frames, 4)).toMatch(/,"still & plain"\]\]$/)
    expect(await nextUntil(page, frames, 5)).toMatch(/,\["now <b>bold<\/b>"\]\]\]$/)
    expect(await page.locator('#markup').innerHTML()).toBe('now <b>bold</b>')
  })

  it('is the values of a row that comes, and none of its markup', async () => {
    const { page, frames } = await openGoods()
    const frame = await nextUntil(page, frames, 6)
    expect(frame).toContain('["two"]')
    expect(frame).not.toMatch(/[<>]|static/)
    expect(await page.locator('li').last().innerHTML()).toBe('<b>two</b> <i>static</i>')
  })

  it('is no address that runs code', async () => {
    const { page, frames } = await openGoods()
    await nextUntil(page, frames, 7)
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

  it.each<[string, new () => LiveView, string[]]>([
    ['of texts makes no policy for trusted types', Texts, []],
    ['with markup of the author makes one policy', Markup, ['djust']],
    ['with a part that has no certain place makes one policy', Coarse, ['djust']],
  ])('%s', async (_, View, names) => {
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
    expect(await page.evaluate(() => (window as unknown as { made: string[] }).made)).toEqual(names)
  })

  it('has no script and no handler in its markup, and gets its layout from a file for ever', async () => {
    const page = await browser.page()
    const kept: string[] = []
    page.on('response', (response) => {
      if (response.headers()['cache-control']?.includes('immutable')) kept.push(response.url())
    })
    const url = await serveViews({ '': Texts })
    await openIn(page, url)
    const html = await (await fetch(url)).text()
    expect(html).not.toMatch(/<script(?![^>]*(?:\ssrc=|application\/json))|\son[a-z]+=|javascript:/)
    expect(kept.filter((each) => each.endsWith('.json'))).toHaveLength(1)
  })
})
