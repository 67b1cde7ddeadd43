import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { App } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { note } from './_measure.ts'

// How much script does a live page load?
//
// The bytes of the built runtime, compressed by brotli at its highest level, against 10 kB; and of
// all that the page of the demo loads which loads most, against 25 kB. All files, those among them
// that carry frames in another way than the default, stand against the shipped client of LiveView,
// which is phoenix and phoenix_live_view, compressed alike.

const folder = 'dist/client'
const allowedCoreBytes = 10 * 1024
const allowedPageBytes = 25 * 1024
const liveView = ['phoenix/priv/static/phoenix', 'phoenix_live_view/priv/static/phoenix_live_view']

export default async function runtimeSize(): Promise<Row[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const sizes = files
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, bytes: compressedBytes(`${folder}/${file}`) }))
  for (const { file, bytes } of sizes) note(`${file}: ${bytes} bytes`)
  const core = sizes.find(({ file }) => file === 'djust.js')!.bytes
  const pages = await scriptsOfDemo()
  const most = Math.max(
    ...pages.map((scripts) => sum(sizes.filter(({ file }) => scripts.includes(file)))),
  )
  const theirs = liveView
    .map((name) => compressedBytes(`node_modules/${name}.min.js`))
    .reduce((sum, bytes) => sum + bytes, 0)
  return [
    { name: 'browser runtime, brotli / 10 kB', ratio: core / allowedCoreBytes, goal: 1 },
    {
      name: 'browser runtime of the largest page of the demo, brotli / 25 kB',
      ratio: most / allowedPageBytes,
      goal: 1,
    },
    {
      name: "browser runtime with all its parts, brotli / LiveView's client",
      ratio: sum(sizes) / theirs,
      goal: 1,
    },
  ]
}

interface Demo {
  readonly default: App
  readonly urls: readonly { readonly pattern: string }[]
}

/** Names of the runtime's files that each page of the demo loads. */
async function scriptsOfDemo(): Promise<string[][]> {
  process.env.DJUST_SECRET ??= randomBytes(32).toString('base64url')
  process.env.DEMO_DB = join(mkdtempSync(join(tmpdir(), 'djust-size-')), 'demo.db')
  // Its types would register its users for all benches.
  const app = String(new URL('../examples/demo/app.ts', import.meta.url))
  const { default: demo, urls } = (await import(app)) as Demo
  const scripts = urls
    .filter(({ pattern }) => !pattern.includes('<'))
    .map(async ({ pattern }) => {
      const response = await demo.fetch(new Request(`http://127.0.0.1/${pattern}`))
      const html = await response.text()
      return [...html.matchAll(/<script src="[^"]*\/djust\/[^"]*?([\w-]+\.js)"/g)].map(
        ([, name]) => name!,
      )
    })
  return Promise.all(scripts)
}

function sum(sizes: readonly { readonly bytes: number }[]): number {
  return sizes.reduce((total, { bytes }) => total + bytes, 0)
}

function compressedBytes(file: string): number {
  return brotliCompressSync(readFileSync(file)).byteLength
}
