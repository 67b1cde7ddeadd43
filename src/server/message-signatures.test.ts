import { createHmac, createSecretKey } from 'node:crypto'
import { expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { TestServer } from '../../test/support/server.ts'
import type { Connect } from '../../test/support/test-page.ts'
import { eventHandler } from '../view/event-handler.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'
import { closeCodes } from '../wire/frames.ts'
import { MessageSignatures, messageKey } from './message-signatures.ts'

class CounterView extends LiveView {
  static template = '<b>{{ count }}</b>'
  count = 0

  @eventHandler
  increment() {
    this.count += 1
  }
}

/** Connects as a browser does; `change` does to a message what somebody between would. */
async function open(
  change: (message: string, number: number) => string[] = (message) => [message],
) {
  const logged: string[] = []
  const spy = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => logged.push(String(text)) > 0)
  const server = await TestServer.start({ urls: [path('', CounterView)], signMessages: true })
  onTestFinished(async () => {
    await server.close()
    spy.mockRestore()
  })
  const browser = server.browser()
  let key = ''
  const raw: string[] = []
  const line: Connect = ({ received, closed }) =>
    new Promise((resolve, reject) => {
      const url = `${server.origin.replace('http', 'ws')}/ws/live/`
      const socket = new WebSocket(url, {
        headers: { Origin: server.origin, Cookie: browser.cookie },
      })
      let [challenge, sent, seen] = ['', 0, 0]
      const mac = (side: string, number: number, text: string) =>
        createHmac('sha256', key).update(`${side} ${challenge} ${number} ${text}`).digest('base64')
      socket.on('error', reject)
      socket.on('close', (code) => closed(code))
      socket.on('message', (data) => {
        const message = String(data)
        if (challenge !== '') {
          const text = message.slice(44)
          expect(message.slice(0, 44)).toBe(mac('s', ++seen, text))
          return received(text)
        }
        challenge = message
        resolve({
          send(text) {
            sent += 1
            for (const each of change(mac('c', sent, text) + text, sent)) {
              raw.push(each)
              socket.send(each)
            }
          },
          drop: () => socket.terminate(),
        })
      })
    })
  const page = await browser.open('/', line)
  key = /"sign":"([\w-]{43})"/.exec(page.html)![1]!
  return { page, logged, raw, browser, server }
}

it('messages that are signed go through, in both directions', async () => {
  const { page } = await open()
  expect(await page.join()).toMatchObject({ kind: 'joined' })
  expect(await page.call('increment')).toMatchObject({ patch: [0, '1'], errors: [] })
  page.drop()
  expect(await page.join()).toMatchObject({ how: 'resumed' })
  expect(await page.call('increment')).toMatchObject({ patch: [0, '2'] })
})

it.each([
  ['changed', (message: string) => [message.replace('increment', 'decrement')]],
  ['without signature', (message: string) => [message.slice(44)]],
  ['of another signature', (message: string) => [`${'A'.repeat(43)}=${message.slice(44)}`]],
  ['repeated', (message: string) => [message, message]],
])('a message that is %s ends the connection, and is logged', async (_, change) => {
  const { page, logged } = await open((message, number) =>
    number === 2 ? change(message) : [message],
  )
  await page.join()
  page.event('increment')
  expect(await page.closed).toBe(closeCodes.badFrame)
  expect(logged.join()).toContain('A message was not signed as it has to be')
})

it('a message that is left out, or taken from another connection, ends the connection', async () => {
  const left = await open((message, number) => (number === 2 ? [] : [message]))
  await left.page.join()
  left.page.event('increment')
  left.page.event('increment')
  expect(await left.page.closed).toBe(closeCodes.badFrame)

  const signer = new MessageSignatures([createSecretKey(Buffer.alloc(32))])
  expect(signer.open(left.raw[0]!)).toBe(null)
})

it('another key, and a first message that is no join, open nothing', () => {
  const key = createSecretKey(Buffer.alloc(32, 1))
  for (const text of ['', '[0,1,"x"]', 'x'.repeat(44), '\u0000']) {
    expect(new MessageSignatures([key]).open(text)).toBe(null)
  }
  expect(messageKey(key, 'a')).not.toBe(messageKey(key, 'b'))
})

it('nothing comes by requests', async () => {
  const { browser, server, page } = await open()
  const headers = { Origin: server.origin, 'X-CSRFToken': page.csrf }
  const response = await browser.fetch('/ws/live/', { method: 'POST', headers, body: '[]' })
  expect(response.status).toBe(403)
})
