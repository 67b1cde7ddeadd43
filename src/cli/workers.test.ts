import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { build } from '../../scripts/build.ts'
import { Client, type Send } from '../../test/black-box/client.ts'
import { type Command, Project } from '../../test/command-line.ts'

const env = { DJUST_SECRET: 'a secret that is long enough for production' }
const app = `
  import {
    defineUrls, disconnectUser, djust, handlers, LiveView, login, logout, path, publish, sessionUser, sqlite, upload,
  } from 'djust'

  class RoomView extends LiveView {
    static template = '<p>{{ state }}</p>'
    static handlers = handlers<RoomView>()({
      add: {}, say: { params: { text: 'str' } }, end: { params: { name: 'str' } },
    })
    drawnBy = process.pid
    count = 0
    lines: { text: string; at: Date }[] = []

    get state() {
      const lines = this.lines.map(({ text, at }) => text + ' ' + at.getUTCFullYear())
      return JSON.stringify({ drawnBy: this.drawnBy, pid: process.pid, count: this.count, lines })
    }

    mount() {
      this.subscribe('room')
    }
    handleInfo(line: { text: string; at: Date }) {
      this.lines.push(line)
    }
    add() {
      this.count += 1
    }
    say({ text }: { text: string }) {
      publish('room', { text, at: new Date(0) })
    }
    async end({ name }: { name: string }) {
      await disconnectUser({ username: name })
    }
  }

  class FilesView extends LiveView {
    static template = '<p>{{ state }}</p><form dj-submit="save"><input type="file" dj-upload="files"></form>'
    static handlers = handlers<FilesView>()({ save: {} })
    drawnBy = process.pid
    files = upload(this, { maxFileSize: 1_000_000 })
    saved: string[] = []

    get state() {
      const files = this.files.entries.map(({ clientName, progress, error }) => [clientName, progress, error])
      return JSON.stringify({ drawnBy: this.drawnBy, pid: process.pid, files, saved: this.saved })
    }
    async save() {
      for (const file of this.files.done) {
        const text = await new Response(file.stream()).text()
        this.saved.push(file.clientName + ' ' + text.length + ' ' + text.slice(-4))
      }
      this.files.clear()
    }
  }

  const member = sessionUser(async (id) => ({ id, username: 'ada' }))
  const logIn = async (request: any) => (await login(request, { id: 1, username: 'ada' }), new Response(''))
  const logOut = async (request: any) => (await logout(request), new Response(''))

  export default djust({
    urls: defineUrls([path('', RoomView), path('files/', FilesView), path('in/', logIn), path('out/', logOut)]),
    store: sqlite('data/sessions.db'),
    durability: 'beforeReply',
    sleepAfterMs: 1_000,
    uploads: { folder: 'data/uploads' },
    auth: { getUser: async (request) => (await member(request)) ?? { username: 'nobody' } },
  })
`
let project: Project
let server: Command
let origin = ''

vi.setConfig({ testTimeout: 60_000 })

beforeAll(async () => {
  expect(await build()).toBeDefined()
}, 60_000)

afterEach(() => project.remove())

async function start(text = app, workers = '3'): Promise<void> {
  project = new Project({ 'app.ts': text })
  const args = ['start', 'app.ts', '--host', '127.0.0.1', '--port', '0', '--workers', workers]
  server = project.djust(args, env)
  origin = new URL(await server.prints(/ready {2}(\S+)/)).origin.replace('localhost', '127.0.0.1')
}

/** Loads a page and connects it. */
async function page(path = '/', send?: Send): Promise<Client> {
  const client = await Client.load(origin + path, send)
  expect(await client.connect(origin)).toBe(true)
  return client
}

async function ended(client: Client): Promise<void> {
  await vi.waitFor(() => expect(client.refused).toBe('other_user'), 5_000)
}

async function stateOf(client: Client): Promise<any> {
  await client.resync()
  return JSON.parse(String(client.model.values?.[0]))
}

/** Pages of all processes. */
async function pages(path = '/'): Promise<Client[]> {
  const clients: Client[] = []
  while (clients.length < 6) clients.push(await page(path))
  return clients
}

/** A page each of whose requests comes by a connection of its own, and so to any process. */
class RequestPage {
  readonly #socket: string
  readonly csrf: string
  readonly headers: Headers
  joined = ''

  private constructor(socket: string, csrf: string, cookie: string) {
    this.#socket = socket
    this.csrf = csrf
    this.headers = new Headers({ Origin: origin, Connection: 'close', Cookie: cookie })
  }

  static async open(path = '/'): Promise<RequestPage> {
    const response = await fetch(origin + path, { headers: { Connection: 'close' } })
    const html = await response.text()
    const { csrf, socket } = JSON.parse(/<script id="djust-page"[^>]*>([^<]*)</.exec(html)![1]!)
    const cookie = response.headers.getSetCookie()[0]!.split(';')[0]!
    const page = new RequestPage(socket, csrf, cookie)
    const token = /dj-view="([^"]*)"/.exec(html)![1]
    page.joined = await page.ask([0, 'join', 1, token, csrf, 'a-random-document-name', path, 0, 1])
    page.headers.set('Djust-Connection', /event: open\ndata: (\S+)/.exec(page.joined)![1]!)
    return page
  }

  /** @returns what is said in the reply */
  async ask(frame: unknown[]): Promise<string> {
    return (await this.request('POST', JSON.stringify(frame))).text()
  }

  request(method: string, body?: string): Promise<Response> {
    const headers = new Headers(this.headers)
    headers.set('X-CSRFToken', this.csrf)
    return fetch(origin + this.#socket, { method, headers, body: body ?? null })
  }
}

/** The pieces of files that are asked for: name, place, and how many bytes. */
function asksIn(said: string): [ref: string, at: number, bytes: number][] {
  return [...said.matchAll(/\["ask","(\w+)",(\d+),(\d+)\]/g)].map(([, ref, at, bytes]) => [
    ref!,
    Number(at),
    Number(bytes),
  ])
}

describe('several processes that serve a port', () => {
  it('each connect the pages that they have drawn, also those that connect by way of another', async () => {
    await start()
    const states = await Promise.all((await pages()).map(stateOf))
    for (const { pid, drawnBy } of states) expect(pid).toBe(drawnBy)
    expect(new Set(states.map(({ pid }) => pid)).size).toBe(3)
  })

  it('pass requests that stand for a connection on to the one that has it', async () => {
    await start()
    const page = await RequestPage.open()
    expect(page.joined).toContain('"claimed"')
    for (let i = 1; i <= 6; i++) expect(await page.ask([0, i, 'add'])).toContain(`\\"count\\":${i}`)
    expect((await page.request('DELETE')).status).toBe(204)
    expect((await page.request('POST')).status).toBe(410)
  })

  it('take a file by a connection that came to another, and go on with it when its own is killed', async () => {
    await start()
    const bytes = Buffer.from(`${'x'.repeat(400_000)} end`)
    const clients = await pages('/files/')
    await Promise.all(clients.map((client) => client.choose('files', 'a.txt', bytes)))
    for (const client of clients) {
      await vi.waitFor(async () =>
        expect((await stateOf(client)).files).toEqual([['a.txt', 100, '']]),
      )
      await client.call('save')
      const { pid, drawnBy, saved } = await stateOf(client)
      expect([pid, saved]).toEqual([drawnBy, ['a.txt 400004  end']])
    }

    let pieces = 0
    const killer = await page('/files/', (socket, text) => {
      if (text.includes('"chunk"') && ++pieces === 6) process.kill(owner, 'SIGKILL')
      else socket.send(text)
    })
    const { pid: owner } = await stateOf(killer)
    await killer.choose('files', 'b.txt', bytes)
    await vi.waitFor(() => expect(killer.isConnected).toBe(false))
    for (let tries = 0; !killer.isConnected && tries < 5; tries++) await killer.connect(origin)
    await vi.waitFor(
      async () => expect((await stateOf(killer)).files).toEqual([['b.txt', 100, '']]),
      5_000,
    )
    await killer.call('save')
    const state = await stateOf(killer)
    expect(state.saved).toEqual(['b.txt 400004  end'])
    expect(state.pid).not.toBe(owner)
    // Nine pieces make it: what was there was not sent again.
    expect(pieces).toBeLessThan(6 + 9)
  })

  it('take a file by requests that come to any of them, and with a form', async () => {
    await start()
    const bytes = Buffer.from(`${'x'.repeat(400_000)} end`)
    const page = await RequestPage.open('/files/')
    const files = [['f', 'a.txt', bytes.length, 'text/plain']]
    let said = await page.ask([0, 1, 'dj-upload', { upload: 'files', files }])
    for (let asked = asksIn(said); asked.length > 0; asked = asksIn(said)) {
      said = ''
      for (const [ref, at, count] of asked) {
        const piece = bytes.subarray(at, at + count).toString('base64')
        said += await page.ask([0, 'chunk', ref, at, piece])
      }
    }
    expect(await page.ask([0, 2, 'save'])).toContain('a.txt 400004  end')

    for (let tries = 0; tries < 4; tries++) {
      const body = new FormData()
      body.set('csrfmiddlewaretoken', page.csrf)
      body.set('dj-upload:files', new File([bytes], 'b.txt', { type: 'text/plain' }))
      const { headers } = page
      const form = { method: 'POST', headers, body, redirect: 'manual' } as const
      const posted = await fetch(`${origin}/files/?_event=save`, form)
      const [name] = posted.headers.getSetCookie()[0]!.split(';')
      const shown = new Headers(headers)
      shown.set('Cookie', `${headers.get('Cookie')}; ${name}`)
      const answer = await fetch(origin + posted.headers.get('Location'), { headers: shown })
      expect(await answer.text()).toContain('b.txt 400004  end')
    }
  })

  it('wake a page that sleeps, for what comes by way of another', async () => {
    await start()
    const pages = [await RequestPage.open(), await RequestPage.open(), await RequestPage.open()]
    for (const page of pages) await page.ask([0, 1, 'add'])
    await delay(2_100)
    // Whoever wakes says all its values.
    const [first, ...others] = pages
    const said = await first!.ask([0, 2, 'say', { text: 'hello' }])
    expect(said).toMatch(/"fill".*\\"count\\":1/)
    for (const page of others)
      await vi.waitFor(async () =>
        expect(await (await page.request('POST')).text()).toMatch(/"fill".*hello 1970/),
      )
  })

  it('end what a user has open in any of them, and what waits to be gone on with', async () => {
    await start()
    const clients = await pages()
    const waiting = await pages()
    for (const client of waiting) {
      await client.call('add')
      client.drop()
    }
    await Promise.race([clients[0]!.call('end', { name: 'nobody' }), ended(clients[0]!)])
    await Promise.all(clients.map(ended))
    for (const client of waiting) {
      expect(await client.connect(origin)).toBe(true)
      expect((await stateOf(client)).count).toBe(0)
    }
  })

  it('end what a browser has open in any of them when it logs out', async () => {
    await start()
    const others = await pages()
    const { headers } = await fetch(`${origin}/in/`)
    const cookie = headers.getSetCookie()[0]!.split(';')[0]!
    const clients: Client[] = []
    while (clients.length < 6) clients.push(await Client.load(`${origin}/`, undefined, cookie))
    for (const client of clients) expect(await client.connect(origin)).toBe(true)
    await fetch(`${origin}/out/`, { headers: { Cookie: cookie } })
    await Promise.all(clients.map(ended))
    expect(others.map(({ refused }) => refused)).toEqual(others.map(() => null))
  })

  it('let pages hear what is published in another', async () => {
    await start()
    const clients = await pages()
    await clients[0]!.call('say', { text: 'hello' })
    for (const client of clients)
      await vi.waitFor(
        async () => expect((await stateOf(client)).lines).toEqual(['hello 1970']),
        5_000,
      )
  })

  it('lose nothing when one of them is killed, which then is started again', async () => {
    await start()
    const clients = await pages()
    for (const client of clients) await client.call('add')
    const { pid } = await stateOf(clients[0]!)
    process.kill(pid, 'SIGKILL')
    await vi.waitFor(() => expect(clients[0]!.isConnected).toBe(false))
    const answered = clients.map((client) => client.call('add'))
    for (const client of clients) {
      for (let tries = 0; !client.isConnected && tries < 5; tries++) await client.connect(origin)
    }
    expect(await Promise.all(answered)).toEqual(clients.map(() => null))
    const states = await Promise.all(clients.map(stateOf))
    for (const state of states) expect(state.count).toBe(2)
    expect(states[0].pid).not.toBe(pid)
    expect(server.output).toMatch(/worker \d ended \(SIGKILL\), and is started again/)
  })

  it('end together when the first one is told to stop', async () => {
    await start()
    const clients = await pages()
    const { pid } = await stateOf(clients[0]!)
    const toldMs = Date.now()
    expect(await server.end('SIGTERM')).toBe(0)
    expect(Date.now() - toldMs).toBeLessThan(4_000)
    expect(() => process.kill(pid, 0)).toThrow()
    expect(clients.filter(({ isConnected }) => isConnected)).toEqual([])
  })
})

describe('workers that cannot begin', () => {
  it('say once that sessions have to be kept where all of them reach them', async () => {
    project = new Project({ 'app.ts': app.replace("store: sqlite('data/sessions.db'),", '') })
    server = project.djust(['start', 'app.ts', '--port', '0', '--workers', '3'], env)
    expect(await server.exit()).toBe(1)
    expect(server.output.match(/djust start --workers needs sessions/g)).toHaveLength(1)
  })

  it('are as many as a number says', async () => {
    project = new Project({ 'app.ts': app })
    server = project.djust(['start', 'app.ts', '--workers', 'many'], env)
    expect(await server.exit()).toBe(1)
    expect(server.output).toContain('--workers is "many". Write a number from 1 to 256, or auto')
  })
})
