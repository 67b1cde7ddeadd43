import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { build } from '../../scripts/build.ts'
import { Client } from '../../test/black-box/client.ts'
import { type Command, Project } from '../../test/command-line.ts'

const env = { DJUST_SECRET: 'a secret that is long enough for production' }
const app = `
  import {
    defineUrls, disconnectUser, djust, handlers, LiveView, login, logout, path, publish, sessionUser, sqlite,
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

  const member = sessionUser(async (id) => ({ id, username: 'ada' }))
  const logIn = async (request: any) => (await login(request, { id: 1, username: 'ada' }), new Response(''))
  const logOut = async (request: any) => (await logout(request), new Response(''))

  export default djust({
    urls: defineUrls([path('', RoomView), path('in/', logIn), path('out/', logOut)]),
    store: sqlite('data/sessions.db'),
    durability: 'beforeReply',
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
async function page(): Promise<Client> {
  const client = await Client.load(`${origin}/`)
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
async function pages(): Promise<Client[]> {
  const clients: Client[] = []
  while (clients.length < 6) clients.push(await page())
  return clients
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
    const response = await fetch(`${origin}/`)
    const html = await response.text()
    const { csrf, socket } = JSON.parse(/<script id="djust-page"[^>]*>([^<]*)</.exec(html)![1]!)
    const token = /dj-view="([^"]*)"/.exec(html)![1]
    const headers = new Headers({ Origin: origin, 'X-CSRFToken': csrf, Connection: 'close' })
    headers.set('Cookie', response.headers.getSetCookie()[0]!.split(';')[0]!)
    const ask = async (frame: unknown[]) => {
      const body = JSON.stringify(frame)
      return (await fetch(origin + socket, { method: 'POST', headers, body })).text()
    }
    const joined = await ask([0, 'join', 1, token, csrf, 'a-random-document-name', '/', 0, 1])
    expect(joined).toContain('"claimed"')
    headers.set('Djust-Connection', /event: open\ndata: (\S+)/.exec(joined)![1]!)
    for (let i = 1; i <= 6; i++) expect(await ask([0, i, 'add'])).toContain(`\\"count\\":${i}`)
    const ended = await fetch(origin + socket, { method: 'DELETE', headers })
    expect(ended.status).toBe(204)
    expect((await fetch(origin + socket, { method: 'POST', headers })).status).toBe(410)
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
