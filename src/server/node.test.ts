import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hungUp } from '../../test/support/hung-up.ts'
import type { App } from './app-interface.ts'
import { serve, type RunningServer } from './node.ts'

let running: RunningServer | undefined
const logged: string[] = []
beforeEach(() => {
  logged.length = 0
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => logged.push(String(text)) > 0)
})
afterEach(async () => {
  await running?.close()
  running = undefined
  vi.restoreAllMocks()
})

async function start(app: Partial<App>, closeGraceMs = 200): Promise<string> {
  const whole: App = {
    fetch: async () => new Response('ok'),
    upgrade: () => false,
    close: async () => {},
    ...app,
  }
  running = await serve(whole, { port: 0, hostname: '127.0.0.1', closeGraceMs })
  return `http://127.0.0.1:${running.port}`
}

/** Sends text as it is, and returns all that comes back. */
async function sendRaw(text: string): Promise<string> {
  const socket = connect(running?.port ?? 0, '127.0.0.1')
  socket.write(text)
  let received = ''
  socket.on('data', (bytes) => (received += bytes.toString()))
  await once(socket, 'close')
  return received
}

async function openUpgraded(): Promise<Socket> {
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket' }
  const asking = httpRequest({ port: running?.port, host: '127.0.0.1', headers }).end()
  const [, socket] = (await once(asking, 'upgrade')) as [IncomingMessage, Socket]
  return socket.resume()
}

const acceptUpgrade: App['upgrade'] = (_request, socket) => {
  socket.write(
    'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  )
  return true
}

describe('a request', () => {
  it('reaches the application as a web request, with the address it comes from', async () => {
    const address = await start({
      async fetch(request, info) {
        const body = await request.text()
        return Response.json([request.method, new URL(request.url).pathname, body, info?.ip])
      },
    })
    const response = await fetch(`${address}/a?b=c`, { method: 'POST', body: 'text' })
    expect(await response.json()).toEqual(['POST', '/a', 'text', '127.0.0.1'])
  })

  it('is answered with every cookie, and with its length when the body is of one piece', async () => {
    const headers = new Headers({ 'X-One': '1' })
    headers.append('Set-Cookie', 'a=1')
    headers.append('Set-Cookie', 'b=2')
    const address = await start({
      fetch: async () => new Response('body', { status: 201, headers }),
    })
    const response = await fetch(address)
    expect([response.status, await response.text()]).toEqual([201, 'body'])
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(response.headers.get('Content-Length')).toBe('4')
  })

  it('for the head alone gets no body', async () => {
    const address = await start({ fetch: async () => new Response('body') })
    const response = await fetch(address, { method: 'HEAD' })
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  it('may be answered piece by piece, however large', async () => {
    let pieces = 0
    const body = new ReadableStream({
      async pull(controller) {
        if (pieces++ === 64) return controller.close()
        controller.enqueue(new Uint8Array(65_536).fill(pieces))
      },
    })
    const address = await start({ fetch: async () => new Response(body) })
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer())
    expect([bytes.length, bytes[0], bytes.at(-1)]).toEqual([64 * 65_536, 1, 64])
  })

  it('gets the first piece of a body before there is a second', async () => {
    let finish = () => {}
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('first'))
        finish = () => controller.close()
      },
    })
    const address = await start({ fetch: async () => new Response(body) })
    const reader = (await fetch(address)).body!.getReader()
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('first')
    finish()
    expect((await reader.read()).done).toBe(true)
  })

  it('that breaks off ends the body', async () => {
    const cancelled = vi.fn()
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(65_536)),
      cancel: cancelled,
    })
    const address = await start({ fetch: async () => new Response(body) })
    const abort = new AbortController()
    const response = await fetch(address, { signal: abort.signal })
    await response.body!.getReader().read()
    abort.abort()
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalled())
  })
})

describe('an error in the application', () => {
  const secret = 'the password is 1234'
  const failing: Record<string, () => Promise<Response>> = {
    'of the handler': () => Promise.reject(new Error(secret)),
    'thrown at once': () => {
      throw new Error(secret)
    },
    'that is no answer': async () => ({ text: secret }) as unknown as Response,
    'of the body, before its first piece': async () =>
      new Response(new ReadableStream({ pull: () => Promise.reject(new Error(secret)) })),
  }

  it.each(Object.keys(failing))('%s becomes a page without its message', async (kind) => {
    const address = await start({ fetch: failing[kind]! })
    const response = await fetch(address)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('password')
    expect(logged.join('')).toMatch(/^djust: /)
    expect((await fetch(address)).status).toBe(500)
  })

  it('in the middle of a body breaks the answer off, without its message', async () => {
    const chunk = new TextEncoder().encode('first')
    let pulls = 0
    const body = new ReadableStream({
      async pull(controller) {
        if (pulls++ === 0) return controller.enqueue(chunk)
        await new Promise((resolve) => setTimeout(resolve, 20))
        throw new Error(secret)
      },
    })
    await start({ fetch: async () => new Response(body) })
    const received = await sendRaw('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect(received).toContain('first')
    expect(received).not.toContain('password')
    expect(logged.join('')).toContain('password')
  })

  it('during an upgrade ends that connection alone', async () => {
    const address = await start({
      upgrade() {
        throw new Error(secret)
      },
    })
    const headers = 'Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    expect(await sendRaw(`GET / HTTP/1.1\r\n${headers}`)).toBe('')
    expect((await fetch(address)).status).toBe(200)
  })
})

describe('an upgrade', () => {
  it('that nobody wants is refused, and its connection ends', async () => {
    await start({})
    const headers = 'Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    const asked = `GET /other/ HTTP/1.1\r\n${headers}`
    expect(await hungUp(running?.port ?? 0, asked)).toMatch(/^HTTP\/1\.1 404/)
  })
})

describe('what is no request', () => {
  it.each([
    ['garbage\r\n\r\n', /^HTTP\/1\.1 400/],
    ['GET / HTTP/1.1\r\n\r\n', /^HTTP\/1\.1 400/],
    ['GET / HTTP/1.0\r\n\r\n', /^HTTP\/1\.1 400/],
    ['GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n', /^HTTP\/1\.1 400/],
    [`GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431/],
  ])('is refused, and the server goes on', async (text, answer) => {
    const address = await start({})
    expect(await sendRaw(text)).toMatch(answer)
    expect((await fetch(address)).status).toBe(200)
  })
})

describe('listening', () => {
  it('says that the port is in use', async () => {
    await start({})
    const again = serve({} as App, { port: running?.port ?? 0, hostname: '127.0.0.1' })
    await expect(again).rejects.toMatchObject({ name: 'ConfigError', code: 'port_in_use' })
  })

  it('says that the machine has no such address', async () => {
    const nowhere = serve({} as App, { port: 0, hostname: '203.0.113.1' })
    await expect(nowhere).rejects.toMatchObject({ name: 'ConfigError', code: 'host_unknown' })
  })

  it('tells the address to open', async () => {
    await start({})
    expect(running?.url).toBe(`http://localhost:${running?.port}`)
  })
})

describe('closing', () => {
  it('lets a running request end, and takes no new one', async () => {
    let finish = () => {}
    const started = new Promise<void>((resolve) => {
      finish = resolve
    })
    const address = await start(
      {
        async fetch() {
          await started
          return new Response('done')
        },
      },
      5_000,
    )
    const response = fetch(address)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const closed = running!.close()
    await expect(fetch(address)).rejects.toThrow()
    finish()
    expect(await (await response).text()).toBe('done')
    const startedAt = performance.now()
    await closed
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })

  it('ends the application, once', async () => {
    const close = vi.fn(async () => {})
    await start({ close })
    await Promise.all([running!.close(), running!.close()])
    expect(close).toHaveBeenCalledOnce()
  })

  it('takes bounded time, whatever does not end by itself', async () => {
    const address = await start({
      fetch: () => new Promise(() => {}),
      upgrade: acceptUpgrade,
      close: () => new Promise(() => {}),
    })
    const socket = await openUpgraded()
    const hanging = fetch(address).catch(() => 'cut off')
    await new Promise((resolve) => setTimeout(resolve, 50))
    const startedAt = performance.now()
    await running!.close()
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    expect(await hanging).toBe('cut off')
    if (!socket.destroyed) await once(socket, 'close')
  })

  it('goes on when the application cannot end', async () => {
    await start({ close: () => Promise.reject(new Error('stuck')) })
    await running!.close()
    expect(logged.join('')).toContain('stuck')
  })
})
