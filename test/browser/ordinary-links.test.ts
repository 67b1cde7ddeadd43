import { liveSession, LiveView, path } from 'djust'
import { expect, it } from 'vitest'
import { feature } from '../support/feature.ts'
import { isSameDocument, markDocument, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

const links = `
  <a href="/second/">Second</a> <a href="/plain/">Plain</a> <a href="mailto:a@b.c">Mail</a>
  <a href="/second/" data-no-navigate>Apart</a> <p data-no-navigate><a href="/second/">Within</a></p>`

class First extends LiveView {
  static template = pageOf(`<h1>First</h1>${links}`)
}
class Second extends LiveView {
  static template = pageOf(
    '<h1>Second</h1><a href="/">First</a>',
    '<meta name="view-transition" content="same-origin">',
  )
}

feature('plain links', 'come into the same document with autoNavigate', async () => {
  const page = await browser.open(await serveShop(true))
  await markDocument(page)
  await page.getByRole('link', { name: 'Second' }).click()
  await soonText(page, 'h1').toBe('Second')
  // By a transition, as the page on the way there asks for it.
  await page.getByRole('link', { name: 'First' }).click()
  await soonText(page, 'h1').toBe('First')
  await page.getByRole('link', { name: 'Mail' }).click()
  expect(await isSameDocument(page)).toBe(true)
  await page.getByRole('link', { name: 'Plain' }).click()
  await soonText(page, 'h1').toBe('Plain')
  expect(await isSameDocument(page)).toBe(false)
})

it.each(['Apart', 'Within'])('ordinary links that want to be left alone are: %s', async (name) => {
  const page = await browser.open(await serveShop(true))
  await markDocument(page)
  await page.getByRole('link', { name, exact: true }).click()
  await soonText(page, 'h1').toBe('Second')
  expect(await isSameDocument(page)).toBe(false)
})

it('pages of another live session get a document of their own', async () => {
  const mounts: string[] = []
  class Front extends LiveView {
    static template = pageOf('<h1>Front</h1><a dj-navigate="/staff/">Staff</a>')
  }
  class Staff extends LiveView {
    static template = pageOf('<h1>Staff</h1><a dj-navigate="/staff/list/">List</a>')
    override mount() {
      mounts.push('staff')
    }
  }
  class List extends LiveView {
    static template = pageOf('<h1>List</h1><a dj-navigate="/">Front</a>')
  }
  const staff = liveSession('staff', [path('staff/', Staff), path('staff/list/', List)])
  const page = await browser.open(await serveViews([path('', Front), staff]))
  await markDocument(page)
  await page.getByRole('link', { name: 'Staff' }).click()
  await soonText(page, 'h1').toBe('Staff')
  expect(await isSameDocument(page)).toBe(false)
  expect(mounts).toEqual(['staff'])
  await markDocument(page)
  await page.getByRole('link', { name: 'List' }).click()
  await soonText(page, 'h1').toBe('List')
  expect(await isSameDocument(page)).toBe(true)
  await page.getByRole('link', { name: 'Front' }).click()
  await soonText(page, 'h1').toBe('Front')
  expect(await isSameDocument(page)).toBe(false)
})

function serveShop(autoNavigate: boolean): Promise<string> {
  const headers = { 'Content-Type': 'text/html' }
  const plain = () => new Response('<h1>Plain</h1>', { headers })
  return serveViews({ '': First, 'second/': Second, 'plain/': plain }, { autoNavigate })
}
