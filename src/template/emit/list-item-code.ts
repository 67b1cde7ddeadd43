import type { ListItem } from '../regions/region.ts'
import { itemReads } from './item-reads.ts'
import { keptRowsFunction, writeKeptList } from './kept-list-code.ts'
import {
  keyPlace,
  type ListNames,
  orderFunction,
  writeKey,
  writeListDiff,
  writeListStart,
  writeRows,
} from './list-code.ts'
import { writeRowEnd } from './plain-code.ts'
import { call } from './region-call.ts'
import type { RegionTarget } from './region-target.ts'

/** Writes a `{% for %}`. */
export function writeList(target: RegionTarget, item: ListItem): void {
  if (item.kept) return writeKept(target, item)
  if (target.mode !== 'diff') return writeNewList(target, item)
  if (!target.isRecorded) {
    // Nothing is known of the rows that are there: others come in their place.
    const rows = target.writer.declare(`w${item.slot}`)
    writeListValues(target, item, rows, null)
    target.writer.line(
      `(p ??= []).push(${item.slot}, ${rows}[0] === 0 ? [1, ...${rows}.slice(1)] : [3, ...${rows}])`,
    )
    return
  }
  const reads = itemReads(item)
  target.functions.push(orderFunction(item, target.values))
  if (reads) target.functions.push(`const reads${item.row.id} = ${JSON.stringify(reads)}`)
  writeListDiff(target, item, reads ? `reads${item.row.id}` : null)
}

/** Writes a list of which nothing is known yet. */
function writeNewList(target: RegionTarget, item: ListItem): void {
  const { slot, entry, empty } = item
  const list = target.isRecorded ? { name: target.writer.declare(`l${slot}`), entry } : null
  if (target.mode === 'fill') return writeListValues(target, item, `f[${slot}]`, list)
  const names = writeStart(target, item, list)
  target.writer.output(`"<!--" + ${names.count} + "-->"`)
  writeRecordedRows(target, item, names, list, (where) => writePaintedRow(target, item, where))
  if (empty) {
    const where = list ? `${list.name}.empty = [], 0` : '[], 0'
    target.writer.line(`if (${names.count} === 0) o += ${call('paint', empty, where)}`)
  }
  target.end(item.hasEnd)
}

/** @param to the variable that takes the values */
function writeListValues(
  target: RegionTarget,
  item: ListItem,
  to: string,
  list: ListVariable | null,
): void {
  const { row, empty } = item
  const names = writeStart(target, item, list)
  const { count, index } = names
  target.writer.line(`${to} = ${count} === 0 ? [0] : new Array(${count})`)
  writeRecordedRows(target, item, names, list, (where) =>
    target.writer.line(`${to}[${index}] = ${call('fill', row, where)}`),
  )
  if (!empty) return
  const where = list ? `${list.name}.empty = [], 0` : '[], 0'
  target.writer.line(`if (${count} === 0) ${to}[1] = ${call('fill', empty, where)}`)
}

function writeStart(target: RegionTarget, item: ListItem, list: ListVariable | null): ListNames {
  const names = writeListStart(target, item)
  const { count } = names
  if (list) {
    const record = `new R(new Array(${count}), new Array(${count} * ${item.row.recordSize}))`
    target.writer.line(`${list.name} = r[b + ${list.entry}] = ${record}`)
  }
  return names
}

/** @param write writes one row, given code of its record */
function writeRecordedRows(
  target: RegionTarget,
  item: ListItem,
  names: ListNames,
  list: ListVariable | null,
  write: (where: string) => void,
): void {
  const { items, index } = names
  writeRows(target, item, names, () => {
    if (!list) return write('[], 0')
    writeKey(target, item, `${list.name}.keys[${index}]`, items, index)
    write(`${list.name}.values, ${index} * ${item.row.recordSize}`)
  })
  if (list) target.writer.line(`Q(c, ${list.name}.keys, ${keyPlace(target.values, item)})`)
}

function writePaintedRow(
  target: RegionTarget,
  { before, row, after }: ListItem,
  where: string,
): void {
  target.draw(before.html)
  target.writer.output(call('paint', row, where))
  target.draw(after.html)
  writeRowEnd(target.writer)
}

function writeKept(target: RegionTarget, item: ListItem): void {
  const isRecorded = target.isRecorded
  writeKeptList(target, item, { mode: target.mode, isRecorded }, (where) =>
    writePaintedRow(target, item, where),
  )
  if (target.mode === 'diff') target.functions.push(keptRowsFunction(item, target.values))
  if (target.mode !== 'paint') return
  if (item.empty)
    target.writer.line(
      `if (v${item.node.loop.count} === 0) o += ${call('paint', item.empty, '[], 0')}`,
    )
  target.end(item.hasEnd)
}

/** The variable of a list's record, and its entry. */
interface ListVariable {
  readonly name: string
  readonly entry: number
}
