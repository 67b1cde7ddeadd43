import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sourceFrame } from './source-frame.ts'

let folder: string
let file: string
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'source-')))
  file = join(folder, 'view.ts')
  writeFileSync(file, 'one\nthrow two\nthree\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

it("shows the author's line that a call leads through first", () => {
  const own = fileURLToPath(import.meta.url)
  const calls = [
    'Error: x',
    `    at deep (${own}:1:1)`,
    '    at run (node:internal/x:1:1)',
    `    at lib (${folder}/node_modules/lib/index.js:1:1)`,
    `    at MyView.save (${file}:2:7)`,
    `    at later (${file}:1:1)`,
  ]
  const frame = sourceFrame(calls.join('\n'))
  expect(frame).toContain('view.ts:2:7')
  expect(frame).toContain('> 2 | throw two')
})

it('reads places given as addresses and without a name', () => {
  expect(sourceFrame(`Error\n    at ${pathToFileURL(file).href}?t=1:2:7`)).toContain('> 2 | throw')
  expect(sourceFrame(`Error\n    at async ${file}:1:1`)).toContain('> 1 | one')
})

it('shows nothing when there is nothing to read', () => {
  for (const stack of [
    undefined,
    '',
    'Error: x',
    `Error\n    at ${folder}/missing.ts:1:1`,
    `Error\n    at ${file}:99:1`,
    `Error\n    at ${folder}:1:1`,
    'Error\n    at file://host/share/x.ts:1:1',
    'Error\n    at <anonymous>',
  ]) {
    expect(sourceFrame(stack)).toBe('')
  }
})
