import { assignsFor, assignsInTag, localsOfText } from '../regions/free-locals.ts'
import type { PlacedAssign } from '../place/placed.ts'
import type { ListItem, Region, RowKey } from '../regions/region.ts'
import { itemCode, type Target, writeAssign, writeItems } from './control.ts'
import { call, journal } from './region-call.ts'
import { writeText } from './text.ts'
import type { ValueCode } from './values.ts'
import { Writer } from './writer.ts'

/** The variables of a list in generated code. */
interface ListNames {
  readonly items: string
  readonly index: string
  readonly count: string
}

/** Writes the evaluation of a list's items and their number. */
export function writeListStart(target: Target, { node }: ListItem): ListNames {
  const items = writeItems(target, node)
  const names = namesOf(target.writer, node.loop, items)
  target.writer.line(`${names.count} = ${items}.length`)
  return names
}

function namesOf(writer: Writer, loop: ListItem['node']['loop'], items: string): ListNames {
  return { items, index: writer.declare(`v${loop.index}`), count: writer.declare(`v${loop.count}`) }
}

/** Writes a loop over the items, with the loop's variables set. */
export function writeRows(
  target: Target,
  { node }: ListItem,
  { items, index, count }: ListNames,
  body: () => void,
): void {
  target.writer.line(`for (${index} = 0; ${index} < ${count}; ${index}++) {`)
  target.writer.line(itemCode(target, node, items, index))
  body()
  target.writer.line('}')
}

/**
 * Writes the comparison of a list with its record. Mostly the same rows stand in the same order, and only their values
 * are compared; otherwise a function of its own finds out what moved.
 */
export function writeListDiff(target: Target, item: ListItem): void {
  const { writer } = target
  const { row, empty, slot, entry } = item
  const names = writeListStart(target, item)
  const { items, index, count } = names
  const at = `r[b + ${entry}]`
  const list = writer.declare(`l${slot}`)
  const key = writer.declare(`k${slot}`)
  const changed = writer.declare(`m${slot}`)
  writer.line(`${list} = ${at}; ${changed} = ${list}.keys.length !== ${count}; q = null`)
  writer.line(`if (!${changed}) {`)
  writeRows(target, item, names, () => {
    writeKey(target, item, key, items, index)
    writer.line(`if (${key} !== ${list}.keys[${index}]) { ${changed} = true; break }`)
    if (row.slotCount === 0) return
    const where = `${list}.values, ${index} * ${row.recordSize}, j`
    writer.line(`x = ${call('diff', row, where)}`)
    writer.line(`if (x !== null) (q ??= [0]).push(${index}, x)`)
  })
  writer.line('}')

  // What was noted of rows before the first other one goes into the old record, which nobody reads again.
  writer.line(`if (${changed}) {`)
  const outer = outerLocals(item).map((local) => `v${local}`)
  writer.line(`q = order${row.id}(${['c', list, items, 'j', ...outer].join(', ')})`)
  writer.line(`${journal(at, 'q.record')}; q = q.patch`)
  writer.line('}')
  if (empty && empty.slotCount > 0) {
    const diff = call('diff', empty, `${list}.empty, 0, j`)
    writer.line(`if (!${changed} && ${count} === 0) { x = ${diff}; if (x !== null) q = [2, x] }`)
  }
  writer.line(`if (q !== null) (p ??= []).push(${slot}, q)`)
}

/**
 * Writes the function that compares a list whose rows are other ones, or stand in another order. It is apart because
 * its closures would keep the variables of the loop above out of registers.
 */
export function orderFunction(item: ListItem, values: ValueCode): string {
  const { node, row, empty } = item
  const writer = new Writer()
  const target = { values, writer }
  const names = namesOf(writer, node.loop, 't')
  const { index, count } = names
  writer.line(`${count} = t.length`)
  writer.line(`const k = new Array(${count})`)
  writeRows(target, item, names, () => writeKey(target, item, `k[${index}]`, 't', index))
  const setRow = `${index} = i; ${itemCode(target, node, 't', index)}`
  writer.line('return V(l, k, {')
  writer.line(`size: ${row.recordSize},`)
  writer.line(`fill: (i, s, d) => { ${setRow}; return ${call('fill', row, 's, d')} },`)
  writer.line(`diff: (i, s, d) => { ${setRow}; return ${call('diff', row, 's, d, j')} },`)
  writer.line(`fillEmpty: ${empty ? `(s) => ${call('fill', empty, 's, 0')}` : 'null'},`)
  writer.line(`separate: () => Q(c, k, ${keyPlace(values, item)}),`)
  writer.line('})')
  const outer = outerLocals(item).map((local) => `v${local}`)
  return writer.toFunction(`order${row.id}`, ['c', 'l', 't', 'j', ...outer], '', 'null')
}

/** Locals from around the loop that its rows and keys read. */
function outerLocals({ node, row, empty, key }: ListItem): number[] {
  const set = key ? keyAssigns(key, row).map(({ local }) => local) : []
  const own = new Set([...node.locals, node.loop.index, node.loop.count, ...set])
  const read = [...row.parameters, ...(empty?.parameters ?? []), ...localsOfText(key?.parts ?? [])]
  return [...new Set(read)].filter((local) => !own.has(local))
}

/** Writes the key of the current row into `to`. */
export function writeKey(
  target: Target,
  { key, row }: ListItem,
  to: string,
  items: string,
  index: string,
): void {
  const { values, writer } = target
  if (!key) {
    writer.line(`${to} = I(${items}[${index}], ${index})`)
    return
  }
  for (const assign of keyAssigns(key, row)) writeAssign(target, assign)
  const [only, ...more] = key.parts
  if (more.length === 0 && only?.kind === 'output') {
    writer.line(`${to} = G(${values.value(only.value)}, c.env)`)
    return
  }
  writeText(target, 'z', key.parts, 'attribute')
  writer.line(`${to} = z`)
}

/** The assignments in a row that its key hangs on: it is read before the row is drawn. */
function keyAssigns({ parts }: RowKey, row: Region): PlacedAssign[] {
  const assigns = row.items.flatMap((item) => {
    if (item.kind === 'assign') return [item]
    return item.kind === 'element' ? assignsInTag(item.element) : []
  })
  return assignsFor(localsOfText(parts), assigns)
}

/** Which explicit key is meant, for the error about a duplicate; -1 for rows without. */
export function keyPlace(values: ValueCode, { key }: ListItem): number {
  return key ? values.place(key.at) : -1
}
