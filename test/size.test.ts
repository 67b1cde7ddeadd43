import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { App } from 'djust'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { browserBundles, bundleForBrowser } from '../scripts/bundle-for-browser.ts'
import { lineFeatures } from '../src/wire/features.ts'

const demo = new URL('../examples/demo/app.ts', import.meta.url)
const scriptsOfRuntime = /<script src="[^"]*\/djust\/[^"]*?([\w-]+\.js)"/g
const maxCoreBytes = 10 * 1024
const maxPageBytes = 25 * 1024
const maxBytes = 34.5 * 1024

interface Demo {
  readonly default: App
  readonly urls: readonly { readonly pattern: string }[]
}

const scripts = browserBundles().filter(([file]) => file.startsWith('client/'))

describe('the runtime', () => {
  it('sends at most 10 kB to a page that needs nothing else', async () => {
    const size = await compressedBytes('src/client/start.ts')
    expect(size).toBeGreaterThan(0)
    expect(size).toBeLessThanOrEqual(maxCoreBytes)
  })

  it('sends at most 25 kB to any page of the demo', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'djust-size-'))
    vi.stubEnv('DEMO_DB', join(folder, 'demo.db'))
    vi.stubEnv('DJUST_SECRET', 'a secret that is long enough for production')
    onTestFinished(() => {
      vi.unstubAllEnvs()
      rmSync(folder, { recursive: true, force: true })
    })
    const sizes = new Map<string, number>()
    for (const [file, entry] of scripts)
      sizes.set(file.replace('client/', ''), await compressedBytes(entry))
    // Its types would register its users for all tests.
    const { default: app, urls } = (await import(String(demo))) as Demo
    for (const { pattern } of urls.filter((route) => !route.pattern.includes('<'))) {
      const response = await app.fetch(new Request(`http://127.0.0.1/${pattern}`))
      const loaded = [...(await response.text()).matchAll(scriptsOfRuntime)]
      const bytes = loaded.reduce((sum, [, name]) => sum + (sizes.get(name!) ?? 0), 0)
      if (response.status === 200) expect(bytes, pattern).toBeGreaterThan(0)
      expect(bytes, pattern).toBeLessThanOrEqual(maxPageBytes)
    }
  }, 120_000)

  it('is at most 34.5 kB, with all that no page needs at once', async () => {
    const lines = lineFeatures.map((name) => `client/${name}.js`)
    const used = scripts.filter(([file]) => !lines.includes(file))
    expect(used).toHaveLength(scripts.length - lines.length)
    const sizes = await Promise.all(used.map(([, entry]) => compressedBytes(entry)))
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(maxBytes)
  })

  it('has nothing twice that remembers something: feature files take it from the core', async () => {
    for (const [file, entry] of scripts.slice(1)) {
      const script = await bundleForBrowser(entry)
      expect(script, file).toContain('djust.core[')
    }
  })
})

async function compressedBytes(entry: string): Promise<number> {
  return brotliCompressSync(await bundleForBrowser(entry)).byteLength
}
