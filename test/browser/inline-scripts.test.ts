import { eventHandler, LiveView, strictCsp } from 'djust'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { feature } from '../support/feature.ts'
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

declare global {
  interface Window {
    ran: string[]
    violations: string[]
  }
}

const strictest = `${strictCsp}; require-trusted-types-for 'script'; trusted-types djust`

feature('inline scripts', 'run once, also in a page that dj-navigate has shown', async () => {
  const page = await openScripts(strictCsp)
  expect(await ran(page)).toEqual(['head', 'first'])
  await press(page, 'Add')
  await soonText(page, 'output').toBe('1')
  await page.getByRole('link', { name: 'Second' }).click()
  await soonText(page, 'h1').toBe('Second')
  expect(await ran(page)).toEqual(['head', 'first', 'second of Ada'])
  await page.goBack()
  await soonText(page, 'h1').toBe('First')
  // That of `<head>` is there already.
  await soon(() => ran(page)).toEqual(['head', 'first', 'second of Ada', 'first'])
  expect(await page.evaluate(() => window.violations)).toEqual([])
})

it('they run where the page asks for trusted types', async () => {
  const page = await openScripts(strictest)
  await page.getByRole('link', { name: 'Second' }).click()
  await soon(() => ran(page)).toEqual(['head', 'first', 'second of Ada'])
  expect(await page.evaluate(() => window.violations)).toEqual([])
})

it('whatever else stands in a page is still refused', async () => {
  const page = await openScripts(strictCsp)
  browser.allow(/Content.Security.Policy/i)
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.ran.push("foreign")'
    document.body.append(script)
  })
  await soon(() => page.evaluate(() => window.violations.length)).toBe(1)
  expect(await ran(page)).toEqual(['head', 'first'])
})

function ran(page: Page): Promise<string[]> {
  return page.evaluate(() => window.ran)
}

async function openScripts(contentSecurityPolicy: string): Promise<Page> {
  const head = '<script>window.ran = ["head"]</script>'
  class First extends LiveView {
    static template = pageOf(
      `<h1>First</h1>
      <a dj-navigate="/second/">Second</a>
      <button dj-click="add">Add</button> <output>{{ count }}</output>
      <script>window.ran.push("first")</script>`,
      head,
    )
    count = 0

    @eventHandler
    add() {
      this.count++
    }
  }
  class Second extends LiveView {
    static template = pageOf(
      `<h1>Second</h1>
      {{ person|json_script:"person" }}
      <script>
        window.ran.push("second of " + JSON.parse(document.getElementById("person").textContent).name)
      </script>`,
      head,
    )
    person = { name: 'Ada' }
  }
  const page = await browser.page()
  await page.addInitScript(() => {
    window.violations = []
    document.addEventListener('securitypolicyviolation', (event) => {
      window.violations.push(`${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  await openIn(page, await serveViews({ '': First, 'second/': Second }, { contentSecurityPolicy }))
  return page
}
