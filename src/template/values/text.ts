import { escapeHtml } from '../../shared/html.ts'
import { defaultMomentText } from './date-format.ts'
import { utcZone, type ZoneEnv } from './env.ts'
import { Float } from './float.ts'
import { toMoment } from './moment.ts'
import { formatNumber } from './number-format.ts'
import { isDecimalObject, numberText, withoutExponent } from './numbers.ts'
import { toStr } from './python-text.ts'
import { SafeString } from './safe-string.ts'

/**
 * What `{{ value }}` shows, unescaped: Django's spelling of the value, in the reader's locale.
 *
 * @param env the locale, and the time zone that dates are shown in
 * @throws {TemplateError} when the value is a promise
 */
export function toText(value: unknown, env: ZoneEnv = utcZone): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') {
    return (value | 0) === value && env.groupsDigits !== true ? `${value}` : numberIn(value, env)
  }
  if (typeof value === 'object' && value !== null) return objectText(value, env)
  return typeof value === 'bigint' ? numberIn(value, env) : toStr(value)
}

/** What `{{ value }}` prints into markup: escaped, unless it is a safe string. */
export function toHtml(value: unknown, env: ZoneEnv = utcZone): string {
  if (typeof value === 'string') return env.autoescape === false ? value : escapeHtml(value)
  if (typeof value === 'number') return toText(value, env)
  if (value instanceof SafeString) return value.html
  const text = toText(value, env)
  return env.autoescape === false ? text : escapeHtml(text)
}

function objectText(value: object, env: ZoneEnv): string {
  if (value instanceof SafeString) return value.html
  if (value instanceof Float || isDecimalObject(value)) return numberIn(value, env)
  const moment = toMoment(value, env)
  return moment === undefined ? toStr(value) : defaultMomentText(moment, env)
}

function numberIn(value: unknown, env: ZoneEnv): string {
  if (env.localizes === false) return toStr(value)
  const text = typeof value === 'number' ? numberText(value) : withoutExponent(toStr(value))
  return formatNumber(text, env)
}
