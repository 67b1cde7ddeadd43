import { applyFilter } from '../filters/filter.ts'
import type { Condition, Expression, Flat, Loop } from '../nodes.ts'
import { capturesIn } from '../walk.ts'
import { compare } from '../values/compare.ts'
import { environment } from '../values/env.ts'
import { SafeString } from '../values/safe-string.ts'
import { toHtml } from '../values/text.ts'
import { isTruthy } from '../values/truth.ts'

/** When a condition holds: `first` and `later` are about the round of the loop around it. */
type Choice = 'always' | 'never' | 'first' | 'later'

/** One way through the branches and loops of a template. */
export interface Path {
  /** How conditions are decided that `choices` does not name. */
  readonly otherwise: Choice
  readonly choices: ReadonlyMap<string, Choice>
  /** How many rounds loops have that `rounds` does not name. */
  readonly otherRounds: number
  readonly rounds: ReadonlyMap<string, number>
}

const maxNestedRounds = 3

const unknown = Symbol('unknown')
const env = environment({ now: () => new Date(0), random: () => 0 })

/** What filters make that write elements: a browser may not leave them where the value stands. */
export const markupOf: Readonly<Record<string, string>> = {
  linebreaks: '<p>v</p>',
  unordered_list: '<li>v</li>',
}

/** Stands for a value that only a render knows. */
const someText = 'v'

/** Draws nodes on one path. */
export class PathWalk {
  html = ''
  readonly texts: { index: number; start: number }[] = []
  /** The conditions that were decided. */
  readonly conditions = new Set<string>()
  readonly loops = new Set<string>()
  readonly #path: Path
  readonly #locals = new Map<number, unknown>()
  /** The round that each loop is in, and how many it has. */
  readonly #rounds = new Map<number, { index: number; count: number }>()
  readonly #turns = new Map<number, number>()
  readonly #calling = new Set<object>()
  #round = 0
  #depth = 0

  constructor(path: Path) {
    this.#path = path
  }

  nodes(list: readonly Flat[], isOutermost = false): void {
    for (const [index, node] of list.entries()) {
      switch (node.kind) {
        case 'text':
          if (isOutermost) this.texts.push({ index, start: this.html.length })
          this.html += node.text
          break
        case 'output':
          this.html += this.#shown(this.#value(node.value))
          break
        case 'assign':
          this.#locals.set(node.local, this.#value(node.value))
          break
        case 'scripts':
          break
        case 'if': {
          const taken = node.branches.find(
            ({ condition }) => condition === null || this.#holds(condition),
          )
          if (taken) this.nodes(taken.body)
          break
        }
        case 'for':
          this.#loop(node)
          break
        case 'call':
          if (this.#calling.has(node.callee)) break
          this.#calling.add(node.callee)
          this.nodes(node.callee.body)
          this.#calling.delete(node.callee)
          break
        default:
          node satisfies never
      }
    }
  }

  #loop({ items, loop, body, empty }: Extract<Flat, { kind: 'for' }>): void {
    const key = keyOf(items)
    this.loops.add(key)
    const wanted = this.#path.rounds.get(key) ?? this.#path.otherRounds
    const count = this.#depth > 0 ? Math.min(wanted, maxNestedRounds) : wanted
    if (count === 0 && empty) this.nodes(empty)
    const around = this.#round
    this.#depth++
    for (let index = 0; index < count; index++) {
      this.#round = index
      this.#rounds.set(loop.index, { index, count })
      this.nodes(body)
    }
    this.#depth--
    this.#round = around
  }

  #holds(condition: Condition): boolean {
    switch (condition.kind) {
      case 'not':
        return !this.#holds(condition.operand)
      case 'and':
        return this.#holds(condition.left) && this.#holds(condition.right)
      case 'or':
        return this.#holds(condition.left) || this.#holds(condition.right)
      case 'compare': {
        const left = condition.left.kind === 'value' ? this.#value(condition.left.value) : unknown
        const right =
          condition.right.kind === 'value' ? this.#value(condition.right.value) : unknown
        if (left === unknown || right === unknown) return this.#choose(keyOf(condition))
        return compare(condition.operator, left, right)
      }
      case 'value': {
        const { value } = condition
        if (value.kind === 'changed') {
          const isFirst = this.#depth > 0 && this.#round === 0
          return isFirst || this.#choose(`changed ${value.cell}`)
        }
        const known = this.#value(value)
        return known === unknown ? this.#choose(keyOf(value)) : isTruthy(known)
      }
      default:
        return condition satisfies never
    }
  }

  #choose(key: string): boolean {
    this.conditions.add(key)
    switch (this.#path.choices.get(key) ?? this.#path.otherwise) {
      case 'always':
        return true
      case 'never':
        return false
      case 'first':
        return this.#round === 0
      case 'later':
        return this.#round > 0
    }
  }

  /** What a value is, where that hangs on nothing but the template. */
  #value(of: Expression): unknown {
    switch (of.kind) {
      case 'literal':
        return of.value
      case 'local':
        return of.steps.length === 0 && this.#locals.has(of.local)
          ? this.#locals.get(of.local)
          : unknown
      case 'cell':
        return of.steps.length === 0 && this.#locals.has(of.cell)
          ? this.#locals.get(of.cell)
          : unknown
      case 'loop':
        return this.#counter(of.loop, of.field)
      case 'filter': {
        const inside = this.#captured(of)
        if (inside !== null) return inside
        const markup = markupOf[of.name]
        if (markup !== undefined) return new SafeString(markup)
        const input = this.#value(of.input)
        const argument = of.argument ? this.#value(of.argument) : undefined
        if (!of.filter.isPure || input === unknown || argument === unknown) return unknown
        try {
          return applyFilter(of.filter, input, argument, env)
        } catch {
          return unknown
        }
      }
      case 'cycle': {
        const { values, turn } = of
        const index =
          'loop' in turn ? this.#rounds.get(turn.loop.index)?.index : this.#nextTurn(turn.cell)
        return index === undefined ? unknown : this.#value(values[index % values.length]!)
      }
      case 'raw':
        return this.#value(of.value)
      case 'capture':
      case 'tag':
        return this.#captured(of) ?? unknown
      default:
        return unknown
    }
  }

  /** What a tag that works on its body makes of it is taken for the body itself. */
  #captured(of: Expression): SafeString | null {
    const [capture] = capturesIn(of)
    if (!capture) return null
    const before = this.html
    this.html = ''
    this.nodes(capture.body)
    const drawn = new SafeString(this.html)
    this.html = before
    return drawn
  }

  #nextTurn(cell: number): number {
    const turn = this.#turns.get(cell) ?? 0
    this.#turns.set(cell, turn + 1)
    return turn
  }

  #counter({ index: local }: Loop, field: Extract<Expression, { kind: 'loop' }>['field']): unknown {
    const round = this.#rounds.get(local)
    if (!round || field === null) return unknown
    const { index, count } = round
    const values = {
      counter: index + 1,
      counter0: index,
      revcounter: count - index,
      revcounter0: count - index - 1,
      first: index === 0,
      last: index === count - 1,
      length: count,
    }
    return values[field]
  }

  /** Texts that the template itself holds are markup. */
  #shown(value: unknown): string {
    if (value === unknown || value === undefined) return someText
    return typeof value === 'string' ? value : toHtml(value, env)
  }
}

const keys = new WeakMap<Expression | Condition, string>()

/** Tells conditions and lists apart by how they are written. */
function keyOf(of: Expression | Condition): string {
  let key = keys.get(of)
  if (key === undefined) keys.set(of, (key = spell(of)))
  return key
}

function spell(of: Expression | Condition): string {
  return JSON.stringify(of, (name, value: unknown) => {
    if (name === 'at' || name === 'scope' || name === 'env') return undefined
    if (typeof value === 'bigint') return `${value}n`
    if (
      value !== null &&
      typeof value === 'object' &&
      'kind' in value &&
      value.kind === 'capture'
    ) {
      const { at } = value as { at?: { file: string; start: number } }
      return `${at?.file}:${at?.start}`
    }
    return value
  })
}
