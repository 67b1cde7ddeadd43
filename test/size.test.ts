import { brotliCompressSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { bundleForBrowser } from '../scripts/bundle-for-browser.ts'

const maxCoreBytes = 10 * 1024

it('sends at most 10 kB of runtime to the browser', async () => {
  const script = await bundleForBrowser('src/client/start.ts')
  expect(script.length).toBeGreaterThan(0)
  expect(brotliCompressSync(script).byteLength).toBeLessThanOrEqual(maxCoreBytes)
})
