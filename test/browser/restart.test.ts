import type { Page } from 'playwright-core'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type Command, Project } from '../command-line.ts'
import {
  isCutOff,
  isLive,
  isSameDocument,
  markDocument,
  press,
  soon,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { pageOf } from './support/serve-views.ts'

const app = `
  import { defineUrls, djust, eventHandler, LiveView, path } from 'djust'

  class PageView extends LiveView {
    static templateName = 'page.html'
    count = 0
    note = ''
    rows = [1, 2]

    get pid() {
      return process.pid
    }

    get pageTitle() {
      return this.count + ' clicks'
    }

    @eventHandler
    add() {
      this.count += 1
      this.rows.push(this.rows.length + 1)
    }

    @eventHandler({ params: { value: 'str' } })
    keep({ value }: { value: string }) {
      this.note = value
    }
  }

  export default djust({ urls: defineUrls([path('', PageView)]) })
`
const content = `
  <button dj-click="add">Add</button>
  <output>{{ count }}</output>
  <em>{{ pid }}</em>
  <input name="note" value="{{ note }}" aria-label="Note" dj-change="keep">
  <ol>{% for row in rows %}<li>{{ row }}</li>{% endfor %}</ol>
`
const secret = 'a secret that is long enough for production'
const stored = app
  .replace('path }', 'path, sqlite }')
  .replace('djust({', "djust({ store: sqlite('data/sessions.db'), durability: 'beforeReply',")
const plainFiles = { 'app.ts': app, 'templates/page.html': pageOf(content) }
const storedFiles = { ...plainFiles, 'app.ts': stored }

const browser = useBrowser()
const project = new Project({})
let server: Command
let port = '0'
/** What the server runs; empty while there is none. */
let running = ''

afterAll(() => project.remove())

describe('a page that is open while its server restarts', () => {
  beforeEach(() => haveRunning(plainFiles))

  it.each(['SIGTERM', 'SIGKILL'] as const)('recovers by itself after %s', async (signal) => {
    const { page, loads } = await open()
    await press(page, 'Add')
    await press(page, 'Add')
    await soonText(page, 'output').toBe('2')
    expect(await page.title()).toBe('2 clicks')
    await soonText(page, 'ol').toBe('1234')
    await page.getByLabel('Note').pressSequentially('half a ')
    const before = await page.locator('em').textContent()

    await end(signal)
    await isCutOff(page)
    await page.keyboard.type('no')
    await start()
    await isLive(page)
    await soonText(page, 'output').toBe('0')
    expect(await page.title()).toBe('0 clicks')
    await soonText(page, 'ol').toBe('12')
    expect(await page.locator('em').textContent()).not.toBe(before)
    expect(await page.getByLabel('Note').inputValue()).toBe('half a no')

    await page.keyboard.type('te')
    expect(await page.getByLabel('Note').inputValue()).toBe('half a note')
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
    await soonText(page, 'ol').toBe('123')
    expect(await isSameDocument(page)).toBe(true)
    expect(loads()).toBe(0)
  })

  it('does what was clicked meanwhile, on the new server', async () => {
    const { page } = await open()
    await end('SIGKILL')
    await isCutOff(page)
    await press(page, 'Add')
    await press(page, 'Add')
    await start()
    await soonText(page, 'output').toBe('2')
    expect(await isSameDocument(page)).toBe(true)
  })

  it('is built of the template that there is by then, and keeps what the user types', async () => {
    const { page, loads } = await open()
    await page.getByLabel('Note').pressSequentially('half a ')
    await end('SIGTERM')
    await start({ ...plainFiles, 'templates/page.html': pageOf(`<h1>New</h1>${content}`) })
    await soonText(page, 'h1').toBe('New')
    await isLive(page)
    await page.keyboard.type('note')
    expect(await page.getByLabel('Note').inputValue()).toBe('half a note')
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
    expect(await isSameDocument(page)).toBe(true)
    expect(loads()).toBe(0)
  })

  it('loads itself once when the secret is another by then', async () => {
    const { page, loads } = await open()
    await end('SIGTERM')
    await start(plainFiles, 'another secret that is long enough for production')
    await soon(() => loads()).toBe(1)
    await isLive(page)
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
    expect(loads()).toBe(1)
  })

  it('is built anew after each of two changes of the template', async () => {
    const { page, loads } = await open()
    for (const title of ['First', 'Second']) {
      await end('SIGTERM')
      await start({ ...plainFiles, 'templates/page.html': pageOf(`<h1>${title}</h1>${content}`) })
      await soonText(page, 'h1').toBe(title)
      await isLive(page)
    }
    await press(page, 'Add')
    await soonText(page, 'output').toBe('1')
    expect(loads()).toBe(0)
  })
})

describe('a page with a store that is open while its server restarts', () => {
  beforeEach(() => haveRunning(storedFiles))

  it.each(['SIGTERM', 'SIGKILL'] as const)('goes on with its state after %s', async (signal) => {
    const { page, loads } = await open()
    await press(page, 'Add')
    await press(page, 'Add')
    await soonText(page, 'output').toBe('2')
    await page.getByLabel('Note').pressSequentially('half a ')
    const before = await page.locator('em').textContent()

    await end(signal)
    await isCutOff(page)
    await press(page, 'Add')
    await page.getByLabel('Note').focus()
    await page.keyboard.type('no')
    await start(storedFiles)
    await isLive(page)
    await soonText(page, 'output').toBe('3')
    await soonText(page, 'ol').toBe('12345')
    expect(await page.locator('em').textContent()).not.toBe(before)
    expect(await page.getByLabel('Note').inputValue()).toBe('half a no')
    expect(await isSameDocument(page)).toBe(true)
    expect(loads()).toBe(0)
  })
})

describe('a page with a store whose server is killed, and comes back as another build', () => {
  it('shows the new template with the text half typed and the state of the server', async () => {
    await haveRunning(storedFiles)
    const { page, loads } = await open()
    await press(page, 'Add')
    await press(page, 'Add')
    await soonText(page, 'output').toBe('2')
    await page.getByLabel('Note').pressSequentially('half a ')

    await end('SIGKILL')
    await isCutOff(page)
    await page.keyboard.type('no')
    const migrate =
      'static stateVersion = 2\n static migrate = (old: any) => ({ ...old, count: old.count + 100 })\n'
    await start({
      'app.ts': stored.replace('count = 0', `${migrate} count = 0`),
      'templates/page.html': pageOf(`<h1>New</h1><section>${content}</section>`),
    })
    await soonText(page, 'h1').toBe('New')
    await isLive(page)
    await soonText(page, 'output').toBe('102')
    await soonText(page, 'ol').toBe('1234')
    expect(await page.getByLabel('Note').inputValue()).toBe('half a no')
    await page.keyboard.type('te')
    expect(await page.getByLabel('Note').inputValue()).toBe('half a note')
    await press(page, 'Add')
    await soonText(page, 'output').toBe('103')
    expect(await isSameDocument(page)).toBe(true)
    expect(loads()).toBe(0)
  })
})

type Files = Readonly<Record<string, string>>

/** Sees to it that a server runs with these files: often the one that the test before has left does. */
async function haveRunning(files: Files): Promise<void> {
  if (running === keyOf(files, secret)) return
  if (running !== '') await end('SIGKILL')
  await start(files)
}

async function start(files: Files = plainFiles, withSecret = secret): Promise<void> {
  for (const [name, text] of Object.entries(files)) project.write(name, text)
  const args = ['start', 'app.ts', '--host', '127.0.0.1', '--port', port]
  server = project.djust(args, { DJUST_SECRET: withSecret })
  port = await server.prints(/ready {2}\S+:(\d+)/)
  running = keyOf(files, withSecret)
}

async function end(signal: NodeJS.Signals): Promise<void> {
  running = ''
  await server.end(signal)
}

function keyOf(files: Files, withSecret: string): string {
  return JSON.stringify([withSecret, files])
}

/** Opens the page, and counts how often it is loaded from then on. */
async function open(): Promise<{ page: Page; loads: () => number }> {
  const page = await browser.open(`http://127.0.0.1:${port}/`)
  await markDocument(page)
  let count = 0
  page.on('framenavigated', () => {
    count += 1
  })
  return { page, loads: () => count }
}
