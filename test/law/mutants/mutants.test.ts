import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judgeAll } from './judge.ts'
import { outdated } from '../../support/source-change.ts'
import { mutants, someMutants } from './mutants.ts'
import { type TestedMutant, testedMutants } from './tested-mutants.ts'
import type { Verdict } from './worker.ts'

const seed = Number(process.env.LAW_SEED ?? 20_251)

it('every mutant still finds its place in the sources', () => {
  expect(outdated([...mutants, ...testedMutants])).toEqual([])
})

it('the tests that have to notice the others are there', () => {
  const isThere = ({ test, title }: TestedMutant) => readFileSync(test, 'utf8').includes(title)
  expect(testedMutants.filter((mutant) => !isThere(mutant))).toEqual([])
})

describe('the patch law', () => {
  it('notices mistakes in the engine', async () => {
    const verdicts = new Map<string, Verdict>()
    await judgeAll(someMutants, { seed, steps: 20_000, seconds: 300 }, ({ name }, verdict) =>
      verdicts.set(name, verdict),
    )
    expect(verdicts.size).toBeGreaterThanOrEqual(12)
    const missed = [...verdicts].filter(([, { caught }]) => caught === null)
    expect(missed.map(([name]) => name)).toEqual([])
  }, 900_000)
})
