import type { ServerResponse } from 'node:http'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { statusPage } from './error-page.ts'
import { logError } from './log.ts'
import { TextResponse } from './text-response.ts'

/**
 * Writes an answer to a connection. A body that fails before its first bytes becomes a plain error
 * page; one that fails later breaks off, and its error is never written into the answer. Never
 * rejects.
 */
export async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  try {
    await write(response, outgoing)
  } catch (error) {
    logError('writing an answer', error)
    if (outgoing.headersSent) outgoing.destroy()
    else await write(statusPage(500), outgoing).catch(() => outgoing.destroy())
  }
}

async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  const text = response instanceof TextResponse ? response.unread : null
  if (text !== null) {
    writeHead(response, outgoing)
    outgoing.end(text)
    return
  }
  const reader = response.body?.getReader()
  const first = await reader?.read()
  writeHead(response, outgoing)
  if (!reader || !first || first.done) {
    outgoing.end()
    return
  }
  outgoing.once('close', () => cancel(reader))
  // A body of one piece, which most are, goes out in one write with its length.
  const following = reader.read()
  const next = await Promise.race([following, nextTurn(null)])
  if (next?.done) {
    outgoing.end(first.value)
    return
  }
  await writeChunk(outgoing, first.value)
  for (let part = await following; !part.done; part = await reader.read()) {
    await writeChunk(outgoing, part.value)
  }
  outgoing.end()
}

function writeHead(response: Response, outgoing: ServerResponse): void {
  for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name)
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies)
}

async function writeChunk(outgoing: ServerResponse, chunk: Uint8Array): Promise<void> {
  if (outgoing.write(chunk) || outgoing.destroyed) return
  await new Promise<void>((resolve) => {
    const go = () => {
      outgoing.off('drain', go).off('close', go)
      resolve()
    }
    outgoing.on('drain', go).on('close', go)
  })
}

function cancel(reader: ReadableStreamDefaultReader): void {
  reader.cancel().catch((error: unknown) => logError('ending the body of an answer', error))
}
