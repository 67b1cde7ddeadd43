import { expect } from 'vitest'
import { capture, programs } from '../../scripts/run-command.ts'
import { feature } from '../support/feature.ts'

feature(
  'typed end to end',
  'what is wrong does not compile: each line that has to be refused is marked in test/types',
  async () => {
    const { exitCode, output } = await capture(programs.tsc, ['-p', 'test/types/tsconfig.json'])
    expect(output).toBe('')
    expect(exitCode).toBe(0)
  },
  60_000,
)
