import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDocument, repository } from './blocks.ts'

const files = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(join(repository, 'src', path), 'utf8') }))

const headings = [...readDocument('docs/errors.md').matchAll(/^### `(\w+)`$/gm)].map(
  ([, code]) => code!,
)

/** Where codes stand in the sources, each form with the text in which they are quoted as its group. */
const forms = [
  /\bnew \w+Error\(\s*('\w+')/g,
  // Worked out before the error is made.
  /\bconst code =([^\n]*)/g,
  /\breturn \[\s*('[a-z]+_[a-z_]+'),/g,
  // Sent without an error, or said by the browser itself.
  /(?:[#.]refuse|\breport|\bgiveUp|[#.]eventError|[#.]fail)\(([^)]*)\)/g,
  /\bcode: ('\w+')/g,
]

/** In joining.ts: why a document cannot go on with a session. */
const problems = [/\bproblem: string \| null =([^\n]*)/g, /\breturn ([^\n{]*'\w+')$/gm]

/** What nobody gets to see: said between two processes of ours, and to a connection that is gone. */
const internal = ['app_failed', 'closed']

const codes = new Map<string, string>()
for (const { path, text } of files) {
  const here = path.endsWith('joining.ts') ? [...forms, ...problems] : forms
  for (const [, quoted] of here.flatMap((form) => [...text.matchAll(form)])) {
    for (const [, code] of quoted!.matchAll(/'([a-z]+(?:_[a-z]+)*)'/g)) codes.set(code!, path)
  }
}

describe('docs/errors.md', () => {
  it('has a heading for every code', () => {
    const missing = [...codes].filter(([code]) => ![...headings, ...internal].includes(code))
    expect(missing.map(([code, path]) => `${code} of src/${path}`)).toEqual([])
  })

  it('has no heading without a code', () => {
    expect(headings.filter((code) => !codes.has(code))).toEqual([])
  })

  it('has each heading once', () => {
    expect(headings.filter((code, i) => headings.indexOf(code) !== i)).toEqual([])
  })
})

describe('the sources', () => {
  it('write every code as a text, so that this test can find it', () => {
    const made = files.flatMap(({ path, text }) =>
      [...text.matchAll(/\bnew (?:Template|Config|Handler|Protocol|Djust)Error\(\s*([^,\s]+),/g)]
        .map(([, code]) => code!)
        .filter((code) => !/^'\w+'$/.test(code) && code !== 'code')
        .map((code) => `src/${path}: ${code}`),
    )
    expect(made).toEqual([])
  })
})
