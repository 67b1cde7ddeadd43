import { readdirSync, readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import type { Row } from '../scripts/bench-row.ts'
import { note } from './_measure.ts'

// How much script does a live page load?
//
// The bytes of the built runtime, compressed by brotli at its highest level, against 10 kB; and of
// all scripts for the browser that production serves, the parts that only some pages load among
// them, against 25 kB. Beside them the shipped client of LiveView, which is phoenix and
// phoenix_live_view, compressed alike.

const folder = 'dist/client'
const allowedCoreBytes = 10 * 1024
const allowedBytes = 25 * 1024
const liveView = ['phoenix/priv/static/phoenix', 'phoenix_live_view/priv/static/phoenix_live_view']

export default async function runtimeSize(): Promise<Row[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const sizes = files
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, bytes: compressedBytes(`${folder}/${file}`) }))
  for (const { file, bytes } of sizes) note(`${file}: ${bytes} bytes`)
  const core = sizes.find(({ file }) => file === 'djust.js')!.bytes
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  const theirs = liveView
    .map((name) => compressedBytes(`node_modules/${name}.min.js`))
    .reduce((sum, bytes) => sum + bytes, 0)
  return [
    { name: 'browser runtime, brotli / 10 kB', ratio: core / allowedCoreBytes, goal: 1 },
    {
      name: 'browser runtime with all its parts, brotli / 25 kB',
      ratio: all / allowedBytes,
      goal: 1,
    },
    {
      name: "browser runtime with all its parts, brotli / LiveView's client",
      ratio: all / theirs,
      goal: 1,
    },
  ]
}

function compressedBytes(file: string): number {
  return brotliCompressSync(readFileSync(file)).byteLength
}
