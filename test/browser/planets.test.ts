import { expect, it } from 'vitest'
import {
  isSameDocument,
  markDocument,
  press,
  soon,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { useDemo } from './support/demo.ts'

const browser = useBrowser()
const demo = useDemo()

it('the demo leads from page to page in one document', async () => {
  const page = await browser.open(demo.url)
  await markDocument(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Planets' }).click()
  await soonText(page, 'h1').toBe('Planets')
  await page.getByLabel('Made of').selectOption('ice')
  const names = () => page.locator('.planets a').allTextContents()
  await soon(names).toEqual(['Uranus', 'Neptune'])
  await page.getByRole('link', { name: 'Uranus' }).click()
  await soonText(page, 'h2').toBe('Uranus')
  expect(await page.title()).toBe('Uranus – djust')
  const mounted = await page.locator('dd').last().textContent()
  await page.getByRole('link', { name: 'Neptune' }).click()
  await soonText(page, 'h2').toBe('Neptune')
  expect(await page.locator('dd').last().textContent()).toBe(mounted)
  await page.goBack()
  await soonText(page, 'h2').toBe('Uranus')
  await page.goBack()
  await soon(names).toEqual(['Uranus', 'Neptune'])
  expect(await page.getByLabel('Made of').inputValue()).toBe('ice')
  await press(page, 'Surprise me')
  await soon(() => page.url()).toMatch(/planets\/\w+\/$/)
  await page.getByRole('navigation').getByRole('link', { name: 'Counter' }).click()
  await soonText(page, 'h1').toBe('Counter')
  await press(page, 'Add one')
  await soonText(page, 'output').toBe('1')
  expect(await isSameDocument(page)).toBe(true)
})
