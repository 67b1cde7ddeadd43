import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { VerifiedFile } from './verified-file.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'djust-verified-'))
  path = join(folder, '.djust', 'verified.json')
})

afterEach(() => rmSync(folder, { recursive: true }))

/** Once what was added is written. */
async function added(...keys: string[]): Promise<void> {
  const file = new VerifiedFile(folder)
  for (const key of keys) file.add(key)
  await Promise.resolve()
}

function has(key: string, version?: string): boolean {
  return new VerifiedFile(folder, version).has(key)
}

it('what was verified is known at the next start, out of reach of git', async () => {
  await added('a', 'b')
  expect(has('a')).toBe(true)
  expect(has('b')).toBe(true)
  expect(has('c')).toBe(false)
  expect(readdirSync(join(folder, '.djust')).sort()).toEqual(['.gitignore', 'verified.json'])
  expect(readFileSync(join(folder, '.djust', '.gitignore'), 'utf8')).toBe('*\n')
})

it('another version verifies for itself', async () => {
  await added('a')
  expect(has('a', '0.0.1')).toBe(false)
})

it.each([
  '',
  '{',
  'null',
  '[]',
  '{"version":1,"keys":{}}',
  '{"version":"0.1.0","keys":"abc"}',
  '\0\uffff',
  ' '.repeat(200_000),
])('a file that is broken counts as empty, and is written anew: %j', async (text) => {
  mkdirSync(join(folder, '.djust'))
  writeFileSync(path, text)
  expect(has('a')).toBe(false)
  await added('a')
  expect(has('a')).toBe(true)
})

it('what is no key in the file is passed over', async () => {
  await added('a')
  const kept = JSON.parse(readFileSync(path, 'utf8')) as { keys: unknown[] }
  writeFileSync(path, JSON.stringify({ ...kept, keys: [null, { a: 1 }, ['b'], 'b'] }))
  expect(has('b')).toBe(true)
  expect(has('a')).toBe(false)
})

it('is done without where nothing can be written', async () => {
  writeFileSync(join(folder, '.djust'), 'a file where the folder would be')
  await expect(added('a')).resolves.toBeUndefined()
  expect(has('a')).toBe(false)
})

it('keeps the pages that were used last', async () => {
  await added('first', ...Array.from({ length: 1_999 }, (_, i) => `key ${i}`))
  const file = new VerifiedFile(folder)
  expect(file.has('first')).toBe(true)
  for (let i = 0; i < 1_000; i++) file.add(`new ${i}`)
  await Promise.resolve()
  expect(has('first')).toBe(true)
  expect(has('new 999')).toBe(true)
  expect(has('key 0')).toBe(false)
  expect(has('key 1998')).toBe(true)
})
