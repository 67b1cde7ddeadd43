import { describe, expect, it } from 'vitest'
import { openIn, press, soon, soonText, useBrowser } from './support/browser.ts'
import { useDemo } from './support/demo.ts'
import { Frames } from './support/frames.ts'

const browser = useBrowser()
const demo = useDemo()

describe.each([
  ['a class', 'counter/'],
  ['a function', 'counter-fn/'],
])('a counter written as %s', (_, path) => {
  it('counts clicks up, down and back to zero', async () => {
    const page = await browser.open(demo.url + path)
    await press(page, 'Add one')
    await press(page, 'Add one')
    await press(page, 'Add one')
    await soonText(page, 'output').toBe('3')
    await press(page, 'Subtract one')
    await soonText(page, 'output').toBe('2')
    await press(page, 'Reset')
    await soonText(page, 'output').toBe('0')
  })

  it('is worked with the keyboard alone, and the button keeps the focus', async () => {
    const page = await browser.open(demo.url + path)
    await page.getByRole('button', { name: 'Subtract one' }).focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Space')
    await soonText(page, 'output').toBe('2')
    expect(await page.locator(':focus').textContent()).toBe('Add one')
  })

  it('costs under 80 bytes for a click, and then nothing is sent', async () => {
    const page = await browser.page()
    const frames = new Frames(page)
    await page.clock.install()
    await openIn(page, demo.url + path)
    await press(page, 'Add one')
    await soonText(page, 'output').toBe('1')
    frames.forget()

    await press(page, 'Add one')
    await soonText(page, 'output').toBe('2')
    await page.clock.runFor('05:00')
    await press(page, 'Subtract one')
    await soonText(page, 'output').toBe('1')
    await soon(() => frames.received.length).toBe(2)
    expect(frames.sent.map((frame) => JSON.parse(frame)[2])).toEqual(['increment', 'decrement'])
    expect(frames.bytes).toBeLessThan(2 * 80)
  })
})
