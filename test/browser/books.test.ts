import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openIn, soon, soonText, useBrowser } from './support/browser.ts'
import { useDemo } from './support/demo.ts'
import { Frames } from './support/frames.ts'

const browser = useBrowser()
const demo = useDemo()

it('the reading list finds books while the reader types', async () => {
  const page = await browser.open(`${demo.url}books/?page=3`)
  await soonText(page, 'main [role=status]').toContain('10 books, 0 read')
  expect(await titles(page)).toEqual(['The Time Machine', 'We'])

  await page.getByLabel('Title or author').fill('the mo')
  await soonText(page, 'main [role=status]').toContain('1 book, 0 read')
  expect(await titles(page)).toEqual(['The Moonstone'])

  await page.getByLabel('Title or author').fill('no such book')
  await soonText(page, '.nothing').toBe('No such book is on the shelf.')
})

it('another language and another time zone need no new page, and keep what was read', async () => {
  const page = await browser.open(`${demo.url}books/`)
  await page.evaluate(() => Object.assign(window, { isTheSame: true }))
  await page.getByLabel('The Moonstone').check()
  await soon(() => page.title()).toBe('10 books, 1 read – djust')

  await page.getByRole('link', { name: 'Polski' }).click()
  await soon(() => page.title()).toBe('10 książek, przeczytane: 1 – djust')
  expect(await bookText(page, 0)).toContain('6 godzin, 8,50 €')
  expect(await bookText(page, 0)).toContain('Na półce od: 9 stycznia 2026 19:20')
  expect(await bookText(page, 1)).toContain('Przeczytana: ')
  expect(await page.getByRole('img', { name: 'Gwiazdki: 4 z 5' }).count()).toBe(2)

  await page.getByRole('link', { name: 'Tokio' }).click()
  await soon(() => bookText(page, 0)).toContain('10 stycznia 2026 03:20')
  expect(new URL(page.url()).search).toBe('?lang=pl&zone=Asia%2FTokyo')
  expect(await page.evaluate(() => 'isTheSame' in window)).toBe(true)
})

it('a book that is read costs under 250 bytes', async () => {
  const page = await browser.page()
  const frames = new Frames(page)
  await openIn(page, `${demo.url}books/`)
  frames.forget()
  await page.getByLabel('The Moonstone').check()
  await soon(() => frames.received.length).toBe(1)
  expect(frames.bytes).toBeLessThan(250)
})

it('without JavaScript the languages and pages are links', async () => {
  const visitor = await browser.visitor({ javaScriptEnabled: false })
  const page = await visitor.newPage()
  await page.goto(`${demo.url}books/`)
  await page.getByRole('link', { name: 'Deutsch' }).click()
  await page.getByRole('link', { name: '2', exact: true }).click()
  expect(await page.locator('main h2').allTextContents()).toEqual(['Romane', 'Science-Fiction'])
})

function titles(page: Page): Promise<string[]> {
  return page.locator('.book b').allTextContents()
}

async function bookText(page: Page, index: number): Promise<string> {
  const text = await page.locator('.book').nth(index).innerText()
  return text.replace(/\s+/g, ' ')
}
