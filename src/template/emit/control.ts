import type { Condition, Expression, FlatAssign, Loop } from '../nodes.ts'
import type { ValueCode } from './values.ts'
import { literal, type Piece, type Statement, type Writer } from './writer.ts'

/** Where generated code goes, and what it takes its values from. */
export interface Target {
  readonly values: ValueCode
  readonly writer: Writer
}

/** Writes `if … else if … else`, with the statements that `draw` writes in each. */
export function writeBranches(
  { values, writer }: Target,
  branches: readonly { condition: Condition | null; draw(): void }[],
): void {
  branches.forEach(({ condition, draw }, i) => {
    const head = condition ? `if (${values.condition(condition)}) {` : '{'
    writer.line(i === 0 ? head : `} else ${head}`)
    draw()
  })
  writer.line('}')
}

interface LoopSource {
  readonly items: Expression
  readonly reversed: boolean
  readonly locals: readonly number[]
  readonly loop: Loop
}

/**
 * Writes a loop that draws each row in turn.
 *
 * @param end writes what is done behind each row
 */
export function writeLoop(
  target: Target,
  loop: LoopSource,
  draw: () => void,
  drawEmpty: (() => void) | null,
  end?: () => void,
): void {
  const { writer } = target
  const items = writeItems(target, loop)
  const index = writer.declare(`v${loop.loop.index}`)
  const count = writer.declare(`v${loop.loop.count}`)
  writer.line(`${count} = ${items}.length; c.rounds(${count})`)
  const item = itemCode(target, loop, items, index)
  const { first, row } = joinRows(writer.captured(draw), `${index} + 1 < ${count}`)
  if (first !== '') writer.line(`if (${count} > 0) o += ${literal(first)}`)
  writer.line(`for (${index} = 0; ${index} < ${count}; ${index}++) {`)
  writer.line(item)
  writer.add(row)
  end?.()
  writer.line('}')
  if (!drawEmpty) return
  writer.line(`if (${items}.length === 0) {`)
  drawEmpty()
  writer.line('}')
}

/**
 * Makes the text at the end of a row and the text at the beginning of the next one text: each piece takes its time when
 * they are put together, and rows are many.
 *
 * @param hasNext code that tells whether another row comes
 * @returns the text that is written before the first row
 */
function joinRows(
  row: readonly Statement[],
  hasNext: string,
): { first: string; row: readonly Statement[] } {
  const [begin, end] = [row[0], row.at(-1)]
  if (!Array.isArray(begin) || !Array.isArray(end)) return { first: '', row }
  const [first, last] = [textOf(begin[0]), textOf(end.at(-1))]
  if (first === '' || last === '' || (begin === end && begin.length < 3)) return { first: '', row }
  const joined = `(${hasNext} ? ${literal(last + first)} : ${literal(last)})`
  const inner = row.map((statement) => {
    if (!Array.isArray(statement)) return statement
    const pieces = statement === begin ? statement.slice(1) : statement
    return statement === end ? [...pieces.slice(0, -1), joined] : pieces
  })
  return { first, row: inner.filter((statement) => statement.length > 0) }
}

function textOf(piece: Piece | undefined): string {
  return typeof piece === 'object' ? piece.text : ''
}

/** Writes the evaluation of a loop's items, and gives the variable that holds them. */
export function writeItems({ values, writer }: Target, loop: LoopSource): string {
  const items = writer.declare(`t${loop.loop.index}`)
  const list = `T(${values.valueOrNull(loop.items)})`
  writer.line(`${items} = ${loop.reversed ? `${list}.slice().reverse()` : list}`)
  return items
}

/** Code that gives one item to the loop's variables, which it declares. */
export function itemCode(
  { writer }: Target,
  loop: LoopSource,
  items: string,
  index: string,
): string {
  const locals = loop.locals.map((local) => writer.declare(`v${local}`))
  if (locals.length === 1) return `${locals[0]} = ${items}[${index}]`
  return `;[${locals.join(', ')}] = E(${items}[${index}], ${locals.length})`
}

export function writeAssign(
  { values, writer }: Target,
  { local, isCell, mayBeMissing, value }: FlatAssign,
): void {
  const variable = isCell ? `c.m[${local}]` : writer.declare(`v${local}`)
  writer.line(`${variable} = ${mayBeMissing ? values.value(value) : values.resolved(value)}`)
}
