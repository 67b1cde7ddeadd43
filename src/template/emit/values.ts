import type { Location } from '../../shared/location.ts'
import type { Filter } from '../filters/filter.ts'
import { Float } from '../values/float.ts'
import { isPlainName } from '../values/lookup.ts'
import { SafeString } from '../values/safe-string.ts'
import type { Condition, Expression, Loop, LoopField } from '../nodes.ts'
import { literal } from './writer.ts'

/** A value that code cannot spell. */
export type Constant = Filter | SafeString | Float

/** A value that changes only when one input does: filters need to run again only then. */
export interface SingleInput {
  readonly input: Expression
  /** The filters, innermost first; all pure, with constant arguments. */
  readonly filters: readonly Extract<Expression, { kind: 'filter' }>[]
}

/**
 * Turns values and conditions into code. What cannot be spelt in code (filters, safe strings, names of the context)
 * goes into tables that the generated functions receive.
 */
export class ValueCode {
  /** Names that the page looks up in its context; code refers to them by index. */
  readonly names: string[] = []
  readonly constants: Constant[] = []
  /** Places that run-time errors point to; code refers to them by index. */
  readonly places: Location[] = []
  readonly #steps = new Set<string>()
  readonly #isTraced: boolean

  /** @param isTraced whether the code notes the place of each value that it evaluates */
  constructor(isTraced = false) {
    this.#isTraced = isTraced
  }

  /** Code that gives the value. */
  value(of: Expression): string {
    const code = this.#value(of)
    return this.#isTraced && of.kind !== 'literal' ? `(c.at = ${this.place(of.at)}, ${code})` : code
  }

  #value(of: Expression): string {
    switch (of.kind) {
      case 'literal':
        return this.#literal(of)
      case 'path':
        return this.#reach(`c.g(${this.#name(of.name)})`, of.steps)
      case 'local':
        return this.#reach(`v${of.local}`, of.steps)
      case 'loop':
        return of.field ? loopField(of.loop, of.field) : loopObject(of.loop)
      case 'filter':
        return this.filter(of, this.value(of.input))
      case 'url': {
        const positional = of.positional.map((value) => this.value(value)).join(', ')
        const named = of.named
          .map(({ name, value }) => `${literal(name)}: ${this.value(value)}`)
          .join(', ')
        return `c.url(${this.value(of.route)}, [${positional}], {${named}}, ${of.quiet})`
      }
      case 'static':
        return `c.staticUrl(${this.value(of.path)})`
      default:
        return of satisfies never
    }
  }

  /** Code that applies one filter to the code of its input. */
  filter(of: Extract<Expression, { kind: 'filter' }>, input: string): string {
    const argument = of.argument ? this.#argument(of.argument) : 'undefined'
    return `F(${this.#constant(of.filter)}, ${input}, ${argument}, c.env)`
  }

  /** Code of a condition, as a boolean. */
  condition(of: Condition): string {
    switch (of.kind) {
      case 'value':
        return `B(${this.#valueOrNull(of.value)})`
      case 'not':
        return `!${this.condition(of.operand)}`
      case 'and':
        return `(${this.condition(of.left)} && ${this.condition(of.right)})`
      case 'or':
        return `(${this.condition(of.left)} || ${this.condition(of.right)})`
      case 'compare':
        return `C(${literal(of.operator)}, ${this.#operand(of.left)}, ${this.#operand(of.right)})`
      default:
        return of satisfies never
    }
  }

  /** Whether a value hangs on one input alone, through pure filters. */
  singleInput(of: Expression): SingleInput | null {
    const filters: Extract<Expression, { kind: 'filter' }>[] = []
    let input = of
    while (input.kind === 'filter') {
      const { filter, argument } = input
      if (!filter.isPure || (argument && argument.kind !== 'literal')) return null
      filters.unshift(input)
      input = input.input
    }
    const isSimple =
      input.kind === 'path' ||
      input.kind === 'local' ||
      (input.kind === 'loop' && input.field !== null)
    return isSimple ? { input, filters } : null
  }

  /** One function for each step of a path, so that each keeps its own inline cache. */
  stepFunctions(): string {
    return [...this.#steps]
      .map(
        (name) =>
          `function g_${name}(x) { if (x != null) { const t = x.${name}; if (t !== undefined && typeof t !== 'function') return t } return L(x, ${literal(name)}) }`,
      )
      .join('\n')
  }

  place(at: Location): number {
    return this.places.push(at) - 1
  }

  /** A comparison's operand: a string literal stays a plain string. */
  #operand(of: Condition): string {
    if (of.kind !== 'value') return this.condition(of)
    const { value } = of
    return value.kind === 'literal' ? JSON.stringify(value.value) : this.#valueOrNull(value)
  }

  /** In a condition a missing variable is None before its filters run, not an empty text. */
  #valueOrNull(of: Expression): string {
    if (of.kind !== 'filter') return this.value(of)
    const { input } = of
    return this.filter(
      of,
      input.kind === 'filter' ? this.#valueOrNull(input) : `(${this.value(input)} ?? null)`,
    )
  }

  #literal({ value, isFloat }: Extract<Expression, { kind: 'literal' }>): string {
    if (isFloat) return this.#constant(new Float(value as number))
    if (typeof value !== 'string') return String(JSON.stringify(value))
    return /[&<>"']/.test(value) ? this.#constant(new SafeString(value)) : literal(value)
  }

  #argument(of: Expression): string {
    if (of.kind === 'literal' && typeof of.value === 'string')
      return this.#constant(new SafeString(of.value))
    return this.value(of)
  }

  #name(name: string): number {
    const known = this.names.indexOf(name)
    return known >= 0 ? known : this.names.push(name) - 1
  }

  #constant(value: Constant): string {
    const known = this.constants.findIndex(
      (constant) => constant === value || isSameText(constant, value),
    )
    return `k[${known >= 0 ? known : this.constants.push(value) - 1}]`
  }

  #reach(owner: string, steps: readonly string[]): string {
    return steps.reduce((code, step) => {
      if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(step) || !isPlainName(step))
        return `L(${code}, ${literal(step)})`
      this.#steps.add(step)
      return `g_${step}(${code})`
    }, owner)
  }
}

function isSameText(a: Constant, b: Constant): boolean {
  return a instanceof SafeString && b instanceof SafeString && a.html === b.html
}

function loopField({ index, count }: Loop, field: LoopField): string {
  const i = `v${index}`
  const n = `v${count}`
  switch (field) {
    case 'counter':
      return `(${i} + 1)`
    case 'counter0':
      return i
    case 'revcounter':
      return `(${n} - ${i})`
    case 'revcounter0':
      return `(${n} - ${i} - 1)`
    case 'first':
      return `(${i} === 0)`
    case 'last':
      return `(${i} === ${n} - 1)`
    case 'length':
      return n
    default:
      return field satisfies never
  }
}

function loopObject(loop: Loop): string {
  const parent = loop.parent ? loopObject(loop.parent) : '{}'
  return `O(v${loop.index}, v${loop.count}, ${parent})`
}
