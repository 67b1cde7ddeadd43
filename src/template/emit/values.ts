import type { Location } from '../../shared/location.ts'
import { Float } from '../values/float.ts'
import { SafeString } from '../values/safe-string.ts'
import {
  type Binding,
  type CaptureExpression,
  type Condition,
  type Env,
  type EnvChange,
  type Expression,
  type FilterExpression,
  type Flat,
  type Loop,
  type LoopField,
  type TagExpression,
  isCoarse,
} from '../nodes.ts'
import { partsOf, valuesOf } from '../walk.ts'
import { type Placed, placedBody } from '../place/placed.ts'
import { localsOfText } from '../regions/free-locals.ts'
import { ValueTables } from './value-tables.ts'
import { literal, type Writer } from './writer.ts'

/** A value that changes only when one input does: filters need to run again only then. */
export interface SingleInput {
  readonly input: Expression
  /** The filters, innermost first; all pure, with constant arguments. */
  readonly filters: readonly FilterExpression[]
}

export interface ValueOptions {
  /** Whether the code notes the place of each value that it evaluates. */
  readonly isTraced: boolean
  /** What a missing variable shows, `%s` standing for its name; it skips the filters when it is not empty. */
  readonly stringIfInvalid: string
  /**
   * Writes the function that draws nodes without anchors.
   *
   * @param isCoarse whether the components in it are left to who draws a coarse region
   */
  drawFunction(
    name: string,
    nodes: readonly Placed[] | readonly Flat[],
    locals: readonly string[],
    isCoarse: boolean,
  ): string
}

/**
 * Turns values and conditions into code. What cannot be spelt in code (filters, safe strings, names of the context)
 * goes into tables that the generated functions receive.
 */
export class ValueCode {
  readonly tables = new ValueTables()
  /** The functions of drawings met so far. */
  readonly drawFunctions: string[] = []
  readonly #drawings = new Map<readonly unknown[], string>()
  readonly #options: ValueOptions

  constructor(options: ValueOptions) {
    this.#options = options
  }

  /** Code that gives the value. */
  value(of: Expression): string {
    const code = this.#value(of)
    return this.#options.isTraced && of.kind !== 'literal'
      ? `(c.at = ${this.tables.place(of.at)}, ${code})`
      : code
  }

  #value(of: Expression): string {
    switch (of.kind) {
      case 'literal':
        return this.#literal(of)
      case 'path':
        return this.tables.reach(`c.g(${this.tables.name(of.name)})`, of.steps)
      case 'local':
        return this.tables.reach(`v${of.local}`, of.steps)
      case 'cell':
        return this.tables.reach(`c.m[${of.cell}]`, of.steps)
      case 'loop':
        return of.field ? loopField(of.loop, of.field) : this.#loopObject(of.loop)
      case 'filter':
        return this.filter(of, this.#input(of.input))
      case 'tag':
        return this.#tag(of)
      case 'cycle': {
        const { values, turn } = of
        const index =
          'cell' in turn
            ? `c.turn(${turn.cell}, ${values.length})`
            : `v${turn.loop.index} % ${values.length}`
        const codes = values.map((value) => this.resolved(value))
        // Only the value whose turn it is counts: the others may have errors.
        return values.some(mayFail)
          ? `[${codes.map((code) => `() => ${code}`).join(', ')}][${index}]()`
          : `[${codes.join(', ')}][${index}]`
      }
      case 'changed':
        return `c.changed(${of.cell}, [${of.values.map((value) => this.valueOrNull(value)).join(', ')}])`
      case 'groups':
        return `J(${this.valueOrNull(of.items)}, (v${of.item}) => Z(${this.valueOrNull(of.key)}, null))`
      case 'env':
        return `c.derive(${envCode(of.base)}, ${this.#envChange(of.change)})`
      case 'raw':
        return `P(${this.resolved(of.value)}, ${envCode(of.env)})`
      case 'capture':
        return this.#capture(of)
      case 'body':
        throw new Error('the body of a tag was not resolved')
      default:
        return of satisfies never
    }
  }

  /** Code that gives a value to be shown: nothing shows as an empty text anyway. */
  shown(of: Expression): string {
    return this.#options.stringIfInvalid === '' ? this.value(of) : this.resolved(of)
  }

  /** Code that gives the value, and an empty text (or what is set for that) for a missing variable. */
  resolved(of: Expression): string {
    const { stringIfInvalid } = this.#options
    if (of.kind === 'literal' && of.value !== undefined) return this.#input(of)
    const input = rootOf(of)
    const mayBeMissing =
      input.kind === 'path' ||
      input.kind === 'local' ||
      input.kind === 'cell' ||
      (input.kind === 'literal' && input.value === undefined)
    if (!mayBeMissing) return this.value(of)
    if (stringIfInvalid === '') return of === input ? `Z(${this.value(of)}, "")` : this.value(of)
    const name = input.at.source.slice(input.at.start, input.at.end)
    const shown = stringIfInvalid.replace('%s', /^[\p{L}\p{N}_.]+/u.exec(name)?.[0] ?? '')
    return `(${this.value(input)} === undefined ? ${literal(shown)} : ${this.value(of)})`
  }

  /** Code that applies one filter to the code of its input. */
  filter(of: FilterExpression, input: string): string {
    const argument = of.argument ? this.#argument(of.argument) : 'undefined'
    return `${this.tables.filter(of.filter)}(${input}, ${argument}, ${this.#back(of.at, envCode(of.env))})`
  }

  /** Code that puts a value which is shown into `t_`, and code of what that prints where it is a text. */
  shownText(of: Expression, writer: Writer): { value: string; text: string } {
    const t = writer.declare('t_')
    const value = `${t} = ${this.shown(of)}`
    const escaped = { value, text: `K(${t})` }
    if (of.kind !== 'filter' || this.#options.isTraced) return escaped
    const { filter, argument } = of
    const isKnown = !argument || argument.kind === 'literal'
    if (isKnown && filter.isHarmless?.(argument?.value)) return { value, text: t }
    if (!filter.keepsHarmless || of.env != null || this.#options.stringIfInvalid !== '')
      return escaped
    const x = writer.declare('x_')
    const keeps = writer.declare(
      `${this.tables.filter(filter)}_keeps`,
      `${this.tables.constant(filter)}.keepsHarmless(c.env)`,
    )
    return {
      value: `${t} = ${this.filter(of, `(${x} = ${this.#input(of.input)})`)}`,
      text: `(${keeps} && typeof ${x} === 'string' && K(${x}) === ${x} ? ${t} : K(${t}))`,
    }
  }

  #tag({ tag, args, named, env, takesContext, scope, at }: TagExpression): string {
    const isRaw = tag.takesMissing === true || this.#options.stringIfInvalid === ''
    const read = (value: Expression): string => (isRaw ? this.value(value) : this.resolved(value))
    const values = args
      .map((value) => (tag.isLazy ? `() => ${read(value)}` : read(value)))
      .join(', ')
    const readNamed = (value: Expression): string =>
      tag.givesNames && value.kind === 'literal' ? this.#input(value) : read(value)
    const seen = takesContext
      ? `{ names: ${this.#bindings(scope?.names ?? [])}, only: ${scope?.only ?? false} }`
      : 'null'
    return `c.tag(${this.tables.constant(tag)}, [${values}], ${this.#bindings(named, readNamed)}, ${envCode(env)}, ${this.#back(at, seen)})`
  }

  /** In traced code, the last thing evaluated: an error is one of the whole value, not of its last argument. */
  #back(at: Location, code: string): string {
    return this.#options.isTraced ? `(c.at = ${this.tables.place(at)}, ${code})` : code
  }

  /** Code of an object without a prototype, so that no name means anything else. */
  #bindings(
    bindings: readonly Binding[],
    read = (value: Expression): string => this.value(value),
  ): string {
    const fields = bindings.map(({ name, value }) => `[${literal(name)}]: ${read(value)}`)
    return `{ ${['__proto__: null', ...fields].join(', ')} }`
  }

  #envChange({ timeZone, locale, ...flags }: EnvChange): string {
    const fields = Object.entries(flags).map(([name, flag]) => `${name}: ${flag}`)
    if (timeZone) fields.push(`timeZone: ${this.value(timeZone)}`)
    if (locale) fields.push(`locale: ${this.value(locale)}`)
    return `{ ${fields.join(', ')} }`
  }

  /** Code that draws nodes without anchors, by a function of their own. */
  drawing(nodes: readonly Placed[] | readonly Flat[], isCoarse = false): string {
    const locals = [...localsOfText(nodes)].map((local) => `v${local}`)
    let name = this.#drawings.get(nodes)
    if (name === undefined) {
      name = `draw${this.#drawings.size}`
      this.#drawings.set(nodes, name)
      this.drawFunctions.push(this.#options.drawFunction(name, nodes, locals, isCoarse))
    }
    return `${name}(${['c', ...locals].join(', ')})`
  }

  /** Code that draws a captured body, as a text. */
  captured(capture: CaptureExpression): string {
    return this.drawing(placedBody(capture) ?? capture.body, isCoarse(capture))
  }

  #capture(capture: CaptureExpression): string {
    const drawn = `new S(${this.captured(capture)})`
    return capture.isLazy ? `() => ${drawn}` : drawn
  }

  /** Code of a condition, as a boolean. */
  condition(of: Condition): string {
    const code = this.#condition(of)
    // Without operators, a condition is false only where an argument of a filter is missing.
    const isTested = of.kind === 'value' && of.value.kind === 'filter' && mayFail(of.value)
    return isTested ? `c.holds(() => ${code}, true)` : code
  }

  #condition(of: Condition): string {
    switch (of.kind) {
      case 'value':
        return `B(${this.valueOrNull(of.value)})`
      case 'not':
        return this.#attempt(of, `!${this.#condition(of.operand)}`)
      case 'and':
        return this.#attempt(of, `(${this.#condition(of.left)} && ${this.#condition(of.right)})`)
      case 'or':
        return this.#attempt(of, `(${this.#condition(of.left)} || ${this.#condition(of.right)})`)
      case 'compare':
        return this.#attempt(
          of,
          `C(${literal(of.operator)}, ${this.#operand(of.left)}, ${this.#operand(of.right)})`,
        )
      default:
        return of satisfies never
    }
  }

  /** An operator whose operands fail is false, as in Django. */
  #attempt(of: Condition, code: string): string {
    return valuesOf(of).some(mayFail) ? `c.holds(() => ${code}, false)` : code
  }

  /** Whether a value hangs on one input alone, through pure filters. */
  singleInput(of: Expression): SingleInput | null {
    if (this.#options.stringIfInvalid !== '') return null
    const filters: FilterExpression[] = []
    let input = of
    while (input.kind === 'filter') {
      const { filter, argument, env } = input
      if (!filter.isPure || env != null || (argument && argument.kind !== 'literal')) return null
      filters.unshift(input)
      input = input.input
    }
    const isSimple =
      input.kind === 'path' ||
      input.kind === 'local' ||
      (input.kind === 'loop' && input.field !== null)
    return isSimple ? { input, filters } : null
  }

  /** A comparison's operand: a string literal stays a plain string. */
  #operand(of: Condition): string {
    if (of.kind !== 'value') return this.#condition(of)
    const { value } = of
    return value.kind === 'literal' && typeof value.value === 'string'
      ? literal(value.value)
      : this.valueOrNull(value)
  }

  /** Code that gives the value for a place where a missing variable is None, before its filters run too. */
  valueOrNull(of: Expression): string {
    if (of.kind !== 'filter') return this.value(of)
    const { input } = of
    return this.filter(
      of,
      input.kind === 'filter' ? this.valueOrNull(input) : `(${this.#input(input)} ?? null)`,
    )
  }

  #literal({ value, isFloat }: Extract<Expression, { kind: 'literal' }>): string {
    if (isFloat) return this.tables.constant(new Float(value as number))
    if (typeof value === 'bigint') return `${value}n`
    if (typeof value !== 'string') return String(JSON.stringify(value))
    return /[&<>"']/.test(value) ? this.tables.constant(new SafeString(value)) : literal(value)
  }

  /** What a filter begins with, or a name stands for: texts of the template are safe. */
  #input(of: Expression): string {
    return of.kind === 'literal' && typeof of.value === 'string'
      ? this.tables.constant(new SafeString(of.value))
      : this.value(of)
  }

  #argument(of: Expression): string {
    if (of.kind === 'literal' && typeof of.value === 'string') return this.#input(of)
    const code = this.value(of)
    const mayBeMissing =
      of.kind === 'path' ||
      of.kind === 'local' ||
      of.kind === 'cell' ||
      (of.kind === 'literal' && of.value === undefined)
    return mayBeMissing ? `c.given(${code}, ${this.tables.place(of.at)})` : code
  }

  #loopObject({ index, count, parent }: Loop): string {
    const around = !parent
      ? '{}'
      : 'kind' in parent
        ? `(${this.value(parent)} ?? {})`
        : this.#loopObject(parent)
    return `O(v${index}, v${count}, ${around})`
  }
}

/** What filters work on: where it is missing, they do not run. */
function rootOf(value: Expression): Expression {
  if (value.kind === 'filter') return rootOf(value.input)
  return value.kind === 'tag' && value.tag.passesMissing ? rootOf(value.args[0]!) : value
}

/** Whether evaluating a value may fail: filters and tags refuse what they cannot take. */
function mayFail(value: Expression): boolean {
  return value.kind === 'filter' || value.kind === 'tag' || partsOf(value).some(mayFail)
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

/** Code of the environment at a place. */
export function envCode(env: Env | undefined): string {
  return env == null ? 'c.env' : `v${env}`
}
