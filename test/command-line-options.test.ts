import { beforeEach, describe, expect, it, vi } from 'vitest'
import { flag, oneOf, seed, task, text, whole } from '../scripts/task.ts'

const usage = 'npm run dig -- [--seconds 60] [NAMES…]'
const options = {
  seconds: whole(60, { least: 1, most: 3_600 }),
  case: whole(null),
  seed: seed(),
  store: oneOf(['sqlite', 'redis'], 'sqlite'),
  only: text(''),
  faults: flag,
}

const printed: string[] = []
beforeEach(() => {
  printed.length = 0
  vi.spyOn(console, 'log').mockImplementation((line) => void printed.push(`${line}`))
  vi.spyOn(console, 'error').mockImplementation((line) => void printed.push(`! ${line}`))
})

const dug = vi.fn(() => Promise.resolve(0))
const dig = task({ usage, options }, dug)
const digNames = task({ usage, options, takesWords: true }, dug)

describe('a task', () => {
  it('is told what its options say, and else what it always does', async () => {
    await dig(['--seconds', '5', '--seed=7', '--store', 'redis', '--faults'])
    expect(dug).toHaveBeenLastCalledWith(
      { seconds: 5, case: null, seed: 7, store: 'redis', only: '', faults: true },
      [],
    )
    await dig([])
    expect(dug).toHaveBeenLastCalledWith(
      {
        seconds: 60,
        case: null,
        seed: expect.any(Number),
        store: 'sqlite',
        only: '',
        faults: false,
      },
      [],
    )
  })

  it('ends as it says', async () => {
    dug.mockResolvedValueOnce(3)
    expect(await dig([])).toBe(3)
  })

  it('tells how it is used, and does nothing else', async () => {
    dug.mockClear()
    expect(await dig(['--seconds', '5', '--help'])).toBe(0)
    expect(printed).toEqual([usage])
    expect(dug).not.toHaveBeenCalled()
  })

  it.each([
    [['--secnods', '5'], 'There is no option --secnods. Did you mean "--seconds"?'],
    [['-x'], 'There is no option -x.'],
    [['--seconds', 'soon'], '--seconds is a whole number from 1 to 3600, not "soon".'],
    [['--seconds', '0'], '--seconds is a whole number from 1 to 3600, not "0".'],
    [['--seconds=1e9'], '--seconds is a whole number from 1 to 3600, not "1e9".'],
    [['--case', '-1'], '--case is a whole number from 0, not "-1".'],
    [['--seconds'], '--seconds needs a value.'],
    [['--seconds', '--faults'], '--seconds needs a value.'],
    [['--store', 'reddis'], '--store is one of sqlite, redis, not "reddis". Did you mean "redis"?'],
    [['--faults=no'], '--faults takes no value.'],
    [['faults'], '"faults" is no option. Did you mean "--faults"?'],
  ])('refuses what it does not know: %j', async (args, problem) => {
    dug.mockClear()
    expect(await dig(args)).toBe(1)
    expect(printed).toEqual([`! ${problem}\n\n${usage}`])
    expect(dug).not.toHaveBeenCalled()
  })

  it('takes words where it is about things that have names', async () => {
    await digNames(['one', '--seconds', '5', 'two'])
    expect(dug).toHaveBeenLastCalledWith(expect.objectContaining({ seconds: 5 }), ['one', 'two'])
  })
})
