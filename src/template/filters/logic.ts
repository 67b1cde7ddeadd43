import { ownText } from '../i18n/own-texts.ts'
import type { RenderEnv } from '../values/env.ts'
import { isTruthy } from '../values/truth.ts'
import * as expect from './arguments.ts'
import type { Filter } from './filter.ts'

/** Filters that choose by a value. */
export const logicFilters: Readonly<Record<string, Filter>> = {
  default: {
    argument: 'required',
    isPure: true,
    makesSafe: true,
    run: (value, fallback) => (isTruthy(value) ? value : fallback),
  },
  default_if_none: {
    argument: 'required',
    isPure: true,
    makesSafe: true,
    run: (value, fallback) => (value === null ? fallback : value),
  },
  yesno: { argument: 'optional', isPure: true, run: yesno },
}

/** Chooses one of two or three words; an argument with fewer leaves the value as it is. */
function yesno(value: unknown, argument: unknown, env: RenderEnv): unknown {
  const isDefault = argument === undefined || argument === null
  const choices = isDefault ? ownText(env, 'yes,no,maybe') : expect.text('yesno', argument)
  const words = choices.split(',')
  const [yes, no, maybe] = words
  if (no === undefined) return value
  if (value === null) return words.length === 3 ? maybe : no
  return isTruthy(value) ? yes : no
}
