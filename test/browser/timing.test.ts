import { debounce, LiveComponent, LiveView, liveView, handler, throttle } from 'djust'
import { describe, expect, it } from 'vitest'
import { feature } from '../support/feature.ts'
import { openIn, soonText, useBrowser } from './support/browser.ts'
import { Frames } from './support/frames.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

class SearchBox extends LiveComponent<object> {
  static template = '<p><input aria-label="Inner" dj-input="find">{{ found }}</p>'
  found = ''

  @debounce(200)
  find({ value }: { value: string }) {
    this.found = `inner ${value}`
  }
}

class SearchView extends LiveView {
  static template = pageOf(`
    <input aria-label="Search" dj-input="search"><output>{{ query }} {{ calls }}</output>
    <input aria-label="Zoom" dj-input="scale"><p id="zoom">{{ zoom }}</p>
    {{ box }}`)
  query = ''
  calls = 0
  zoom = ''
  box = new SearchBox({})

  @debounce(300)
  search({ value }: { value: string }) {
    this.query = value
    this.calls += 1
  }

  @throttle(1000)
  scale({ value }: { value: string }) {
    this.zoom = value
  }
}

const searchFn = liveView(
  { template: pageOf('<input aria-label="Search" dj-input="search"><output>{{ query }}</output>') },
  () => {
    const state = {
      query: '',
      search: handler({ debounce: 300 }, ({ value }: { value: string }) => {
        state.query += `[${value}]`
      }),
    }
    return state
  },
)

describe('a handler in its time', () => {
  feature('@debounce', 'is called once, when typing has stopped', async () => {
    const page = await browser.page()
    const frames = new Frames(page)
    await openIn(page, await serveViews({ '': SearchView }))
    await page.getByLabel('Search').pressSequentially('hello', { delay: 20 })
    await soonText(page, 'output').toBe('hello 1')
    expect(frames.sent.filter((frame) => frame.includes('"search"'))).toHaveLength(1)
  })

  it('is called at once when the field is left', async () => {
    const page = await browser.show(SearchView)
    await page.getByLabel('Search').fill('quick')
    await page.keyboard.press('Tab')
    await soonText(page, 'output').toBe('quick 1')
  })

  feature('@throttle', 'is called at once, and then with the newest', async () => {
    const page = await browser.show(SearchView)
    await page.getByLabel('Zoom').pressSequentially('12345')
    await soonText(page, '#zoom').toBe('1')
    await soonText(page, '#zoom').toBe('12345')
  })

  it('is also one of a component, and of a view without a class', async () => {
    const url = await serveViews({ '': SearchView, 'fn/': searchFn })
    const page = await browser.open(url)
    await page.getByLabel('Inner').pressSequentially('abc', { delay: 20 })
    await soonText(page, 'body').toContain('inner abc')
    const other = await browser.open(`${url}fn/`)
    await other.getByLabel('Search').pressSequentially('abc', { delay: 20 })
    await soonText(other, 'output').toBe('[abc]')
  })
})
