import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished } from 'vitest'
import { passOn } from './pass-on.ts'

/** Another worker. @returns where it takes requests, and those that have come */
async function worker(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown = (_, response) =>
    response.end('done'),
) {
  const folder = mkdtempSync(join(tmpdir(), 'djust-test-pass-'))
  const path = join(folder, 'worker')
  const requests: { method: string; headers: IncomingMessage['headers']; body: string }[] = []
  const server = createServer(async (request, response) => {
    const { method = '', headers } = request
    requests.push({ method, headers, body: await text(request) })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen({ path }, resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
    rmSync(folder, { recursive: true, force: true })
  })
  return { path, requests }
}

it('a request is answered by another worker, with where it comes from', async () => {
  const { path, requests } = await worker((_, response) =>
    response
      .writeHead(201, { 'Set-Cookie': ['a=1', 'b=2'], 'Keep-Alive': 'timeout=5' })
      .end('done'),
  )
  const headers = { Cookie: 'djust_sid=x', 'Djust-Passed-For': '127.0.0.1' }
  const request = new Request('http://host/ws/live/1/?a=b', {
    method: 'POST',
    body: 'frame',
    headers,
  })
  const answer = await passOn(request, path, '203.0.113.7')
  expect([answer.status, await answer.text()]).toEqual([201, 'done'])
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(answer.headers.has('keep-alive')).toBe(false)
  expect(requests[0]).toMatchObject({
    method: 'POST',
    headers: { cookie: 'djust_sid=x', 'djust-passed-for': '203.0.113.7' },
    body: 'frame',
  })
})

it('a length of a body that does not come eats no other request', async () => {
  const { path, requests } = await worker()
  const headers = {
    'Content-Length': '500',
    Connection: 'Upgrade, keep-alive',
    Upgrade: 'h2c',
    TE: 'x',
  }
  for (const method of ['GET', 'HEAD', 'GET']) {
    const asked = new Request('http://host/ws/live/1/', { method, headers })
    expect((await passOn(asked, path, '')).status).toBe(200)
  }
  expect(requests.map(({ method }) => method)).toEqual(['GET', 'HEAD', 'GET'])
  for (const { headers } of requests)
    for (const name of ['content-length', 'upgrade', 'te']) expect(headers).not.toHaveProperty(name)
})

it('a worker that is away is one to ask again', async () => {
  const answer = await passOn(new Request('http://host/'), join(tmpdir(), 'djust-nobody'), '')
  expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '1'])
})
