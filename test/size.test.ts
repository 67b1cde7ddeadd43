import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { App } from 'djust'
import { describe, expect, it } from 'vitest'
import { browserBundles, bundleForBrowser } from '../scripts/bundle-for-browser.ts'
import { lineFeatures } from '../src/wire/features.ts'

const demo = new URL('../examples/demo/app.ts', import.meta.url)
const maxCoreBytes = 10 * 1024
const maxDemoBytes = 25 * 1024
const maxBytes = 30 * 1024

/** What no template asks for: it comes where the network, a setting, an older browser or a page out of step does. */
const rareFeatures = [...lineFeatures, 'rebuild', 'move-neighbours']

/** All pages of the demo but that of somebody who has logged in, which is made of the same. */
const demoPages = [
  '',
  ...['counter/', 'counter-fn/', 'todos/', 'badge/', 'booking/', 'photos/', 'books/'],
  ...['market/', 'readings/', 'chat/', 'log-in/'],
]

const scripts = browserBundles().filter(([file]) => file.startsWith('client/'))

describe('the runtime', () => {
  it('sends at most 10 kB to a page that needs nothing else', async () => {
    const size = await compressedBytes('src/client/start.ts')
    expect(size).toBeGreaterThan(0)
    expect(size).toBeLessThanOrEqual(maxCoreBytes)
  })

  it('sends at most 25 kB to a visitor of all pages of the demo', async () => {
    const shown = new Set((await Promise.all(demoPages.map(scriptsOf))).flat())
    const used = scripts.filter(([file]) => shown.has(file))
    expect(used.length).toBe(shown.size)
    expect(used.length).toBeGreaterThan(5)
    expect(await bytesOf(used)).toBeLessThanOrEqual(maxDemoBytes)
  }, 60_000)

  it('sends at most 30 kB to a page that uses everything', async () => {
    const rare = rareFeatures.map((name) => `client/${name}.js`)
    const used = scripts.filter(([file]) => !rare.includes(file))
    expect(used).toHaveLength(scripts.length - rare.length)
    expect(await bytesOf(used)).toBeLessThanOrEqual(maxBytes)
  }, 60_000)

  it('has nothing twice that remembers something: feature files take it from the core', async () => {
    for (const [file, entry] of scripts.slice(1)) {
      const script = await bundleForBrowser(entry)
      expect(script, file).toContain('djust.core[')
    }
  }, 60_000)
})

async function compressedBytes(entry: string): Promise<number> {
  return brotliCompressSync(await bundleForBrowser(entry)).byteLength
}

async function bytesOf(files: readonly [file: string, entry: string][]): Promise<number> {
  const sizes = await Promise.all(files.map(([, entry]) => compressedBytes(entry)))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** The runtime's scripts that a page of the demo loads with it. */
async function scriptsOf(page: string): Promise<string[]> {
  process.env.DJUST_SECRET ??= 'a secret that only the tests know'
  process.env.DEMO_DB ??= join(mkdtempSync(join(tmpdir(), 'djust-size-')), 'demo.db')
  // Its types would register its users for all tests.
  const { default: app } = (await import(String(demo))) as { default: App }
  const response = await app.fetch(new Request(`http://127.0.0.1/${page}`))
  expect(response.status, page).toBe(200)
  const names = (await response.text()).matchAll(/<script src="[^"]*\/djust\/[^"]*?([\w-]+)\.js"/g)
  return Array.from(names, ([, name]) => `client/${name}.js`)
}
