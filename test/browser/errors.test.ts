import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { Project } from '../command-line.ts'
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { Frames } from './support/frames.ts'
import { pageOf } from './support/serve-views.ts'

const browser = useBrowser()
const secret = 'a secret that is long enough for production'
const app = `
  import { defineUrls, djust, eventHandler, LiveView, path, strictCsp } from 'djust'

  class PageView extends LiveView {
    static templateName = 'page.html'
    count = 0

    @eventHandler
    add() {
      this.count += 1
    }

    @eventHandler
    fail() {
      this.count += 10
      throw new Error('the database at 10.0.0.1 is down')
    }
  }

  export default djust({ urls: defineUrls([path('', PageView)]), contentSecurityPolicy: strictCsp })
`
const content = `
  <button dj-click="add">Add</button>
  <button dj-click="fail">Fail</button>
  <output>{{ count }}</output>
`
let project: Project

afterEach(() => project.remove())

describe('a handler', () => {
  it('that throws tells its author why in an overlay, which goes away by Escape', async () => {
    const { page } = await open('dev', content)
    await page.getByRole('button', { name: 'Fail' }).focus()
    await press(page, 'Fail')
    await soonText(page, 'djust-error strong').toBe('handler_failed')
    expect(await page.locator('djust-error pre').textContent()).toBe(
      'the database at 10.0.0.1 is down',
    )
    expect(await page.locator(':focus').textContent()).toBe('Fail')
    await page.keyboard.press('Escape')
    expect(await page.locator('djust-error').count()).toBe(0)
  })

  it('that throws leaves what it changed before, and the page goes on', async () => {
    const { page } = await open('start', content)
    await press(page, 'Fail')
    await soonText(page, 'output').toBe('10')
    await press(page, 'Add')
    await soonText(page, 'output').toBe('11')
  })

  it('that throws sends no more than a code to the browser in production', async () => {
    const { page, frames } = await open('start', content)
    frames.forget()
    await press(page, 'Fail')
    await soonText(page, 'output').toBe('10')
    await soon(() => frames.received.length).toBe(1)
    expect(frames.received[0]).toContain('"handler_failed"')
    expect(frames.received[0]).not.toMatch(/database|10\.0\.0\.1|Error|app\.ts/)
    expect(await page.locator('djust-error').count()).toBe(0)
    expect(await page.content()).not.toContain('overlay')
  })

  it('is all that can be called: other methods of the view cannot', async () => {
    const { page, frames } = await open('start', content)
    await page.locator('button >> nth=0').evaluate((button) => {
      button.setAttribute('dj-click', 'mount')
    })
    frames.forget()
    await press(page, 'Add')
    await soon(() => frames.received.length).toBe(1)
    expect(JSON.parse(frames.received[0]!)[5]).toEqual([[1, 'not_callable']])
  })
})

describe('a template with a mistake', () => {
  it('is shown with its line in development', async () => {
    const { page } = await open('dev', `<p>\n  {% if count %}\n  many\n</p>\n`, false)
    expect(await page.title()).toContain('TemplateError')
    expect(await page.locator('h1').textContent()).toMatch(/if/)
    expect(await page.locator('figcaption').textContent()).toMatch(/page\.html:\d+/)
    expect(await page.locator('mark').first().textContent()).toContain('{% if count %}')
    // Its style sheet came: without it, code would not be told from text.
    const font = (element: Element) => getComputedStyle(element).fontFamily
    expect(await page.locator('h1').evaluate(font)).toContain('system-ui')
  })

  it('is mended by saving it', async () => {
    const { page, command } = await open('dev', '<p>{% if count %}</p>', false)
    command.forget()
    project.write('templates/page.html', pageOf(content))
    await command.prints(/ready/)
    await page.reload()
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
  })
})

async function open(mode: 'dev' | 'start', template: string, isLive = true) {
  project = new Project({ 'app.ts': app, 'templates/page.html': pageOf(template) })
  const args = mode === 'dev' ? [] : ['--host', '127.0.0.1']
  const env = mode === 'dev' ? {} : { DJUST_SECRET: secret }
  const command = project.djust([mode, 'app.ts', '--port', '0', ...args], env)
  const url = `http://127.0.0.1:${await command.prints(/ready {2}\S+:(\d+)/)}/`
  const page: Page = await browser.page()
  const frames = new Frames(page)
  if (isLive) await openIn(page, url)
  else await page.goto(url)
  return { page, frames, command }
}
