import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { z } from 'zod'
import { feature } from '../support/feature.ts'
import { press, soon, soonText, useBrowser } from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

class ItemsView extends LiveView {
  static template = pageOf(`
    <button type="button" dj-click="goToItem" dj-value-item-id="7">Go</button>
    <button type="button" dj-click="goToItem({ itemId: 8 })">Literal</button>
    <button type="button" dj-click="count" dj-value-n:int="3" dj-value-on:bool="yes" dj-value-list:json="[1]">Typed</button>
    <button type="button" dj-click="count" dj-value-n:int="three" dj-value-on:bool="yes" dj-value-list:json="[1]">Unfit</button>
    <button type="button" dj-click="count" dj-value-on:bool="yes" dj-value-list:json="[1]" dj-value-m="1">Wrong</button>
    <button type="button" dj-click="goToItem" dj-value-id="7">Misnamed</button>
    <button type="button" dj-click="plain" data-note="x">Plain</button>
    <input aria-label="Query" dj-input="search"><input aria-label="Name" name="title" dj-change="rename">
    <output>{{ shown }}</output>`)

  shown = ''

  @eventHandler({ params: { itemId: 'int' } })
  goToItem({ itemId }: { itemId: number }) {
    this.shown = `item ${itemId + 1}`
  }

  @eventHandler({
    params: z.object({ n: z.number(), on: z.boolean(), list: z.array(z.number()) }),
  })
  count(given: { n: number; on: boolean; list: number[] }) {
    this.shown = JSON.stringify(given)
  }

  @eventHandler
  plain({ value, checked, key }: { value: string; checked: boolean; key: string }) {
    this.shown = JSON.stringify([value, checked, key])
  }

  @eventHandler
  search({ value }: { value: string }) {
    this.shown = `${typeof value} ${value}`
  }

  @eventHandler
  rename({ value, field }: { value: string; field: string }) {
    this.shown = `${field}: ${value}`
  }
}

async function open(): Promise<{ page: Page; errors: () => Promise<string[]> }> {
  const url = await serveViews({ '': ItemsView })
  const page = await browser.open(url)
  await page.evaluate(() => {
    const errors = ((window as any).errors = [] as string[])
    document.addEventListener('djust:error', (event) => {
      const { code, message } = (event as CustomEvent).detail
      errors.push(`${code} ${message}`)
    })
  })
  return { page, errors: () => page.evaluate(() => (window as any).errors) }
}

feature('one name on both sides', 'is what a click calls', async () => {
  const { page } = await open()
  await press(page, 'Go')
  await soonText(page, 'output').toBe('item 8')
})

feature('literal parameters', 'are written behind the name of the handler', async () => {
  const { page } = await open()
  await press(page, 'Literal')
  await soonText(page, 'output').toBe('item 9')
})

feature(
  'one name on both sides',
  'is asked for by an error when it is spelt as in Python',
  async () => {
    class Misspelt extends ItemsView {
      static override template = '<p>\n  <button dj-click="go_to_item">x</button>'
    }
    await expect(serveViews({ '': Misspelt })).rejects.toThrow('write dj-click="goToItem"')
  },
)

feature('parameters are strings', 'unless their names or the handler say otherwise', async () => {
  const { page, errors } = await open()
  await press(page, 'Typed')
  await soonText(page, 'output').toBe('{"n":3,"on":true,"list":[1]}')
  await press(page, 'Unfit')
  await soon(errors).toHaveLength(1)
  expect((await errors())[0]).toContain('bad_params')
  expect(await page.locator('output').textContent()).toBe('{"n":3,"on":true,"list":[1]}')
})

feature('@eventHandler params', 'converts the text of an attribute before the call', async () => {
  const { page } = await open()
  await press(page, 'Go')
  await soonText(page, 'output').toBe('item 8')
})

feature(
  'missing or extra parameters',
  'are answered by an error, and nothing is done',
  async () => {
    const { page, errors } = await open()
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    await press(page, 'Wrong')
    await press(page, 'Misnamed')
    await soon(errors).toHaveLength(2)
    for (const error of await errors()) expect(error).toContain('bad_params')
    const logged = log.mock.calls.join('')
    for (const name of ['"itemId"', '"id"']) expect(logged).toContain(name)
    expect(await page.locator('output').textContent()).toBe('')
  },
)

feature('form events send value', 'which is the text of the field', async () => {
  const { page } = await open()
  await page.getByLabel('Query').fill('123')
  await soonText(page, 'output').toBe('string 123')
  await page.getByLabel('Name').fill('Milk')
  await page.keyboard.press('Tab')
  await soonText(page, 'output').toBe('title: Milk')
})

feature(
  'handlers without a schema',
  'get what every event carries, and zero values for the rest',
  async () => {
    const { page } = await open()
    await press(page, 'Plain')
    await soonText(page, 'output').toBe('["",false,""]')
    await page.getByLabel('Name').fill('Milk')
    await page.keyboard.press('Tab')
    await soonText(page, 'output').toBe('title: Milk')
  },
)
