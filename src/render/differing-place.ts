import type { ListRecord } from '../diff/list-record.ts'
import type { Location } from '../shared/location.ts'
import type { RecordShape } from '../template/emit/record-shape.ts'
import { isSameKey } from './helpers.ts'

/**
 * Finds the first place at which two records of a page differ.
 *
 * @param shape what their entries mean
 */
export function differingPlace(
  shape: RecordShape,
  one: readonly unknown[],
  other: readonly unknown[],
): Location | null {
  /** @param from where the entries of the region begin in both */
  function inRegion(
    id: number,
    a: readonly unknown[],
    b: readonly unknown[],
    from = 0,
  ): Location | null {
    for (const item of shape[id]!) {
      const [x, y] = [a[from + item.entry], b[from + item.entry]]
      let found: Location | null = null
      switch (item.kind) {
        case 'value':
          if (!isSameKey(x, y)) found = item.at
          break
        case 'branch': {
          const body = item.bodies[x as number]
          if (x !== y) found = item.at
          else if (body !== undefined)
            found = inRegion(
              body,
              recordAt(a, from + item.entry + 1),
              recordAt(b, from + item.entry + 1),
            )
          break
        }
        case 'list':
          found = inList(item, x as ListRecord, y as ListRecord)
          break
        case 'call':
          found = inRegion(item.region, x as unknown[], y as unknown[])
          break
        default:
          item satisfies never
      }
      if (found) return found
    }
    return null
  }

  function inList(
    { row, rowSize, empty, at }: Extract<RecordShape[number][number], { kind: 'list' }>,
    a: ListRecord,
    b: ListRecord,
  ): Location | null {
    if (a.keys.length !== b.keys.length) return at
    for (let i = 0; i < a.keys.length; i++) {
      if (!isSameKey(a.keys[i], b.keys[i])) return at
      const found = inRegion(row, a.values, b.values, i * rowSize)
      if (found) return found
    }
    const isEmpty = a.keys.length === 0 && empty >= 0
    return isEmpty ? inRegion(empty, a.empty ?? [], b.empty ?? []) : null
  }

  return inRegion(0, one, other)
}

function recordAt(record: readonly unknown[], entry: number): readonly unknown[] {
  return record[entry] as readonly unknown[]
}
