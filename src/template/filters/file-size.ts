import { withoutExponent, toInteger } from '../values/numbers.ts'

const units = ['KB', 'MB', 'GB', 'TB', 'PB']

/** Writes a number of bytes for people: `1023 bytes`, `1.2 MB`. The space does not break. */
export function filesizeformat(value: unknown): string {
  const bytes = Number(toInteger(value) ?? 0)
  const sign = bytes < 0 ? '-' : ''
  const size = Math.abs(bytes)
  if (size < 1024) return `${sign}${size}\u00a0${size === 1 ? 'byte' : 'bytes'}`
  let power = 1
  while (power < units.length && size >= 1024 ** (power + 1)) power++
  return `${sign}${oneDecimal(size / 1024 ** power)}\u00a0${units[power - 1]}`
}

/** Rounds to one decimal. Only quarters can lie exactly between two; then the even one is meant. */
function oneDecimal(size: number): string {
  if (size % 1 === 0.25) return `${Math.floor(size)}.2`
  if (size < 1e21) return size.toFixed(1)
  const text = withoutExponent(String(size))
  return text.includes('e')
    ? text.replace(/^(\d)(?:(\.\d)\d*)?/, (_, a, b = '.0') => a + b)
    : `${text}.0`
}
