import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { isLive, openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { useDemo } from './support/demo.ts'

const browser = useBrowser()
const demo = useDemo()

async function logIn(page: Page, password = 'lovelace'): Promise<void> {
  await page.getByLabel('Name').fill('ada')
  await page.getByLabel('Password').fill(password)
  await press(page, 'Log in')
}

it('a page for users asks who you are, and then shows itself', async () => {
  const page = await browser.open(`${demo.url}account/`)
  await soonText(page, 'h1').toBe('Log in')
  await logIn(page, 'wrong')
  await soonText(page, '[role=alert]').toContain('do not belong together')
  await logIn(page)
  await soonText(page, 'h1').toBe('Your account')
  expect(new URL(page.url()).pathname).toBe('/account/')
  await isLive(page)
  await page.getByLabel('A note').fill('kept')
  await press(page, 'Keep')
  await page.reload()
  await soon(() => page.getByLabel('A note').inputValue()).toBe('kept')
})

it('logging out in one tab ends the other', async () => {
  const page = await browser.open(`${demo.url}log-in/`)
  await logIn(page)
  await soonText(page, 'h1').toBe('Your account')
  await isLive(page)
  const other = await page.context().newPage()
  await openIn(other, `${demo.url}account/`)
  await press(page, 'Log out')
  await soonText(page, 'h1').toBe('Log in')
  await soonText(other, 'h1').toBe('Log in')
  await page.goBack()
  await soonText(page, 'h1').toBe('Log in')
})

it('works without JavaScript', async () => {
  const page = await browser.page({ javaScriptEnabled: false })
  await page.goto(`${demo.url}account/`)
  await logIn(page)
  await soonText(page, 'h1').toBe('Your account')
  await press(page, 'Log out')
  await soonText(page, 'h1').toBe('Log in')
})
