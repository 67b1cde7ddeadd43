import { expect, it } from 'vitest'
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { useDemo } from './support/demo.ts'

const browser = useBrowser()
const demo = useDemo()

it('the page of errands is used by keys alone, and says what it waits for', async () => {
  const page = await browser.page()
  await openIn(page, `${demo.url}errands/`)
  await page.getByLabel('New errand').fill('Milk')
  await page.keyboard.press('Enter')
  await soon(() => page.getByLabel('New errand').inputValue()).toBe('')
  await page.locator('.errands ul').focus()
  await page.keyboard.press('ArrowDown')
  await soonText(page, '.errands li[aria-current]').toBe('Bread')
  await page.keyboard.press('Delete')
  await soon(() => page.locator('.errands li:not([inert])').allTextContents()).toEqual([
    'Milk',
    'Stamps',
    'Light bulbs',
  ])
  await press(page, 'Plan the way')
  await soonText(page, '.errands .primary > :not([hidden])').toBe('Thinking …')
  await soonText(page, '.way').toBe('Milk → Stamps → Light bulbs')
  expect(await page.locator('.errands .primary').isEnabled()).toBe(true)
})

it('the packing list is sorted by dragging, keys and buttons, and explained without the server', async () => {
  const page = await browser.page()
  await openIn(page, `${demo.url}packing/`)
  const things = () => page.locator('.packing li span').allTextContents()
  const row = (hasText: string) => page.locator('.packing li', { hasText })
  await row('Umbrella').dragTo(row('Toothbrush'))
  await soon(things).toEqual(['Passport', 'Umbrella', 'Toothbrush', 'Socks', 'Charger'])
  await row('Socks').getByLabel('Move Socks up').press('Alt+ArrowDown')
  await soon(things).toEqual(['Passport', 'Umbrella', 'Toothbrush', 'Charger', 'Socks'])
  const up = page.getByLabel('Move Socks up')
  await up.press('Enter')
  await soon(things).toEqual(['Passport', 'Umbrella', 'Toothbrush', 'Socks', 'Charger'])
  await soonText(page, '[role=status]').toBe('Socks is number 4 of 5.')
  expect(await up.evaluate((button) => button === document.activeElement)).toBe(true)
  await press(page, 'How it works')
  await page.locator('#how').waitFor()
})
