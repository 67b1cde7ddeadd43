import type { ListItem } from '../regions/region.ts'
import { itemCode, type Target, writeItems } from './control.ts'
import { listNames, outerLocals, writeKey, writeRows } from './list-code.ts'
import { call, journal, type Mode } from './region-call.ts'
import type { ValueCode } from './values.ts'
import { Writer } from './writer.ts'

/**
 * Writes a list whose rows the browser keeps. Those of the last render are recorded, so that a list which is not emptied
 * does not send them again.
 *
 * @param draw writes the painting of one row, given code of its record
 */
export function writeKeptList(
  target: Target,
  item: ListItem,
  { mode, isRecorded }: { mode: Mode; isRecorded: boolean },
  draw: (where: string) => void,
): void {
  const { writer } = target
  const { node, slot, entry } = item
  const rowsOf = (items: string): string =>
    `kept${item.row.id}(${['c', items, ...outer(item)].join(', ')})`
  const record = `r[b + ${entry}]`
  if (mode === 'paint') {
    const items = writeItems(target, node)
    const names = listNames(writer, node.loop, items)
    const [list, row, key] = [...'lok'].map((letter) => writer.declare(`${letter}${slot}_`)) as [
      string,
      string,
      string,
    ]
    writer.line(`${names.count} = ${items}.length; c.rounds(${names.count})`)
    if (isRecorded) writer.line(`${list} = ${record} = new Map()`)
    writer.output(`"<!--" + ${names.count} + "-->"`)
    writeRows(target, item, names, () => {
      if (!isRecorded) return draw('[], 0')
      writer.line(`${row} = []`)
      writeKey(target, item, key, items, names.index)
      writer.line(`${list}.set(String(${key}), ${row})`)
      draw(`${row}, 0`)
    })
  } else {
    const items = writeItems(target, node)
    const at = item.kept === 'append' ? -1 : 0
    const isKnown = mode === 'diff' && isRecorded
    const [old, journalCode] = isKnown ? [record, 'j'] : ['new Map()', '[]']
    writer.line(`x = new Map()`)
    writer.line(`q = addedRows(${at}, ${rowsOf(items)}, ${old}, x, ${journalCode})`)
    if (mode === 'fill') writer.line(`${isRecorded ? `${record} = x; ` : ''}f[${slot}] = q`)
    else {
      if (isRecorded) writer.line(journal(record, 'x'))
      writer.line(`if (q.length > 0) (p ??= []).push(${slot}, q)`)
    }
  }
}

/** Writes the function that gives keys and values of rows whose items it is given. */
export function keptRowsFunction(item: ListItem, values: ValueCode): string {
  const { node, row } = item
  const writer = new Writer()
  const target = { values, writer }
  const { index, count } = listNames(writer, node.loop, 't')
  const setRow = `${index} = i; ${itemCode(target, node, 't', index)}`
  writer.line(`${count} = t.length; c.rounds(${count})`)
  writer.line('return {')
  writer.line(`count: ${count},`)
  writer.line(`key: (i) => { ${setRow}`)
  writeKey(target, item, writer.declare('z'), 't', index)
  writer.line('return String(z) },')
  writer.line(`fill: (i, s) => { ${setRow}; return ${call('fill', row, 's, 0')} },`)
  writer.line(`diff: (i, s, j) => { ${setRow}; return ${call('diff', row, 's, 0, j')} },`)
  writer.line('}')
  return writer.toFunction(`kept${row.id}`, ['c', 't', ...outer(item)], '', 'null')
}

function outer(item: ListItem): string[] {
  return outerLocals(item).map((local) => `v${local}`)
}
