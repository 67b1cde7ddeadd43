import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'
import { compressedMessage } from '../dist/server/compress.js'
import type { Row } from '../scripts/bench-row.ts'
import { makeInvoice } from './_invoices.ts'
import { heapBytes, note, timeInTurn } from './_measure.ts'
import { Random } from './_random.ts'

// What does it save that large frames are compressed, and what does that cost a connection?
//
// The frame has the values of 100 invoices, about 7 kB. 200 connections of bare `ws` servers get it
// once, after each has sent a click. One server compresses it as djust does; the other has the
// extension permessage-deflate, without context takeover, for frames over 1 kB. Memory is heapUsed
// and external of this process, which holds both ends, after garbage collection: 200 connections
// that compress nothing are taken off.

const connections = 200

const random = new Random(1)
const invoices = Array.from({ length: 100 }, (_, i) => makeInvoice(i + 1, random))
const frame = JSON.stringify([0, 1, 1, [0, [3, ...invoices.map((row) => Object.values(row))]]])
const click = '[0,1,"increment"]'

export default async function compression(): Promise<Row[]> {
  const bytes = compressedMessage(frame)!.length
  const times = timeInTurn({
    compress: { run: () => compressedMessage(frame) },
    stringify: { run: () => JSON.stringify(invoices) },
  })
  const nothing = await memoryOf({}, (socket) => socket.send(frame))
  const ours = await memoryOf({}, (socket) => socket.send(compressedMessage(frame)!))
  const extension = await memoryOf(
    { serverNoContextTakeover: true, clientNoContextTakeover: true, threshold: 1_024 },
    (socket) => socket.send(frame),
  )
  note(
    `${frame.length} bytes of a frame, ${bytes} compressed, in ${Math.round(times.compress * 1_000)} µs`,
  )
  const kept = (memory: number) => Math.round((memory - nothing) / connections)
  note(`${kept(ours)} bytes kept by a connection, ${kept(extension)} with permessage-deflate`)
  return [
    { name: 'compressed frame of 100 rows / as it is', ratio: bytes / frame.length, goal: 0.4 },
    {
      name: 'memory kept by compression / by permessage-deflate',
      ratio: Math.max(0, kept(ours)) / kept(extension),
      goal: 0.1,
    },
  ]
}

/** What connections hold that have each sent a click, and got the frame. */
async function memoryOf(
  perMessageDeflate: object,
  answer: (socket: WebSocket) => void,
): Promise<number> {
  const isOffered = Object.keys(perMessageDeflate).length > 0
  const http = createServer()
  const server = new WebSocketServer({
    server: http,
    perMessageDeflate: isOffered && perMessageDeflate,
  })
  server.on('connection', (socket) => socket.on('message', () => answer(socket)))
  await once(http.listen(0, '127.0.0.1'), 'listening')
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`
  const before = await heapBytes()
  const sockets: WebSocket[] = []
  for (let i = 0; i < connections; i++) {
    // As browsers do, which compress whatever they send.
    const socket = new WebSocket(url, { perMessageDeflate: isOffered && { threshold: 0 } })
    await once(socket, 'open')
    socket.send(click)
    await once(socket, 'message')
    sockets.push(socket)
  }
  const bytes = (await heapBytes()) - before
  for (const socket of sockets) socket.terminate()
  server.close()
  http.close()
  return bytes
}
