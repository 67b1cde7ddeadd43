import { readFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import type { Row } from '../scripts/bench-row.ts'

// How much script does a live page load?
//
// The bytes of the built runtime, compressed by brotli at its highest level, against 10 kB.

const allowedBytes = 10 * 1024

export default async function runtimeSize(): Promise<Row[]> {
  const { byteLength } = brotliCompressSync(readFileSync('dist/client/djust.js'))
  return [{ name: 'browser runtime, brotli / 10 kB', ratio: byteLength / allowedBytes, goal: 1 }]
}
