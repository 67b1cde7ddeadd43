import { eventHandler, LiveView } from 'djust'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  isLive,
  isSameDocument,
  markDocument,
  press,
  soon,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

describe('going away and back', () => {
  it('goes on with the page that the browser has kept', async () => {
    const { page, all } = await openCounter()
    await markDocument(page)
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
    await page.getByLabel('Note').fill('half')
    await leaveAndReturn(page)
    expect(await isSameDocument(page)).toBe(true)
    await press(page, 'Add')
    await soonText(page, 'output').toBe('2')
    expect(await page.getByLabel('Note').inputValue()).toBe('half')
    expect(all.mounts).toBe(1)
  })

  it('begins anew where the browser has not kept the page', async () => {
    const { page, all } = await openCounter()
    await markDocument(page)
    await page.evaluate(() => addEventListener('unload', () => {}))
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
    await leaveAndReturn(page)
    expect(await isSameDocument(page)).toBe(false)
    await isLive(page)
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
    expect(all.mounts).toBe(2)
  })
})

describe('a view', () => {
  it('changes its own address, and hears of back and forward', async () => {
    const { page } = await openCounter()
    await markDocument(page)
    await press(page, 'Next page')
    await press(page, 'Next page')
    await soonText(page, 'em').toBe('page 3')
    await soon(() => new URL(page.url()).search).toBe('?page=3')
    await page.goBack()
    await soonText(page, 'em').toBe('page 2')
    expect(new URL(page.url()).search).toBe('?page=2')
    await page.goForward()
    await soonText(page, 'em').toBe('page 3')
    expect(await isSameDocument(page)).toBe(true)
  })

  it('sends its reader to another page', async () => {
    const { page } = await openCounter()
    await press(page, 'Leave')
    await soonText(page, 'h1').toBe('Other')
    expect(new URL(page.url()).pathname).toBe('/other')
  })
})

async function openCounter() {
  const all = { mounts: 0 }
  class Counter extends LiveView {
    static template = pageOf(`
      <button dj-click="add">Add</button>
      <button dj-click="turn">Next page</button>
      <button dj-click="leave">Leave</button>
      <output>{{ count }}</output>
      <em>page {{ page }}</em>
      <input aria-label="Note">
      <a href="/other">Other</a>
    `)
    count = 0
    page = 1

    mount() {
      all.mounts += 1
    }

    handleParams({ page = '1' }: { page?: string }) {
      this.page = Number(page)
    }

    @eventHandler
    add() {
      this.count += 1
    }

    @eventHandler
    turn() {
      this.livePatch({ params: { page: this.page + 1 } })
    }

    @eventHandler
    leave() {
      this.liveRedirect('/other')
    }
  }
  const other = () => new Response('<h1>Other</h1>', { headers: { 'Content-Type': 'text/html' } })
  const page = await browser.open(await serveViews({ '': Counter, other }))
  return { page, all }
}

async function leaveAndReturn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Other' }).click()
  await soonText(page, 'h1').toBe('Other')
  await page.goBack({ waitUntil: 'commit' })
  await page.getByLabel('Note').waitFor()
}
