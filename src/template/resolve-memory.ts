import type { Location } from '../shared/location.ts'
import { resetAll } from './numbering.ts'
import type { Condition, Cycle, Expression, Flat, Loop, Node, PathExpression } from './nodes.ts'
import type { Resolving } from './resolving.ts'
import { conditional, path, type Scope } from './scope.ts'

/** Resolves the tags that remember what they showed: `{% cycle %}` and `{% ifchanged %}`. */
export class RememberingTags {
  readonly #resolving: Resolving
  /** What `{% ifchanged %}` compares with: by the loop whose rounds it compares, and the tag. */
  readonly #changes = new Map<Loop, Map<object, number>>()

  constructor(resolving: Resolving) {
    this.#resolving = resolving
  }

  /** The cells of what the rounds of a loop compare. */
  changesIn(loop: Loop): number[] {
    return [...(this.#changes.get(loop)?.values() ?? [])]
  }

  resetCycle(cycle: Cycle, scope: Scope, at: Location): Flat[] {
    return resetAll([this.#cycleCell(cycle, scope)], at)
  }

  cycle({ cycle, at }: Extract<Node, { kind: 'cycle' }>, scope: Scope): Flat[] {
    const { loop, depth, isConditional } = scope
    const values = cycle.values.map((value) => this.#resolving.value(value, scope))
    // In the one loop of its template, outside of branches, the round is the turn.
    const isRound = !cycle.isShared && loop !== null && depth === 1 && !isConditional
    const turn = isRound ? { loop } : { cell: this.#cycleCell(cycle, scope) }
    const value: Expression = { kind: 'cycle', values, turn, at }
    if (cycle.name === null) return [this.#resolving.output(value, scope, at)]
    const set = this.#resolving.names.assignUpward(cycle.name, value, scope, at)
    if (cycle.isSilent) return set
    const name: PathExpression = { kind: 'path', name: cycle.name, steps: [], at }
    return [...set, this.#resolving.output(path(name, scope), scope, at)]
  }

  #cycleCell(cycle: Cycle, { memory }: Scope): number {
    let cell = memory.cycles.get(cycle)
    if (cell === undefined) {
      cell = this.#resolving.names.local()
      memory.cycles.set(cycle, cell)
      memory.cells.push(cell)
    }
    this.#resolving.names.touched.add(cell)
    return cell
  }

  ifChanged(node: Extract<Node, { kind: 'ifchanged' }>, scope: Scope): Flat[] {
    const { at, id, body, orElse } = node
    return this.#resolving.withCells([body, orElse ?? []], scope, at, () => {
      const cell = this.#changedCell(id, scope)
      const changed = (values: readonly Expression[]): Condition => ({
        kind: 'value',
        value: { kind: 'changed', values, cell, at },
      })
      const otherwise = {
        condition: null,
        body: orElse ? this.#resolving.all(orElse, conditional(scope)) : [],
      }
      if (node.values.length > 0) {
        const values = node.values.map((value) => this.#resolving.value(value, scope))
        const drawn = {
          condition: changed(values),
          body: this.#resolving.all(body, conditional(scope)),
        }
        return [{ kind: 'if', branches: orElse ? [drawn, otherwise] : [drawn], at }]
      }
      // The body is drawn once, to be compared, and is shown as it was drawn.
      const local = this.#resolving.names.local()
      const drawnBody = this.#resolving.all(body, repeated(scope))
      const value: Expression = { kind: 'capture', body: drawnBody, isLazy: false, at }
      const captured: Expression = { kind: 'local', local, steps: [], at }
      const shown = [this.#resolving.output(captured, { ...scope, escapes: true }, at)]
      const drawn = {
        condition: changed([captured]),
        body: this.#orAgain(captured, shown, node, scope),
      }
      return [
        { kind: 'assign', local, isCell: false, value, at },
        { kind: 'if', branches: orElse ? [drawn, otherwise] : [drawn], at },
      ]
    })
  }

  /** Django draws a body once more whose first drawing was empty; that is seen where tags in it remember. */
  #orAgain(
    captured: Expression,
    shown: Flat[],
    { body, at }: Extract<Node, { kind: 'ifchanged' }>,
    scope: Scope,
  ): Flat[] {
    const before = this.#resolving.names.touched
    this.#resolving.names.touched = new Set()
    const again = this.#resolving.all(body, repeated(scope))
    const remembers = this.#resolving.names.touched.size > 0
    this.#resolving.names.touched = new Set([...before, ...this.#resolving.names.touched])
    if (!remembers) return shown
    const branches = [
      { condition: { kind: 'value', value: captured } as const, body: shown },
      { condition: null, body: again },
    ]
    return [{ kind: 'if', branches, at }]
  }

  /** Django remembers in the innermost loop there is, be it around the included template. */
  #changedCell(id: object, { memory, loop }: Scope): number {
    let cells = loop ? this.#changes.get(loop) : memory.changes
    if (!cells) this.#changes.set(loop!, (cells = new Map()))
    let cell = cells.get(id)
    if (cell === undefined) {
      cell = this.#resolving.names.local()
      cells.set(id, cell)
      if (!loop) memory.cells.push(cell)
    }
    this.#resolving.names.touched.add(cell)
    return cell
  }
}

/** The same scope, seen from a body that may be drawn twice: no loop in it has its rounds to itself. */
function repeated(scope: Scope): Scope {
  return { ...conditional(scope), depth: scope.depth + 1 }
}
