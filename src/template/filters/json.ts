import { TemplateError } from '../../shared/errors.ts'
import { isoText } from '../values/date-letters.ts'
import { durationIso } from '../values/duration.ts'
import { Float, floatText } from '../values/float.ts'
import { describe } from '../values/iterate.ts'
import { ownZone, toMoment, type Moment } from '../values/moment.ts'
import { isDecimalObject } from '../values/numbers.ts'
import { isPlainObject } from '../values/plain-object.ts'
import { toStr } from '../values/python-text.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { isTruthy } from '../values/truth.ts'
import type { Filter } from './filter.ts'
import { escaped } from './html.ts'

export const jsonFilters: Readonly<Record<string, Filter>> = {
  json_script: {
    argument: 'optional',
    isSafe: true,
    isPure: true,
    makesSafe: true,
    run: jsonScript,
  },
}

/** Puts a value as JSON into a script element, where no character of it can end the element. */
function jsonScript(value: unknown, id: unknown): SafeString {
  const json = toJson(value, []).replace(/[<>&]/g, unicodeEscape)
  const name = isTruthy(id) ? ` id="${escaped(id instanceof SafeString ? id : toStr(id))}"` : ''
  return markSafe(`<script${name} type="application/json">${json}</script>`)
}

/** Writes JSON in ASCII, with a space after commas and colons. */
function toJson(value: unknown, parents: readonly object[]): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value).replace(/[\x7f-\uffff]/g, unicodeEscape)
    case 'number':
      return numberJson(value)
    case 'bigint':
      return String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      return value === null ? 'null' : objectJson(value, parents)
    default:
      return 'null'
  }
}

function objectJson(value: object, parents: readonly object[]): string {
  if (parents.includes(value)) {
    throw new TemplateError(
      'json_cycle',
      'The filter "json_script" got a value that contains itself. ' +
        'Give it a plain copy without the reference back.',
    )
  }
  const within = [...parents, value]
  if (value instanceof SafeString) return toJson(value.html, within)
  if (value instanceof Float) return Number.isFinite(value.value) ? floatText(value.value) : 'null'
  if (isDecimalObject(value)) return toJson(toStr(value), within)
  const moment = toMoment(value, ownZone)
  if (moment !== undefined) return toJson(momentJson(moment), within)
  const duration = durationIso(value)
  if (duration !== undefined) return toJson(duration, within)
  if (hasToJson(value)) return toJson(value.toJSON(), within)
  if (Array.isArray(value) || value instanceof Set) {
    return `[${Array.from(value, (item) => toJson(item, within)).join(', ')}]`
  }
  if (value instanceof Map) return mappingJson([...value], within)
  if (isPlainObject(value)) return mappingJson(Object.entries(value), within)
  throw new TemplateError(
    'not_json',
    `The filter "json_script" cannot write ${describe(value)} as JSON. ` +
      'Give it plain data, or a class with toJSON().',
  )
}

function mappingJson(
  entries: readonly (readonly [unknown, unknown])[],
  within: readonly object[],
): string {
  const pairs = entries
    .filter(
      ([, item]) => item !== undefined && typeof item !== 'function' && typeof item !== 'symbol',
    )
    .map(([key, item]) => `${toJson(keyText(key), within)}: ${toJson(item, within)}`)
  return `{${pairs.join(', ')}}`
}

function keyText(key: unknown): string {
  if (typeof key === 'boolean' || key === null) return String(key)
  return toStr(key)
}

/** Instants in UTC end in Z; the fraction of a second has three digits, or is left out. */
function momentJson(moment: Moment): string {
  return isoText(moment)
    .replace(/(\.\d{3})\d{3}/, '$1')
    .replace(/\+00:00$/, 'Z')
}

function numberJson(value: number): string {
  if (!Number.isFinite(value)) return 'null'
  return toStr(value)
}

function unicodeEscape(character: string): string {
  const hex = character.charCodeAt(0).toString(16).padStart(4, '0')
  return `\\u${character < '\x7f' ? hex.toUpperCase() : hex}`
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function'
}
