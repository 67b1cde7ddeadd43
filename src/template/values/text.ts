import { escapeHtml } from '../../shared/html.ts'
import { defaultMomentText } from './date-format.ts'
import { utcZone, type ZoneEnv } from './env.ts'
import { Float } from './float.ts'
import { toMoment } from './moment.ts'
import { isDecimalObject, numberText, withoutExponent } from './numbers.ts'
import { toStr } from './python-text.ts'
import { SafeString } from './safe-string.ts'

/**
 * What `{{ value }}` shows, unescaped: Django's spelling of the value.
 *
 * @param env whose time zone dates are shown in
 * @throws {TemplateError} when the value is a promise
 */
export function toText(value: unknown, env: ZoneEnv = utcZone): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return (value | 0) === value ? `${value}` : numberText(value)
  if (typeof value === 'object' && value !== null) return objectText(value, env)
  return toStr(value)
}

/** What `{{ value }}` prints into markup: escaped, unless it is a safe string. */
export function toHtml(value: unknown, env: ZoneEnv = utcZone): string {
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return toText(value)
  if (value instanceof SafeString) return value.html
  return escapeHtml(toText(value, env))
}

function objectText(value: object, env: ZoneEnv): string {
  if (value instanceof SafeString) return value.html
  const moment = toMoment(value, env)
  if (moment !== undefined) return defaultMomentText(moment)
  if (value instanceof Float) return withoutExponent(value.toString())
  return isDecimalObject(value) ? withoutExponent(value.toFixed()) : toStr(value)
}
