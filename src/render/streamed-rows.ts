import { DjustError } from '../shared/errors.ts'
import { Stream, type StreamChange } from '../shared/stream.ts'
import type { StreamUse } from '../template/stream-uses.ts'
import { toItems } from '../template/values/iterate.ts'
import type { KeptChange } from '../wire/patch.ts'
import type { GivenRows } from './kept-rows.ts'

/** Gives the rows of some items. */
export type RowsOf = (items: readonly unknown[]) => GivenRows

/**
 * The items with which the list of a stream is drawn.
 *
 * @throws {TemplateError} when it is no stream, and has no items
 */
export function streamedItems(
  stream: unknown,
  use: Pick<StreamUse, 'name' | 'keyField'>,
  rowsOf: RowsOf,
): readonly unknown[] {
  if (!(stream instanceof Stream)) return toItems(stream)
  return stream.items(
    (items) => keysOf(rowsOf(items)),
    (given) => rowsOf([itemOf(given, use)]).key(0),
  )
}

/**
 * Draws something that happened to a stream, as the browser is told it.
 *
 * @throws {DjustError} when an item is named by a key, and its row is known by something else
 */
export function drawChange(change: StreamChange, use: StreamUse, rowsOf: RowsOf): KeptChange {
  switch (change.kind) {
    case 'reset':
      return 0
    case 'delete':
      return rowsOf([itemOf(change.item, use)]).key(0)
    case 'insert': {
      const { at, limit, items } = change
      const rows = rowsOf(items)
      keysOf(rows)
      return [at, limit, ...items.map((_, i) => rows.fill(i, []))]
    }
    default:
      return change satisfies never
  }
}

/** The keys of rows; one that is empty, or given twice, is reported. */
function keysOf(rows: GivenRows): string[] {
  const keys = new Set<string>()
  return Array.from({ length: rows.count }, (_, i) => {
    const key = rows.key(i)
    if (key === '' || keys.has(key)) rows.report(key)
    keys.add(key)
    return key
  })
}

/** An item of which a template can make the key of its row: for a key alone, one that has nothing else. */
function itemOf(given: unknown, { name, keyField }: Pick<StreamUse, 'name' | 'keyField'>): unknown {
  if (typeof given === 'object' && given !== null) return given
  if (keyField === '') return given
  if (keyField !== null) return { [keyField]: given }
  throw new DjustError(
    'stream_key',
    `streamDelete("${name}", ${JSON.stringify(String(given))}) names an item by its key, but the template does not make the key of its row of one field alone. Pass the item, or what the key is made of: streamDelete("${name}", item).`,
  )
}
