import { djust, eventHandler, LiveView, path } from 'djust'
import { serve } from 'djust/server'
import { expect, it, onTestFinished } from 'vitest'
import { Client } from './client.ts'

process.env.DJUST_SECRET ??= 'a secret that only the tests know'

class ListView extends LiveView {
  static template = `<p class="{{ mood }}">{{ count }}</p>
<ul>{% for item in items %}<li dj-key="{{ item }}">{{ item }}{% if item == chosen %}<b>!</b>{% endif %}</li>{% empty %}none{% endfor %}</ul>`
  count = 0
  mood = 'calm'
  items: string[] = []
  chosen = ''

  @eventHandler({ params: { items: 'str', chosen: 'str' } })
  show({ items, chosen }: { items: string; chosen: string }) {
    this.count += 1
    this.mood = this.count % 2 ? 'busy' : 'calm'
    this.items = items ? items.split('') : []
    this.chosen = chosen
  }

  @eventHandler
  fail() {
    throw new Error('this fails')
  }
}

it('a client that knows nothing but the protocol shows what the server says', async () => {
  const app = djust({ urls: [path('', ListView)] } as never)
  const server = await serve(app, { port: 0, hostname: '127.0.0.1', closeGraceMs: 0 })
  onTestFinished(() => server.close())
  const origin = `http://127.0.0.1:${server.port}`
  const client = await Client.load(`${origin}/`)
  onTestFinished(() => client.drop())
  expect(await client.connect(origin)).toBe(true)
  expect(await client.resync()).toBe(true)
  for (const items of ['abc', 'cab', 'cxb', '', 'zy', 'yzab', 'ayz']) {
    expect(await client.call('show', { items, chosen: items[1] ?? '' })).toBe(null)
    const patched = structuredClone(client.model.values)
    await client.resync()
    expect(patched).toEqual(client.model.values)
  }
  expect(await client.call('fail')).toBe('handler_failed')
  const waiting = client.call('show', { items: 'q', chosen: 'q' })
  client.drop()
  expect(await client.connect(origin)).toBe(true)
  expect(await waiting).toBe(null)
  expect(client.model.values[1]).toBe('8')
})
