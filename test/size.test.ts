import { brotliCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { browserBundles, bundleForBrowser } from '../scripts/bundle-for-browser.ts'
import { lineFeatures } from '../src/wire/features.ts'

const maxCoreBytes = 10 * 1024
const maxBytes = 26 * 1024

/** What no template asks for: it comes where the network, a setting, an older browser or a page out of step does. */
const rareFeatures = [...lineFeatures, 'rebuild', 'move-neighbours']

const scripts = browserBundles().filter(([file]) => file.startsWith('client/'))

describe('the runtime', () => {
  it('sends at most 10 kB to a page that needs nothing else', async () => {
    const size = await compressedBytes('src/client/start.ts')
    expect(size).toBeGreaterThan(0)
    expect(size).toBeLessThanOrEqual(maxCoreBytes)
  })

  it('sends at most 26 kB to a page that uses everything', async () => {
    const rare = rareFeatures.map((name) => `client/${name}.js`)
    const used = scripts.filter(([file]) => !rare.includes(file))
    expect(used).toHaveLength(scripts.length - rare.length)
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
