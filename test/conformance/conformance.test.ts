import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { accepted } from './accepted.ts'
import { type Outcome, VectorRunner } from './run-vector.ts'
import { readVectors, type Vector } from './vectors.ts'

const folders = ['recorded', 'written'].map((name) => new URL(`./${name}/`, import.meta.url))
const files = folders.flatMap((folder) =>
  readdirSync(folder).map((file) => ({ file, url: new URL(file, folder) })),
)
const runner = new VectorRunner()
const all = files.map(({ file, url }) => ({ file, vectors: readVectors(url.pathname) }))

describe('what Django renders, the engine renders', () => {
  it.each(all)('$file', ({ vectors }) => {
    const failures = vectors.flatMap((vector) => {
      const outcome = runner.run(vector)
      return outcome.kind === 'failed' && !(vector.test in accepted)
        ? [failureOf(vector, outcome)]
        : []
    })
    expect(failures).toEqual([])
  })

  it('has many cases', () => {
    expect(all.flatMap(({ vectors }) => vectors).length).toBeGreaterThan(3000)
  })
})

describe('what is accepted', () => {
  it('fails indeed', () => {
    const failing = new Set(
      all.flatMap(({ vectors }) =>
        vectors
          .filter(({ test }) => test in accepted)
          .filter((vector) => runner.run(vector).kind === 'failed')
          .map(({ test }) => test),
      ),
    )
    const own = new Set(all.flatMap(({ vectors }) => vectors.map(({ test }) => test)))
    const stale = Object.keys(accepted).filter((test) => own.has(test) && !failing.has(test))
    expect(stale).toEqual([])
  })
})

function failureOf({ test, templates, expect: { output, error } }: Vector, outcome: Outcome) {
  const got = outcome.kind === 'failed' ? outcome.got : ''
  return { test, templates, wanted: error ? error.type : output, got }
}
