import type { Page } from 'playwright-core'
import { eventHandler, LiveView } from 'djust'
import { expect, it } from 'vitest'
import { feature } from '../support/feature.ts'
import { soonText, openIn, useBrowser } from './support/browser.ts'
import { useDemo } from './support/demo.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()
const demo = useDemo()

it.each([
  ['', 'Live pages, written on the server', 'Hello From The Server'],
  ['counter/', 'Counter', '0'],
  ['counter-fn/', 'Counter, as a function', '0'],
  ['todos/', 'To-dos', '2 to-dos left'],
  ['chat/', 'Chat', 'No messages yet'],
])('/%s shows its content', async (path, heading, content) => {
  await demo.setTodos(['milk', 'bread'])
  const page = await openPlain(path)
  expect(await page.locator('h1').textContent()).toBe(heading)
  expect(await page.locator('main').innerText()).toContain(content)
  expect(await page.locator('main').innerText()).toContain('JavaScript is off.')
})

it('a to-do is added by its form, on the filtered page where it was posted', async () => {
  await demo.setTodos(['milk', 'bread'], ['bread'])
  const page = await openPlain('todos/?filter=active')
  await page.getByLabel('New to-do').fill('salt & <pepper>')
  await page.getByRole('button', { name: 'Add' }).click()
  const titles = page.locator('.title')
  expect(await titles.evaluateAll((fields) => fields.map((f) => f.getAttribute('value')))).toEqual([
    'milk',
    'salt & <pepper>',
  ])
  expect(await page.locator('[aria-current=true]').innerText()).toBe('Active')
  expect(await page.getByLabel('New to-do').inputValue()).toBe('')
})

feature(
  'forms without JavaScript',
  'a form leads to its page, which shows what it did once, and is not posted again by a reload',
  async () => {
    await demo.setTodos(['milk'])
    const page = await openPlain('todos/?filter=active')
    for (const [i, title] of ['bread', 'salt'].entries()) {
      await page.getByLabel('New to-do').fill(title)
      await page.getByRole('button', { name: 'Add' }).click()
      await expect.poll(() => page.locator('.title').count()).toBe(i + 2)
      expect(page.url()).toBe(`${demo.url}todos/?filter=active`)
    }
    await page.reload()
    expect(await page.locator('.title').count()).toBe(3)
    await page.goBack()
    expect(page.url()).toBe(`${demo.url}todos/?filter=active`)
  },
)

feature(
  'forms without JavaScript',
  'a form is shown with what is wrong with it, until its page is loaded again',
  async () => {
    const url = await serveViews({ '': SignView })
    const page = await browser.page({ javaScriptEnabled: false })
    await page.goto(`${url}?from=list`)
    await page.getByLabel('Name').fill('A')
    await page.getByRole('button', { name: 'Sign' }).click()
    expect(await page.locator('output').textContent()).toBe('"A" is short. list')
    expect(page.url()).toBe(`${url}?from=list`)
    await page.reload()
    expect(await page.locator('output').textContent()).toBe(' list')
    expect(signed).toEqual(['A'])
  },
)

const signed: string[] = []

class SignView extends LiveView {
  static template = pageOf(`
    <form dj-submit="sign"><input name="name" aria-label="Name"><button>Sign</button></form>
    <output>{{ error }} {{ from }}</output>`)
  error = ''
  from = ''

  override handleParams({ from = '' }: Record<string, string>) {
    this.from = from
  }

  @eventHandler({ params: { name: 'str' } })
  sign({ name }: { name: string }) {
    signed.push(name)
    this.error = `"${name}" is short.`
  }
}

it('a message is sent by its form, and reaches those who are live', async () => {
  const live = await browser.visitor()
  const other = await live.newPage()
  await openIn(other, `${demo.url}chat/`)
  const page = await openPlain('chat/')
  await page.getByLabel('Name').fill('Ada')
  await page.getByLabel('Message', { exact: true }).fill('Hello')
  await page.getByRole('button', { name: 'Send' }).click()
  expect(await page.locator('.posts').innerText()).toMatch(/Ada[^]*Hello/)
  expect(await page.getByLabel('Name').inputValue()).toBe('Ada')
  await soonText(other, '.posts').toMatch(/Ada[^]*Hello/)
})

it('the filter links lead to the filtered list', async () => {
  await demo.setTodos(['milk', 'bread'], ['bread'])
  const page = await openPlain('todos/')
  await page.getByRole('link', { name: 'Done' }).click()
  expect(await page.locator('.title').count()).toBe(1)
  expect(new URL(page.url()).search).toBe('?filter=done')
})

async function openPlain(path: string): Promise<Page> {
  const page = await browser.page({ javaScriptEnabled: false })
  await page.goto(demo.url + path)
  return page
}
