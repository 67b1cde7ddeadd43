import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import {
  isLive,
  isSameDocument,
  markDocument,
  openIn,
  press,
  soon,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { useDemo } from './support/demo.ts'

const browser = useBrowser()
const demo = useDemo()

beforeEach(() => demo.setTodos(['milk', 'bread', 'eggs']))

describe('the to-dos', () => {
  it('can be added, ticked, renamed, moved and deleted, and are kept', async () => {
    const page = await browser.open(`${demo.url}todos/`)
    await page.getByLabel('New to-do').fill('salt')
    await page.keyboard.press('Enter')
    await soonTitles(page).toEqual(['milk', 'bread', 'eggs', 'salt'])
    expect(await page.getByLabel('New to-do').inputValue()).toBe('')

    await page.getByLabel('Done: bread').check()
    await soonText(page, '[role=status]').toBe('3 to-dos left')
    await page.getByLabel('Title').nth(1).fill('rye bread')
    await page.keyboard.press('Enter')
    await press(page, 'Move up: rye bread')
    await press(page, 'Delete: milk')
    await soonTitles(page).toEqual(['rye bread', 'eggs', 'salt'])

    await page.reload()
    expect(await titles(page)).toEqual(['rye bread', 'eggs', 'salt'])
    expect(await page.getByLabel('Done: rye bread').isChecked()).toBe(true)
    await isLive(page)
    await press(page, 'Clear done')
    await soonTitles(page).toEqual(['eggs', 'salt'])
  })

  it('say what to do when none is left, and become a list again', async () => {
    const page = await browser.open(`${demo.url}todos/`)
    for (const title of ['milk', 'bread', 'eggs']) await press(page, `Delete: ${title}`)
    await soonText(page, '.nothing').toContain('Nothing left to do.')
    await page.getByLabel('New to-do').fill('salt')
    await page.keyboard.press('Enter')
    await soonTitles(page).toEqual(['salt'])
    expect(await page.locator('.nothing').count()).toBe(0)
  })

  it('are the same in all tabs', async () => {
    const [page, other] = await openTwo()
    await page.getByLabel('Done: bread').check()
    await soon(() => other.getByLabel('Done: bread').isChecked()).toBe(true)
    await press(other, 'Move down: milk')
    await soonTitles(page).toEqual(['bread', 'milk', 'eggs'])
    expect(await page.getByLabel('Done: bread').isChecked()).toBe(true)
  })

  it('stay under the hands of who edits one while another tab adds one', async () => {
    const [page, other] = await openTwo()
    const field = page.getByLabel('Title').nth(1)
    await field.focus()
    await page.keyboard.press('Home')
    await page.keyboard.type('brown ')
    await other.getByLabel('New to-do').fill('salt')
    await other.keyboard.press('Enter')

    await soonTitles(page).toEqual(['milk', 'brown bread', 'eggs', 'salt'])
    await page.keyboard.type('rye ')
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
    await page.keyboard.press('Enter')
    await soonTitles(other).toEqual(['milk', 'brown rye bread', 'eggs', 'salt'])
  })

  it('are not renamed under the hands of who is typing another title', async () => {
    const [page, other] = await openTwo()
    const field = page.getByLabel('Title').first()
    await field.focus()
    await page.keyboard.press('End')
    await page.keyboard.type(' and ho')
    await other.getByLabel('Title').first().fill('cream')
    await other.keyboard.press('Enter')
    await page.getByRole('checkbox', { name: 'Done: cream' }).waitFor()
    await page.keyboard.type('ney')
    expect(await field.inputValue()).toBe('milk and honey')
    await page.keyboard.press('Enter')
    await soonTitles(other).toEqual(['milk and honey', 'bread', 'eggs'])
  })

  it('are counted in the title of the page', async () => {
    const page = await browser.open(`${demo.url}todos/`)
    expect(await page.title()).toBe('To-dos (3 left) – djust')
    await page.getByLabel('Done: milk').check()
    await soon(() => page.title()).toBe('To-dos (2 left) – djust')
  })
})

describe('the filter', () => {
  beforeEach(() => demo.setTodos(['milk', 'bread', 'eggs'], ['bread']))

  it('is part of the address, and back and forward go through its addresses', async () => {
    const page = await browser.open(`${demo.url}todos/`)
    await markDocument(page)
    await page.getByRole('link', { name: 'Active' }).click()
    await soonShown(page).toEqual(['?filter=active', 'Active', ['milk', 'eggs']])
    await page.getByRole('link', { name: 'Done' }).click()
    await soonShown(page).toEqual(['?filter=done', 'Done', ['bread']])

    await page.goBack()
    await soonShown(page).toEqual(['?filter=active', 'Active', ['milk', 'eggs']])
    await page.goBack()
    await soonShown(page).toEqual(['', 'All', ['milk', 'bread', 'eggs']])
    await page.goForward()
    await page.goForward()
    await soonShown(page).toEqual(['?filter=done', 'Done', ['bread']])
    expect(await isSameDocument(page)).toBe(true)
  })

  it('is drawn at once from a bookmark', async () => {
    const context = await browser.visitor({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${demo.url}todos/?filter=done`)
    expect(await shown(page)).toEqual(['?filter=done', 'Done', ['bread']])
  })

  it('stays after a reload, and works on', async () => {
    const page = await browser.open(`${demo.url}todos/?filter=active`)
    await page.reload()
    await isLive(page)
    await press(page, 'Delete: milk')
    await soonShown(page).toEqual(['?filter=active', 'Active', ['eggs']])
  })

  it('is a link that can be opened in a new tab', async () => {
    const page = await browser.open(`${demo.url}todos/`)
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'Done' }).click({ modifiers: ['ControlOrMeta'] }),
    ])
    await isLive(tab)
    expect(await shown(tab)).toEqual(['?filter=done', 'Done', ['bread']])
    expect(await shown(page)).toEqual(['', 'All', ['milk', 'bread', 'eggs']])
  })
})

async function openTwo(): Promise<[Page, Page]> {
  const page = await browser.open(`${demo.url}todos/`)
  const other = await page.context().newPage()
  await openIn(other, `${demo.url}todos/`)
  return [page, other]
}

/** What the address, the filter and the list say. */
function shown(page: Page) {
  return page.evaluate(() => [
    location.search,
    document.querySelector('[aria-current=true]')?.textContent,
    Array.from(document.querySelectorAll<HTMLInputElement>('.title'), ({ value }) => value),
  ])
}

function soonShown(page: Page) {
  return soon(() => shown(page))
}

function titles(page: Page): Promise<string[]> {
  return page
    .locator('.title')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value))
}

function soonTitles(page: Page) {
  return soon(() => titles(page))
}
