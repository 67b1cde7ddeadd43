import { readdirSync, readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import type { Row } from '../scripts/bench-row.ts'
import { lineFeatures } from '../src/wire/features.ts'
import { note } from './_measure.ts'

// How much script does a live page load?
//
// The bytes of the built runtime, compressed by brotli at its highest level, against 10 kB; and of
// all that a page that uses everything loads, against 25 kB. Those are all scripts for the browser
// but the ones that carry frames in another way than the default. All of them stand against the
// shipped client of LiveView, which is phoenix and phoenix_live_view, compressed alike.

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
  const lines = lineFeatures.map((name) => `${name}.js`)
  const all = sum(sizes)
  const used = sum(sizes.filter(({ file }) => !lines.includes(file)))
  const theirs = liveView
    .map((name) => compressedBytes(`node_modules/${name}.min.js`))
    .reduce((sum, bytes) => sum + bytes, 0)
  return [
    { name: 'browser runtime, brotli / 10 kB', ratio: core / allowedCoreBytes, goal: 1 },
    {
      name: 'browser runtime of a page that uses everything, brotli / 25 kB',
      ratio: used / allowedBytes,
      goal: 1,
    },
    {
      name: "browser runtime with all its parts, brotli / LiveView's client",
      ratio: all / theirs,
      goal: 1,
    },
  ]
}

function sum(sizes: readonly { readonly bytes: number }[]): number {
  return sizes.reduce((total, { bytes }) => total + bytes, 0)
}

function compressedBytes(file: string): number {
  return brotliCompressSync(readFileSync(file)).byteLength
}
