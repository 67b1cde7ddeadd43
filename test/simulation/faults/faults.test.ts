import { expect, it } from 'vitest'
import { outdated } from '../../support/source-change.ts'
import { faults } from './faults.ts'
import { judgeFaults } from './judge.ts'

it('every fault still finds its place in the sources', () => {
  expect(outdated(faults)).toEqual([])
})

it('stories notice mistakes in what sessions do', async () => {
  // Those of which the first stories tell already; npm run simulate -- --faults shows all.
  const plain = ['src/store/memory-store.ts', 'src/session/session-state.ts']
  const some = faults.filter(({ file }) => plain.includes(file))
  const missed: string[] = []
  await judgeFaults(some, { seed: 1, stories: 500, seconds: 20 }, ({ name }, { breach }) => {
    if (breach === null) missed.push(name)
  })
  expect(some.length).toBeGreaterThan(1)
  expect(missed).toEqual([])
}, 60_000)
