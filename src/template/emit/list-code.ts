import { assignsFor, assignsInTag, localsOfText } from '../regions/free-locals.ts'
import type { PlacedAssign } from '../place/placed.ts'
import type { ListItem, Region, RowKey } from '../regions/region.ts'
import { itemCode, type Target, writeAssign, writeItems } from './control.ts'
import { call } from './region-call.ts'
import { writeText } from './text.ts'
import type { ValueCode } from './values.ts'
import { Writer } from './writer.ts'
import { envCode } from './values.ts'

/** The variables of a list in generated code. */
export interface ListNames {
  readonly items: string
  readonly index: string
  readonly count: string
}

/** Writes the evaluation of a list's items and their number. */
export function writeListStart(target: Target, { node }: ListItem): ListNames {
  const items = writeItems(target, node)
  const names = listNames(target.writer, node.loop, items)
  target.writer.line(`${names.count} = ${items}.length; c.rounds(${names.count})`)
  return names
}

/** The variables of a list whose items are in `items`. */
export function listNames(
  writer: Writer,
  loop: ListItem['node']['loop'],
  items: string,
): ListNames {
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
 * are compared. Otherwise that is done from both ends, as far as rows are the same; what lies between is left to a
 * function of its own.
 *
 * @param reads code of all that rows read of their items, where they read nothing else: then frozen items that are the
 *   same ones need no comparison
 */
export function writeListDiff(target: Target, item: ListItem, reads: string | null): void {
  const { writer } = target
  const { row, empty, slot, entry } = item
  const names = writeListStart(target, item)
  const { items, index, count } = names
  const [list, keys, key, mark, first, oldLast, behind] = [...'lskmdew'].map((letter) =>
    writer.declare(`${letter}${slot}`),
  ) as [string, string, string, string, string, string, string]
  writeScan(target, item, names)
  const compareRow = (oldIndex: string, note: string): void => {
    writer.line(itemCode(target, item.node, items, index))
    writer.line(recall(item, index))
    writeKey(target, item, key, items, index)
    writer.line(`if (${key} !== ${keys}[${oldIndex}]) break`)
    if (row.slotCount === 0) return
    writer.line(`x = ${call('diff', row, `${list}.values, ${oldIndex} * ${row.recordSize}, j`)}`)
    writer.line(`if (x !== null) ${note}`)
  }
  writer.line(`${list} = r[b + ${entry}]; q = null`)
  if (reads) writer.line(`if (!areStanding(${list}, ${items}, ${reads}, c.env, j)) {`)
  writer.line(`${keys} = ${list}.keys; ${mark} = j.length`)
  writer.line(`for (${index} = 0; ${index} < ${count} && ${index} < ${keys}.length; ${index}++) {`)
  compareRow(index, `(q ??= [0]).push(${index}, x)`)
  writer.line('}')

  writer.line(`if (${index} < ${count} || ${index} < ${keys}.length) {`)
  writer.line(`${first} = ${index}; ${oldLast} = ${keys}.length - 1; ${behind} = null`)
  writer.line(
    `for (${index} = ${count} - 1; ${index} >= ${first} && ${oldLast} >= ${first}; ${index}--, ${oldLast}--) {`,
  )
  compareRow(oldLast, `(${behind} ??= []).push(x, ${index})`)
  writer.line('}')
  const middle = `{ first: ${first}, last: ${index}, oldLast: ${oldLast}, before: q, behind: ${behind}, journal: j, mark: ${mark} }`
  const outer = orderParameters(item)
  writer.line(`q = order${row.id}(${['c', list, items, middle, 'j', ...outer].join(', ')})`)
  if (empty && empty.slotCount > 0) {
    const diff = call('diff', empty, `${list}.empty, 0, j`)
    writer.line(`} else if (${count} === 0) {`)
    writer.line(`x = ${diff}; if (x !== null) q = [2, x]`)
  }
  writer.line('}')
  writer.line(`if (q !== null) (p ??= []).push(${slot}, q)`)
  if (reads) writer.line('}')
  writer.line(recall(item, count))
}

/**
 * Writes a walk through the rows that notes, for each, what tags remember when it begins: rows are compared in an order
 * of their own. The rows are drawn for that, so only a list with such tags is walked.
 */
function writeScan(target: Target, { node }: ListItem, { items, index, count }: ListNames): void {
  if (node.memory.length === 0) return
  const { values, writer } = target
  const cells = JSON.stringify(node.memory)
  const notes = writer.declare(`h${node.loop.index}`)
  writer.line(`${notes} = []`)
  writer.line(`for (${index} = 0; ${index} < ${count}; ${index}++) {`)
  writer.line(itemCode(target, node, items, index))
  writer.line(`${notes}.push(c.remember(${cells}))`)
  writer.line(values.drawing(node.body))
  writer.line('}')
  writer.line(`${notes}.push(c.remember(${cells}))`)
}

/** Code that brings back what tags remembered when a row began; behind the last row, what they do at the end. */
function recall({ node }: ListItem, index: string): string {
  if (node.memory.length === 0) return ''
  return `c.recall(${JSON.stringify(node.memory)}, h${node.loop.index}[${index}])`
}

/** What the function for a changed order takes from around the list. */
function orderParameters(item: ListItem): string[] {
  const locals = outerLocals(item).map((local) => `v${local}`)
  return item.node.memory.length > 0 ? [...locals, `h${item.node.loop.index}`] : locals
}

/**
 * Writes the function that compares what is other between the ends of a list. It is apart because its closures would
 * keep the variables of the loops above out of registers.
 */
export function orderFunction(item: ListItem, values: ValueCode): string {
  const { node, row, empty } = item
  const writer = new Writer()
  const target = { values, writer }
  const names = listNames(writer, node.loop, 't')
  const { index, count } = names
  const setRow = `${index} = i; ${itemCode(target, node, 't', index)}; ${recall(item, index)}`
  writer.line(`${count} = t.length`)
  writer.line('return V(l, m, {')
  writer.line(`count: ${count},`)
  writer.line(`size: ${row.recordSize},`)
  writer.line(`key: (i) => { ${setRow}`)
  writeKey(target, item, writer.declare('z'), 't', index)
  writer.line('return z },')
  writer.line(`fill: (i, s, d) => { ${setRow}; return ${call('fill', row, 's, d')} },`)
  writer.line(`diff: (i, s, d) => { ${setRow}; return ${call('diff', row, 's, d, j')} },`)
  writer.line(`fillEmpty: ${empty ? `(s) => ${call('fill', empty, 's, 0')}` : 'null'},`)
  writer.line(`separate: (k) => Q(c, k, ${keyPlace(values, item)}),`)
  writer.line('})')
  const parameters = ['c', 'l', 't', 'm', 'j', ...orderParameters(item)]
  return writer.toFunction(`order${row.id}`, parameters, '', 'null')
}

/** Locals from around the loop that its rows and keys read. */
export function outerLocals({ node, row, empty, key }: ListItem): number[] {
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
    writer.line(`${to} = I(${items}[${index}])`)
    return
  }
  for (const assign of keyAssigns(key, row)) writeAssign(target, assign)
  const [only, ...more] = key.parts
  if (more.length === 0 && only?.kind === 'output') {
    writer.line(`${to} = G(${values.resolved(only.value)}, ${envCode(only.env)})`)
    return
  }
  writeText(target, 'z', key.parts, 'attribute')
  writer.line(`${to} = z`)
}

/** Writes the key of the current row into `z`, as the text that the browser reads. */
export function writeKeyText(target: Target, { key, row }: ListItem): void {
  for (const assign of keyAssigns(key!, row)) writeAssign(target, assign)
  writeText(target, 'z', key!.parts, 'attribute')
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
  return key ? values.tables.place(key.at) : -1
}
