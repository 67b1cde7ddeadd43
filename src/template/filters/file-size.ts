import { ownText } from '../i18n/own-texts.ts'
import { unitText } from '../i18n/units.ts'
import { floatText } from '../values/float.ts'
import type { RenderEnv } from '../values/env.ts'
import { formatNumber } from '../values/number-format.ts'
import { isInfinite, toInteger, withoutExponent } from '../values/numbers.ts'
import * as expect from './arguments.ts'

const units = ['KB', 'MB', 'GB', 'TB', 'PB']

/** Writes a number of bytes for people: `1023 bytes`, `1.2 MB`. The space does not break. */
export function filesizeformat(value: unknown, _: unknown, env: RenderEnv): string {
  if (isInfinite(value)) throw expect.valueError('filesizeformat', value, 'a finite number')
  const bytes = Number(toInteger(value) ?? 0)
  const sign = bytes < 0 ? '-' : ''
  const size = Math.abs(bytes)
  if (size < 1024) return sign + unitText(env, 'byte', size)
  let power = 1
  while (power < units.length && size >= 1024 ** (power + 1)) power++
  const amount = formatNumber(oneDecimal(size / 1024 ** power), env)
  const text = ownText(env, `%s ${units[power - 1]}`).replace('%s', () => amount)
  return sign + text.replaceAll(' ', '\u00a0')
}

/** Rounds to one decimal. Only quarters can lie exactly between two; then the even one is meant. */
function oneDecimal(size: number): string {
  if (size % 1 === 0.25) return `${Math.floor(size)}.2`
  if (size < 1e16) return size.toFixed(1)
  const text = withoutExponent(floatText(size))
  return text.includes('e')
    ? text.replace(/^(\d)(?:(\.\d)\d*)?/, (_, a, b = '.0') => a + b)
    : `${text}.0`
}
