import { rowReadsBranch } from '../regions/kept-lists.ts'
import { assignsFor, assignsInTag, readsCells } from '../regions/free-locals.ts'
import type { Placed, PlacedAssign } from '../place/placed.ts'
import type { ListItem } from '../regions/region.ts'
import { streamUse } from '../stream-uses.ts'
import { itemCode, type Target, writeAssign, writeItems } from './control.ts'
import { keyPlace, listNames, outerLocals, writeKeyText, writeRows } from './list-code.ts'
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
  if (item.kept === 'stream') return writeStream(target, item, mode, draw)
  const { writer } = target
  const { node, slot, entry } = item
  const record = `r[b + ${entry}]`
  const items = writeItems(target, node)
  if (mode === 'paint') {
    const list = writer.declare(`l${slot}_`)
    const row = writer.declare(`o${slot}_`)
    const place = keyPlace(target.values, item)
    writer.line(`${list} = new Map()`)
    if (isRecorded) writer.line(`${record} = ${list}`)
    writeDrawnRows(target, item, items, () => {
      writer.line(`${row} = []`)
      writeKeyText(target, item)
      writer.line(`if (z === "" || ${list}.has(z)) c.reportKey(${place}, z)`)
      writer.line(`${list}.set(z, ${isRecorded ? row : 'null'})`)
      draw(`${row}, 0`)
    })
    return
  }
  const at = item.kept === 'append' ? -1 : 0
  const isKnown = mode === 'diff' && isRecorded
  const [old, journalCode] = isKnown ? [record, 'j'] : ['new Map()', '[]']
  writer.line(`x = new Map()`)
  writer.line(`q = addedRows(${at}, ${rowsOf(item, items)}, ${old}, x, ${journalCode})`)
  if (mode === 'fill') writer.line(`${isRecorded ? `${record} = x; ` : ''}f[${slot}] = q`)
  else {
    if (isRecorded) writer.line(journal(record, 'x'))
    writer.line(`if (q.length > 0) (p ??= []).push(${slot}, q)`)
  }
}

/** Writes the list of a stream: drawn with the page, and then changed by nothing but commands. */
function writeStream(
  target: Target,
  item: ListItem,
  mode: Mode,
  draw: (where: string) => void,
): void {
  const { values, writer } = target
  const { node, slot } = item
  if (mode === 'fill') writer.line(`f[${slot}] = []`)
  if (mode !== 'paint') return
  const items = writer.declare(`t${node.loop.index}`)
  const stream = values.valueOrNull(node.items)
  const { name, keyField } = streamUse(item)
  const use = JSON.stringify({ name, keyField })
  writer.line(`${items} = streamedItems(${stream}, ${use}, (t) => ${rowsOf(item, 't')})`)
  writer.line('c.beginStream()')
  writeDrawnRows(target, item, items, () => draw('[], 0'))
  writer.line('c.endStream()')
}

/** Writes the anchor and the rows of a list. */
function writeDrawnRows(target: Target, item: ListItem, items: string, draw: () => void): void {
  const { writer } = target
  const names = listNames(writer, item.node.loop, items)
  writer.line(`${names.count} = ${items}.length; c.rounds(${names.count})`)
  writer.output(`"<!--" + ${names.count} + "-->"`)
  writeRows(target, item, names, draw)
}

/** Writes the function that gives keys and values of rows whose items it is given. */
export function keptRowsFunction(item: ListItem, values: ValueCode): string {
  const { node, row } = item
  const writer = new Writer()
  const target = { values, writer }
  writer.declare('z')
  const { index, count } = listNames(writer, node.loop, 't')
  const setRow = `${index} = i; ${itemCode(target, node, 't', index)}`
  writer.line(`${count} = t.length; c.rounds(${count})`)
  writer.line('return {')
  writer.line(`count: ${count},`)
  writer.line(`key: (i) => { ${setRow}`)
  writeKeyText(target, item)
  writer.line('return z },')
  writer.line(`report: (key) => c.reportKey(${keyPlace(values, item)}, key),`)
  writer.line(`fill: (i, s) => { ${setRow}; return ${call('fill', row, 's, 0')} },`)
  if (item.kept !== 'stream')
    writer.line(`diff: (i, s, j) => { ${setRow}; return ${call('diff', row, 's, 0, j')} },`)
  writer.line('}')
  return writer.toFunction(`kept${row.id}`, ['c', 't', ...outer(item)], '', 'null')
}

/**
 * Writes the function that gives, for each list of a stream, what draws rows of given items. Of the page around them it
 * evaluates what they read and nothing else.
 */
export function streamsFunction(
  page: readonly Placed[],
  streams: readonly ListItem[],
  values: ValueCode,
): string {
  const writer = new Writer()
  const assigns = assignsIn(page)
  for (const item of streams) {
    if (readsCells(item.row, assignsFor(outerLocals(item), assigns)))
      throw rowReadsBranch(item.node)
  }
  for (const assign of assignsFor(streams.flatMap(outerLocals), assigns)) {
    writeAssign({ values, writer }, assign)
  }
  const result = writer.declare('result')
  writer.line(`${result} = [${streams.map((item) => `(t) => ${rowsOf(item, 't')}`).join(', ')}]`)
  return writer.toFunction('streams', ['c'], '', result)
}

/** The assignments that stand in no branch or loop. */
function assignsIn(nodes: readonly Placed[]): PlacedAssign[] {
  return nodes.flatMap((node): readonly PlacedAssign[] => {
    if (node.kind === 'assign') return [node]
    return node.kind === 'element' ? [...assignsInTag(node), ...assignsIn(node.children)] : []
  })
}

function rowsOf(item: ListItem, items: string): string {
  return `kept${item.row.id}(${['c', items, ...outer(item)].join(', ')})`
}

function outer(item: ListItem): string[] {
  return outerLocals(item).map((local) => `v${local}`)
}
