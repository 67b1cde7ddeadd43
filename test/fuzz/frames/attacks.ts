import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { encodeClientBytes } from '../../../src/wire/client-bytes.ts'
import { decodeClientFrame } from '../../../src/wire/decode.ts'
import type { TestBrowser } from '../../support/server.ts'
import type { TestPage } from '../../support/test-page.ts'
import type { Draw } from '../draw.ts'
import { mutated, randomBytes } from './mutate.ts'

/** What an attack has at hand: a browser of the site with a page that is open in it. */
export interface Attacker {
  readonly draw: Draw
  readonly browser: TestBrowser
  readonly page: TestPage
  /** Is told of answers that there must not be. */
  found(what: string): void
}

export type Attack = (attacker: Attacker) => Promise<unknown>

const patienceMs = 2_000

/** Every way to the server. */
export const attacks: Readonly<Record<string, Attack>> = {
  sockets,
  requests,
  forms,
  addresses,
  bytes,
}

function joinFrame({ token, csrf, documentName, uri }: TestPage): string {
  return JSON.stringify([0, 'join', 1, token, csrf, documentName, uri, 0, 1])
}

/** Frames as a page may send them, and as it may not. */
function frames({ draw, page }: Attacker): string[] {
  const right = [
    '[0,1,"increment"]',
    '[0,2,"write",{"text":"Milk"},{"id":"7"}]',
    '[0,"url",3,"/?page=2"]',
    '[0,"ack",2]',
    '[0,4,"dj-upload",{"upload":"files","files":[["r-1","a.txt",3,"text/plain"]]}]',
    '[0,"chunk","r-1",0,"YWJj"]',
    '[0,5,"dj-model",{"name":"Ada"}]',
    '[0,"resync"]',
    '[0,"leave"]',
    joinFrame(page),
  ]
  const first = draw.chance(0.8) ? [joinFrame(page)] : []
  const later = Array.from({ length: draw.whole(0, 8) }, () => {
    const frame = draw.pick(right)
    return draw.chance(0.7) ? mutated(draw, frame) : frame
  })
  return [...first, ...later]
}

async function sockets(attacker: Attacker): Promise<void> {
  const { draw, browser } = attacker
  const query = draw.pick(['', '?deflate', mutated(draw, '?deflate').replace(/[^\x21-\x7e]/g, '')])
  const url = `${browser.origin.replace('http', 'ws')}/ws/live/${query.split('#')[0]}`
  const headers = { Origin: browser.origin, Cookie: browser.cookie }
  const socket = new WebSocket(url, { headers, perMessageDeflate: draw.chance(0.3) })
  const over = new Promise((resolve) => {
    socket.on('close', resolve)
    socket.on('error', resolve)
  })
  socket.on('open', () => {
    const inBytes = draw.chance(0.3)
    for (const frame of frames(attacker)) {
      const right = inBytes ? decodeClientFrame(frame) : null
      if (right) socket.send(changed(draw, encodeClientBytes(right)))
      else if (draw.chance(0.1)) socket.send(randomBytes(draw, 400))
      else socket.send(frame)
    }
    // Bytes that are no message of a WebSocket any more.
    if (draw.chance(0.2)) Reflect.get(socket, '_socket').write(randomBytes(draw, 200))
    setTimeout(() => (draw.chance(0.5) ? socket.close() : socket.terminate()), draw.whole(0, 30))
  })
  await Promise.race([over, delay(patienceMs)])
  socket.terminate()
}

/** Bytes of which some are others, now and then. */
function changed(draw: Draw, bytes: Uint8Array): Uint8Array {
  for (let left = draw.chance(0.4) ? draw.whole(1, 3) : 0; left > 0; left--)
    bytes[draw.whole(0, bytes.length - 1)] = draw.whole(0, 255)
  return bytes
}

async function requests(attacker: Attacker): Promise<void> {
  const { draw, browser, page } = attacker
  let name = ''
  for (let left = draw.whole(1, 4); left > 0; left--) {
    const body = draw.chance(0.1) ? randomBytes(draw, 2_000) : frames(attacker).join('\n')
    const headers = {
      Origin: draw.chance(0.95) ? browser.origin : 'null',
      'X-CSRFToken': draw.chance(0.95) ? page.csrf : headerText(mutated(draw, page.csrf)),
      ...(draw.chance(0.3) && { Accept: 'text/event-stream;deflate' }),
      ...(name !== '' && {
        'Djust-Connection': draw.chance(0.9) ? name : headerText(mutated(draw, name)),
      }),
    }
    const method = draw.chance(0.9) ? 'POST' : draw.pick(['DELETE', 'PUT', 'OPTIONS'])
    const text = await ask(attacker, '/ws/live/', { method, body, headers })
    name = /event: open\ndata: (.*)/.exec(text)?.[1] ?? name
  }
}

async function forms(attacker: Attacker): Promise<void> {
  const { draw, browser, page } = attacker
  const field = `csrfmiddlewaretoken=${page.csrf}&text=Milk&text=Bread`
  const part = (name: string, text: string, more = '') =>
    `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`
  const file = part('dj-upload:files', 'words', '; filename="a.txt"\r\nContent-Type: text/plain')
  const parts = `${part('csrfmiddlewaretoken', page.csrf)}${part('text', 'Milk')}${file}--x--\r\n`
  const [type, body] = draw.pick([
    ['application/x-www-form-urlencoded', field],
    ['multipart/form-data; boundary=x', parts],
    ['application/json', '{"text":"Milk"}'],
  ] as const)
  const address = draw.pick([
    '/?_event=write',
    '/?_event=increment&item-id=7',
    '/?_event=__proto__',
  ])
  await ask(attacker, draw.chance(0.5) ? address : pathText(mutated(draw, address)), {
    method: 'POST',
    headers: { Origin: browser.origin, 'Content-Type': type },
    body: draw.chance(0.5) ? mutated(draw, body) : body,
  })
  // What a form has acted on waits there.
  await ask(attacker, draw.chance(0.8) ? '/' : '/?page=2', {})
}

async function addresses(attacker: Attacker): Promise<void> {
  const { draw } = attacker
  const right = [
    '/?page=2', '/ws/live/', '/static/djust/layout/abc.json', '/static/../package.json', '/%2e%2e/',
    '/static/djust/x/djust.js',
  ] // biome-ignore format: one line each would be a page
  const headers = {
    'Accept-Language': headerText(mutated(draw, 'de-AT, de;q=0.5')),
    Range: headerText(mutated(draw, 'bytes=0-10')),
    'If-None-Match': headerText(mutated(draw, '"abc"')),
  }
  await ask(attacker, pathText(mutated(draw, draw.pick(right))), { headers })
}

/** What is not even a request, and requests and upgrades that are nearly right. */
async function bytes({ draw, browser }: Attacker): Promise<void> {
  const socket = connect(Number(new URL(browser.origin).port), '127.0.0.1')
  const over = new Promise((resolve) => socket.on('close', resolve).on('error', resolve))
  const upgrade = [
    'GET /ws/live/ HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket',
    'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Origin: ${browser.origin}`, `Cookie: ${browser.cookie}`, '', '',
  ].join('\r\n') // biome-ignore format: one line each would be a page
  const post =
    'POST /ws/live/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'
  socket.write(
    draw.chance(0.2) ? randomBytes(draw, 500) : mutated(draw, draw.pick([upgrade, post])),
  )
  if (draw.chance(0.5)) socket.write(randomBytes(draw, 500))
  await Promise.race([over, delay(draw.whole(5, 50))])
  socket.destroy()
}

/** Asks, and hangs up after a while. @returns the text of the reply, as far as it came */
async function ask(
  { browser, draw, found }: Attacker,
  path: string,
  init: RequestInit,
): Promise<string> {
  const running = new AbortController()
  const timer = setTimeout(() => running.abort(), draw.chance(0.1) ? draw.whole(0, 20) : 200)
  let text = ''
  try {
    const response = await browser.fetch(path, { ...init, signal: running.signal })
    if (response.status === 500) found(`500 for ${init.method ?? 'GET'} ${path}: ${init.body}`)
    const decoder = new TextDecoder()
    for await (const part of response.body ?? []) text += decoder.decode(part, { stream: true })
  } catch {
    // It hung up, or what it asked for was not even sent.
  }
  clearTimeout(timer)
  return text
}

function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '').slice(0, 4_000)
}

function pathText(text: string): string {
  return `/${text.replace(/[^\x21-\x7e]|^\/+/g, '').slice(0, 4_000)}`
}
