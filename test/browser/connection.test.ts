import { eventHandler, JS, LiveView, publish } from 'djust'
import type { Page, Route } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import {
  isCutOff,
  isLive,
  isSameDocument,
  markDocument,
  openIn,
  press,
  soon,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { Gate } from './support/gate.ts'
import { Line } from './support/line.ts'
import { pageOf, serveViews } from './support/serve-views.ts'

const browser = useBrowser()

/** A counter, and what all pages of it did together. */
function makeCounter() {
  const all = { mounts: 0, total: 0 }
  class Counter extends LiveView {
    static template = pageOf(`
      <button dj-click="add">Add</button>
      <output>{{ count }}</output>
      <em>{{ news }}</em>
      <input name="note" value="{{ note }}" aria-label="Note">
    `)

    count = 0
    news = ''
    note = ''

    mount() {
      all.mounts += 1
      this.subscribe('news')
    }

    handleInfo(news: string) {
      this.news = news
    }

    @eventHandler
    add() {
      this.count += 1
      all.total += 1
    }
  }
  return { Counter, all }
}

describe('a page whose connection drops', () => {
  it('keeps its state, and what was done meanwhile happens once', async () => {
    const { all, page, line } = await openByLine()
    await add(page, 2)
    await soonText(page, 'output').toBe('2')
    await page.getByLabel('Note').pressSequentially('half a no')
    line.cut()
    await isCutOff(page)
    await page.keyboard.type('te')
    await add(page, 3)
    publish('news', 'heard later')
    line.mend()

    await isLive(page)
    await soonText(page, 'output').toBe('5')
    await soonText(page, 'em').toBe('heard later')
    await add(page, 1)
    await soonText(page, 'output').toBe('6')
    expect(all).toEqual({ mounts: 1, total: 6 })
    expect(await page.getByLabel('Note').inputValue()).toBe('half a note')
    expect(await isSameDocument(page)).toBe(true)
  })

  it('does nothing twice when only the answers were lost', async () => {
    const { all, page, line } = await openByLine()
    line.lose('answers')
    await add(page, 2)
    await soon(() => all.total).toBe(2)
    expect(await page.locator('output').textContent()).toBe('0')
    line.cut()
    line.mend()

    await soonText(page, 'output').toBe('2')
    await add(page, 1)
    await soonText(page, 'output').toBe('3')
    expect(all).toEqual({ mounts: 1, total: 3 })
  })

  it('does again what was lost on its way to the server', async () => {
    const { all, page, line } = await openByLine()
    line.lose('events')
    await add(page, 2)
    await soon(() => line.lostBytes).toBeGreaterThan(20)
    line.cut()
    line.mend()
    await soonText(page, 'output').toBe('2')
    expect(all).toEqual({ mounts: 1, total: 2 })
  })

  it('does not begin again what was being done when it was cut off', async () => {
    const gate = new Gate()
    let runs = 0
    class Slow extends LiveView {
      static template = pageOf('<button dj-click="work">Work</button><output>{{ done }}</output>')
      done = 0

      @eventHandler
      async work() {
        runs += 1
        await gate.pass()
        this.done += 1
      }
    }
    const line = await Line.to(await serveViews({ '': Slow }))
    const page = await browser.open(line.url)
    await press(page, 'Work')
    await soon(() => gate.waiting).toBe(1)
    line.cut()
    await isCutOff(page)
    await press(page, 'Work')
    line.mend()
    await isLive(page)
    gate.open()
    await soonText(page, 'output').toBe('2')
    expect(runs).toBe(2)
  })

  it('comes back again and again', async () => {
    const { all, page, line } = await openByLine()
    for (let round = 1; round <= 3; round++) {
      line.cut()
      await isCutOff(page)
      line.mend()
      await add(page, 1)
      await soonText(page, 'output').toBe(String(round))
      await isLive(page)
    }
    expect(all.mounts).toBe(1)
  })

  it('says so while a part of the runtime is on its way, and does what waits for that later', async () => {
    class Marking extends LiveView {
      static template = pageOf('<p id="mark">here</p>')

      mount() {
        this.pushCommands(JS.addClass('marked', { to: '#mark' }))
      }
    }
    const line = await Line.to(await serveViews({ '': Marking }))
    const page = await browser.page()
    const asked = new Promise<Route>((resolve) => page.route(/commands\.js/, resolve, { times: 1 }))
    await openIn(page, line.url)
    const file = await asked
    line.cut()
    await isCutOff(page)
    await file.abort()
    line.mend()
    await isLive(page)
    await page.locator('#mark.marked').waitFor()
  })

  async function openByLine() {
    const { Counter, all } = makeCounter()
    const line = await Line.to(await serveViews({ '': Counter }))
    const page = await browser.open(line.url)
    await markDocument(page)
    return { all, page, line }
  }
})

describe('a page that is there twice', () => {
  it('counts on its own in a duplicated tab', async () => {
    const { Counter } = makeCounter()
    let cached: string | undefined
    const url = await serveViews({ '': Counter }, {}, (html) => (cached ??= html))
    const page = await browser.open(url)
    await add(page, 2)
    await soonText(page, 'output').toBe('2')

    const copy = await page.context().newPage()
    await openIn(copy, url)
    await soonText(copy, 'output').toBe('0')
    await add(copy, 5)
    await soonText(copy, 'output').toBe('5')
    await add(page, 1)
    await soonText(page, 'output').toBe('3')
    expect(await copy.locator('output').textContent()).toBe('5')
  })

  it('begins anew after a reload', async () => {
    const { Counter, all } = makeCounter()
    const page = await browser.show(Counter)
    await add(page, 2)
    await soonText(page, 'output').toBe('2')
    await page.reload()
    await isLive(page)
    expect(await page.locator('output').textContent()).toBe('0')
    await add(page, 1)
    await soonText(page, 'output').toBe('1')
    expect(all.mounts).toBe(2)
  })

  it('mounts once for the page and its connection', async () => {
    const { Counter, all } = makeCounter()
    const page = await browser.show(Counter)
    await add(page, 1)
    await soonText(page, 'output').toBe('1')
    expect(all.mounts).toBe(1)
  })
})

it('a page that is not connected yet takes clicks and text, and loses neither', async () => {
  class Early extends LiveView {
    static template = pageOf(`
      <button dj-click="add">Add</button>
      <input aria-label="Text" value="{{ text }}" dj-input="type">
      <input aria-label="Later" value="{{ later }}">
      <output>{{ count }} {{ text }}</output>
    `)
    count = 0
    text = ''
    later = 'as drawn'

    @eventHandler
    add() {
      this.count += 1
    }

    @eventHandler
    type({ value }: { value: string }) {
      this.text = value
    }
  }
  const gate = new Gate()
  const page = await browser.page()
  await page.route('**/layout/*.json', async (route) => {
    await gate.pass()
    await route.continue()
  })
  await page.goto(await serveViews({ '': Early }))
  await add(page, 2)
  await page.getByLabel('Text').pressSequentially('early')
  await page.getByLabel('Later').fill('typed')
  await soon(() => gate.waiting).toBe(1)
  expect(await page.locator('output').textContent()).toBe('0 ')
  gate.open()
  await soonText(page, 'output').toBe('2 early')
  expect(await page.getByLabel('Text').inputValue()).toBe('early')
  expect(await page.getByLabel('Later').inputValue()).toBe('typed')
})

it('a page that a cache keeps old loads itself once, and not again and again', async () => {
  class Old extends LiveView {
    static template = pageOf('<p>{{ text }}</p>')
    text = 'old'
  }
  class New extends Old {
    static override template = pageOf('<h1>New</h1><p>{{ text }}</p>')
  }
  const old = await (await fetch(await serveViews({ '': Old }))).text()
  let loads = 0
  const url = await serveViews({ '': New }, {}, () => ((loads += 1), old))
  const page = await browser.page()
  await page.addInitScript(() => {
    document.addEventListener('djust:error', () => document.body.setAttribute('title', 'gave up'))
  })
  await page.goto(url)
  await page.locator('[title="gave up"]').waitFor()
  expect(loads).toBe(2)
  expect(await page.locator('p').textContent()).toBe('old')
})

async function add(page: Page, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await press(page, 'Add')
}
