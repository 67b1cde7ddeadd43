import { expect, it } from 'vitest'
import { testApp, type TestAppOptions } from '../../test/support/server.ts'
import { memory } from '../store/memory-store.ts'
import { LiveView } from '../view/live-view.ts'
import { path } from '../view/routes.ts'

class HomeView extends LiveView {
  static template = '<p>home</p>'
}

async function ask(address: string, options: Partial<TestAppOptions> = {}, isClosed = false) {
  const app = testApp({ urls: [path('', HomeView)], ...options })
  if (isClosed) await app.close()
  const response = await app.fetch(new Request(`http://localhost${address}`))
  return `${response.status} ${await response.text()}`
}

it('a process that lives and may be asked for pages says so', async () => {
  expect(await ask('/healthz')).toBe('200 ok')
  expect(await ask('/readyz')).toBe('200 ok')
})

it('a process whose store does not answer is not ready', async () => {
  const store = memory()
  store.take = () => Promise.reject(new Error('no store'))
  expect(await ask('/healthz', { store })).toBe('200 ok')
  expect(await ask('/readyz', { store })).toBe('503 not ready')
})

it('a process that ends is not ready', async () => {
  expect(await ask('/readyz', {}, true)).toBe('503 not ready')
})

it('an address of the application comes first', async () => {
  const urls = [path('healthz', () => new Response('mine'))]
  expect(await ask('/healthz', { urls })).toBe('200 mine')
})
