import { DjustError } from '../shared/errors.ts'

/**
 * Copies a value as the browser gets it: what `JSON.stringify` makes of it.
 *
 * @param of what it is for, such as `pushEvent("points")`
 * @throws {DjustError} `bad_payload` when JSON cannot hold it
 */
export function asJson(value: unknown, of: string): unknown {
  if (value === undefined) return undefined
  try {
    return JSON.parse(JSON.stringify(value))
  } catch (cause) {
    throw new DjustError(
      'bad_payload',
      `${of}: the payload cannot be written as JSON (${cause instanceof Error ? cause.message : cause}). ` +
        'Give texts, numbers, booleans, null, dates, and arrays and plain objects of these.',
      { cause },
    )
  }
}
