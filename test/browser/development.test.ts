import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Command, Project } from '../command-line.ts'
import {
  isLive,
  isSameDocument,
  markDocument,
  press,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { pageOf } from './support/serve-views.ts'

const browser = useBrowser()
let project: Project
let command: Command
let page: Page

beforeEach(async () => {
  project = new Project({ 'app.ts': appThatAdds(1), 'templates/page.html': template('First') })
  command = project.djust(['dev', 'app.ts', '--port', '0'])
  page = await browser.open(await command.prints(/ready {2}(\S+)/))
  await markDocument(page)
})
afterEach(() => project.remove())

describe('saving a file under djust dev', () => {
  it('shows a changed template in the open page, each time', async () => {
    for (const heading of ['Second', 'Third', 'Fourth', 'Fifth', 'Sixth']) {
      project.write('templates/page.html', template(heading))
      await soonText(page, 'h1').toBe(heading)
      await isLive(page)
    }
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
  })

  it('lets a changed view act in the open page, without loading it again', async () => {
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
    project.write('app.ts', appThatAdds(5))
    await soonText(page, 'output').toBe('0')
    await press(page, 'Add')
    await soonText(page, 'output').toBe('5')
    expect(await isSameDocument(page)).toBe(true)
  })

  it('shows a mistake in the template in the open page', async () => {
    project.write('templates/page.html', template('{% if %}'))
    await soonText(page, 'mark >> nth=0').toContain('{% if %}')
    command.forget()
    project.write('templates/page.html', template('Mended'))
    await command.prints(/ready/)
    await page.reload()
    await isLive(page)
    expect(await page.locator('h1').textContent()).toBe('Mended')
  })

  it('goes on with the open page once a mistake in the view is mended', async () => {
    project.write('app.ts', appThatAdds(1).replace('count = 0', 'count = '))
    await page.locator('html.dj-disconnected').waitFor({ state: 'attached' })
    project.write('app.ts', appThatAdds(7))
    await isLive(page)
    await press(page, 'Add')
    await soonText(page, 'output').toBe('7')
    expect(await isSameDocument(page)).toBe(true)
  })
})

function appThatAdds(step: number): string {
  return `
    import { defineUrls, djust, eventHandler, LiveView, path } from 'djust'

    class PageView extends LiveView {
      static templateName = 'page.html'
      count = 0

      @eventHandler
      add() {
        this.count += ${step}
      }
    }

    export default djust({ urls: defineUrls([path('', PageView)]) })
  `
}

function template(heading: string): string {
  return pageOf(
    `<h1>${heading}</h1><button dj-click="add">Add</button><output>{{ count }}</output>`,
  )
}
