import { ConfigError } from '../shared/errors.ts'
import type { Settings } from './settings.ts'

/** For each setting, what turns an author's value into what the settings hold, or refuses it. */
export type SettingChecks = { readonly [K in keyof Settings]: (value: unknown) => Settings[K] }

/**
 * Refuses the value of a setting.
 *
 * @param wanted what it must be
 * @param advice what to write instead
 * @throws {ConfigError} always
 */
export function refuse(key: string, value: unknown, wanted: string, advice: string): never {
  throw new ConfigError(
    'bad_setting',
    `Setting "${key}" is ${show(value)}; it must be ${wanted}. Write ${advice}.`,
  )
}

/** A setting that is on or off. @param example what to write instead of anything else */
export function trueOrFalse(key: string, value: unknown, example: boolean): boolean {
  if (typeof value === 'boolean') return value
  return refuse(key, value, 'true or false', `${key}: ${example}`)
}

/** Names a value in an error message, whatever it is. */
function show(value: unknown): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value)
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'symbol') return 'a symbol'
  if (typeof value !== 'object' || value === null) return String(value)
  return Array.isArray(value) ? 'a list' : 'an object'
}

export function isPlainText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\0')
}

export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isPlainText)
}

export function isPath(value: unknown): value is string {
  return typeof value === 'string' && /^(?:\/[\w.~-]+)+\/?$/.test(value)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
