import type { Condition, Env, Expression, Flat, Loop } from '../nodes.ts'
import { partsOf, valuesOf } from '../walk.ts'
import type { Placed, PlacedAssign, PlacedElement, TagPart } from '../place/placed.ts'
import type { Item, Region } from './region.ts'

/** Finds the locals that a region reads but does not set: those of loops and `with` around it. */
export function freeLocals(region: Region): number[] {
  const visitor = newVisitor()
  visitItems(region.items, visitor, new Set([region]))
  return [...free(visitor.locals)].sort((a, b) => a - b)
}

/** Whether a row, its key, or some assignments read a cell that they do not set: what a branch above has set. */
export function readsCells(row: Region, assigns: readonly PlacedAssign[]): boolean {
  const visitor = newVisitor()
  for (const assign of assigns) visitAssign(assign, visitor)
  visitItems(row.items, visitor, new Set([row]))
  return free(visitor.cells).size > 0
}

/** The assignments in an opening tag, and in the text of a title or textarea. */
export function assignsInTag({ open, text }: PlacedElement): PlacedAssign[] {
  const pieces = open.flatMap((part): readonly (TagPart | Flat)[] =>
    part.kind === 'value' ? part.parts : [part],
  )
  return [...pieces, ...text].filter((piece) => piece.kind === 'assign')
}

/** Those of some assignments, in order, that locals hang on. */
export function assignsFor(
  locals: Iterable<number>,
  assigns: readonly PlacedAssign[],
): PlacedAssign[] {
  const needed = new Set(locals)
  for (const { local, value } of assigns.toReversed()) {
    if (needed.has(local)) for (const each of localsOf(value)) needed.add(each)
  }
  return assigns.filter(({ local }) => needed.has(local))
}

/** The locals that a value reads. */
function localsOf(expression: Expression): Set<number> {
  const visitor = newVisitor()
  visitExpression(expression, visitor)
  return visitor.locals.uses
}

/** The locals that nodes read and do not set. */
export function localsOfText(nodes: readonly (Flat | Placed)[]): Set<number> {
  const visitor = newVisitor()
  visitNodes(nodes, visitor)
  return free(visitor.locals)
}

/** Variables of one kind: those that are read, and those that are set. */
interface Variables {
  readonly uses: Set<number>
  readonly sets: Set<number>
}

interface Visitor {
  readonly locals: Variables
  readonly cells: Variables
}

function newVisitor(): Visitor {
  return {
    locals: { uses: new Set(), sets: new Set() },
    cells: { uses: new Set(), sets: new Set() },
  }
}

function free({ uses, sets }: Variables): Set<number> {
  return new Set([...uses].filter((variable) => !sets.has(variable)))
}

function visitItems(items: readonly Item[], to: Visitor, seen: Set<Region>): void {
  for (const item of items) {
    switch (item.kind) {
      case 'assign':
        visitAssign(item, to)
        break
      case 'output':
        visitOutput(item, to)
        break
      case 'comment':
        visitNodes(item.parts ?? [], to)
        break
      case 'opaque':
        visitNodes([item.element], to)
        break
      case 'element':
        visitTag(item.element.open, to)
        visitNodes(item.element.text, to)
        visitItems(item.children, to, seen)
        break
      case 'branch':
        for (const { condition, body } of item.branches) {
          if (condition) visitCondition(condition, to)
          visitItems(body.items, to, seen)
        }
        break
      case 'list': {
        const { node } = item
        visitExpression(node.items, to)
        for (const local of [...node.locals, node.loop.index, node.loop.count])
          to.locals.sets.add(local)
        visitItems(item.row.items, to, seen)
        if (item.empty) visitItems(item.empty.items, to, seen)
        break
      }
      case 'call':
        for (const arg of item.node.args) visitExpression(arg, to)
        break
      case 'once':
        visitItems(item.region.items, to, seen)
        break
      case 'state':
        for (const value of item.values) {
          if (value.kind === 'truth') visitCondition(value.condition, to)
          else visitExpression(value.value, to)
        }
        break
    }
  }
}

function visitNodes(nodes: readonly (Flat | Placed)[], to: Visitor): void {
  for (const node of nodes) {
    switch (node.kind) {
      case 'element':
        visitTag(node.open, to)
        visitNodes(node.text, to)
        visitNodes(node.children, to)
        break
      case 'output':
        visitOutput(node, to)
        break
      case 'comment':
        visitNodes(node.parts ?? [], to)
        break
      case 'assign':
        visitAssign(node, to)
        break
      case 'call':
        for (const arg of node.args) visitExpression(arg, to)
        break
      case 'if':
        for (const { condition, body } of node.branches) {
          if (condition) visitCondition(condition, to)
          visitNodes(body, to)
        }
        break
      case 'for':
        visitExpression(node.items, to)
        for (const local of [...node.locals, node.loop.index, node.loop.count])
          to.locals.sets.add(local)
        visitNodes([...node.body, ...(node.empty ?? [])], to)
        break
    }
  }
}

function visitTag(parts: readonly TagPart[], to: Visitor): void {
  for (const part of parts) {
    if (part.kind === 'value' || part.kind === 'free') visitNodes(part.parts, to)
    if (part.kind === 'assign') visitAssign(part, to)
    if (part.kind === 'if') {
      for (const { condition, parts: inner } of part.branches) {
        if (condition) visitCondition(condition, to)
        visitTag(inner, to)
      }
    }
  }
}

function visitAssign({ local, isCell, value }: PlacedAssign, to: Visitor): void {
  ;(isCell ? to.cells : to.locals).sets.add(local)
  visitExpression(value, to)
}

function visitOutput({ value, env }: { value: Expression; env: Env }, to: Visitor): void {
  visitExpression(value, to)
  visitEnv(env, to)
}

function visitCondition(condition: Condition, to: Visitor): void {
  for (const value of valuesOf(condition)) visitExpression(value, to)
}

function visitExpression(expression: Expression, to: Visitor): void {
  for (const part of partsOf(expression)) visitExpression(part, to)
  switch (expression.kind) {
    case 'local':
      to.locals.uses.add(expression.local)
      break
    case 'cell':
      to.cells.uses.add(expression.cell)
      break
    case 'loop':
      visitLoop(expression.loop, expression.field === null, to)
      break
    case 'cycle':
      if ('loop' in expression.turn) to.locals.uses.add(expression.turn.loop.index)
      break
    case 'groups':
      to.locals.sets.add(expression.item)
      break
    case 'filter':
    case 'tag':
    case 'raw':
      visitEnv(expression.env ?? null, to)
      break
    case 'env':
      visitEnv(expression.base, to)
      break
    case 'capture':
      visitCapture(expression.body, to)
      break
  }
}

/** What is set in a body is known in it alone. */
function visitCapture(body: readonly Flat[], to: Visitor): void {
  const inner = newVisitor()
  visitNodes(body, inner)
  for (const local of free(inner.locals)) to.locals.uses.add(local)
  for (const cell of free(inner.cells)) to.cells.uses.add(cell)
}

function visitEnv(env: Env, to: Visitor): void {
  if (env !== null) to.locals.uses.add(env)
}

function visitLoop(loop: Loop, withParents: boolean, to: Visitor): void {
  to.locals.uses.add(loop.index)
  to.locals.uses.add(loop.count)
  if (!withParents || !loop.parent) return
  if ('kind' in loop.parent) visitExpression(loop.parent, to)
  else visitLoop(loop.parent, true, to)
}
