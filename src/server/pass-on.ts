import { type IncomingMessage, request as ask } from 'node:http'
import { Readable } from 'node:stream'
import { statusPage } from './error-page.ts'

/** Tells a worker what address a request came from that another has passed on to it. */
export const passedHeader = 'djust-passed-for'

/**
 * Has another worker answer a request.
 *
 * @param path of the local socket on which it takes requests
 * @param remote the address that the request came from
 */
export function passOn(request: Request, path: string, remote: string): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  return new Promise((resolve) => {
    const passing = ask(
      {
        socketPath: path,
        method: request.method,
        path: pathname + search,
        headers: { ...headersOf(request), [passedHeader]: remote },
        signal: request.signal,
      },
      (answer) => resolve(responseOf(answer)),
    )
    // It is being started again: its pages try once more.
    passing.on('error', () => resolve(away()))
    if (request.body)
      Readable.fromWeb(request.body as never)
        .on('error', () => passing.destroy())
        .pipe(passing)
    else passing.end()
  })
}

/** What is about a connection stays with it: a length of a body that does not come would eat the next request. */
const ofConnection =
  /^(?:connection|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|expect)$/

function headersOf({ headers, body }: Request): Record<string, string> {
  const kept = [...headers].filter(
    ([name]) => !ofConnection.test(name) && (body !== null || name !== 'content-length'),
  )
  return Object.fromEntries(kept)
}

function responseOf(answer: IncomingMessage): Response {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headersDistinct))
    if (!ofConnection.test(name)) for (const each of value ?? []) headers.append(name, each)
  const status = answer.statusCode ?? 502
  const isEmpty = status === 204 || status === 304
  if (isEmpty) answer.resume()
  return new Response(isEmpty ? null : (Readable.toWeb(answer) as never), { status, headers })
}

function away(): Response {
  const response = statusPage(503)
  response.headers.set('Retry-After', '1')
  return response
}
