import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Command, Project } from '../command-line.ts'
import {
  isCutOff,
  isLive,
  isSameDocument,
  markDocument,
  press,
  soonText,
  useBrowser,
} from './support/browser.ts'
import { pageOf } from './support/serve-views.ts'

const app = `
  import { defineUrls, djust, eventHandler, LiveView, path, publish, sqlite } from 'djust'

  class ChatView extends LiveView {
    static templateName = 'chat.html'
    lines: string[] = []
    text = ''
    #drawnBy = process.pid

    get pid() {
      return process.pid
    }
    get isAtHome() {
      return this.#drawnBy === process.pid
    }
    mount() {
      this.subscribe('chat')
    }
    handleInfo(line: string) {
      this.lines.push(line)
    }
    @eventHandler({ params: { text: 'str' } })
    say({ text }: { text: string }) {
      publish('chat', text)
    }
  }

  export default djust({
    urls: defineUrls([path('', ChatView)]),
    store: sqlite('data/sessions.db'),
    durability: 'beforeReply',
  })
`
const content = `
  <form dj-submit="say"><input name="text" aria-label="Text"><button>Say</button></form>
  <output>{{ lines|join:' ' }}</output>
  <em>{{ pid }}</em> <i>{{ isAtHome }}</i>
`
const browser = useBrowser()
let project: Project
let server: Command
let url = ''

beforeEach(async () => {
  project = new Project({ 'app.ts': app, 'templates/chat.html': pageOf(content) })
  const args = ['start', 'app.ts', '--host', '127.0.0.1', '--port', '0', '--workers', '2']
  server = project.djust(args, { DJUST_SECRET: 'a secret that is long enough for production' })
  url = (await server.prints(/ready {2}(\S+)/)).replace('localhost', '127.0.0.1')
})
afterEach(() => project.remove())

describe('tabs whose pages are in two processes', () => {
  it('hear each other, and lose nothing when one process is killed', async () => {
    const [ada, bob] = await tabs()
    await say(ada, 'hello')
    await soonText(bob, 'output').toBe('hello')
    await say(bob, 'yes?')
    await soonText(ada, 'output').toBe('hello yes?')
    // Others hear of it before its sender is answered: until then, it would be said again.
    await soonText(bob, 'output').toBe('hello yes?')
    await bob.getByLabel('Text').fill('half a ')

    const killed = await pidOf(bob)
    process.kill(killed, 'SIGKILL')
    await isCutOff(bob)
    await bob.keyboard.type('word')
    await press(bob, 'Say')
    await isLive(bob)
    await soonText(bob, 'output').toBe('hello yes? half a word')
    await soonText(ada, 'output').toBe('hello yes? half a word')
    expect(await pidOf(bob)).not.toBe(killed)
    expect(await isSameDocument(bob)).toBe(true)
    expect(server.output).toContain('is started again')
  })
})

/** Opens pages for new visitors until two have come from different processes. */
async function tabs(): Promise<[Page, Page]> {
  const first = await open()
  for (let tries = 0; tries < 10; tries++) {
    const second = await open()
    if ((await pidOf(second)) !== (await pidOf(first))) return [first, second]
  }
  throw new Error('All pages came from one process.')
}

async function open(): Promise<Page> {
  const page = await browser.open(url)
  await markDocument(page)
  await soonText(page, 'i').toBe('True')
  return page
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Text').fill(text)
  await press(page, 'Say')
}

async function pidOf(page: Page): Promise<number> {
  return Number(await page.locator('em').textContent())
}
