import { both, comparison, either, type Expr, orElse } from '../expr/expression.ts'
import type { Filter } from './filters/filter.ts'
import { logicFilters } from './filters/logic.ts'
import { numberFilters } from './filters/numbers.ts'
import { valueRemembers } from './emit/memory.ts'
import type { Condition, Expression, Flat } from './nodes.ts'
import type { TagPart } from './place/placed.ts'
import { readAttribute, readText } from './read-html.ts'
import type { GivenValue } from './regions/region.ts'
import type { RootTable } from './roots.ts'
import { valuesOf } from './walk.ts'

/** What expressions of one region are made with. */
export interface ExpressionScope {
  readonly roots: RootTable
  /** The values that the template's own variables stand for, where there is but one. */
  readonly meanings: ReadonlyMap<number, Expression>
  /** Fields that the browser has. */
  readonly fields: ReadonlySet<string>
  /**
   * Gives a value to the browser.
   *
   * @returns its name; null where it is not to have it
   */
  give(value: GivenValue): string | null
}

/** The filters of the language. A library may bring others of their names. */
const filters: ReadonlyMap<Filter, 'default' | 'yesno' | 'add'> = new Map([
  [logicFilters.default!, 'default'],
  [logicFilters.yesno!, 'yesno'],
  [numberFilters.add!, 'add'],
])

/** Puts values of a template into the language that the browser works out; undefined for what is not in it. */
export class SharedExpressions {
  readonly #scope: ExpressionScope

  constructor(scope: ExpressionScope) {
    this.#scope = scope
  }

  /** A value as it is shown. */
  shown(value: Expression): Expr | undefined {
    return this.#isOwn([value]) ? this.#own(value, false) : this.#given(value, 'shown')
  }

  /** A text among markup, or an attribute's value. */
  text(nodes: readonly Flat[], place: 'content' | 'attribute'): Expr | undefined {
    const parts: Expr[] = []
    for (const node of nodes) {
      if (node.kind === 'assign') continue
      const part = this.#textPart(node, place)
      if (part === undefined) return undefined
      parts.push(part)
    }
    return ['~', ...parts]
  }

  #textPart(
    node: Exclude<Flat, { kind: 'assign' }>,
    place: 'content' | 'attribute',
  ): Expr | undefined {
    switch (node.kind) {
      case 'text':
        return (place === 'content' ? readText : readAttribute)(node.text)
      case 'output':
        return node.env === null ? this.shown(node.value) : undefined
      case 'if': {
        const branches = node.branches.map(({ condition, body }) => ({
          condition,
          value: this.text(body, place),
        }))
        return this.#choice(branches, '')
      }
      default:
        return undefined
    }
  }

  /** The number of the branch that is shown. */
  branch(branches: readonly { readonly condition: Condition | null }[]): Expr | undefined {
    const choices = branches.map(({ condition }, value) => ({ condition, value }))
    return this.#choice(choices, branches.length)
  }

  /** An attribute that conditions give, of which the first counts; false where it is not there. */
  attribute(parts: readonly TagPart[], behind: Expr = false): Expr | undefined {
    const [part, ...rest] = parts
    if (part === undefined) return behind
    switch (part.kind) {
      case 'present':
        return part.value
      case 'value':
        return this.text(part.parts, 'attribute')
      case 'if': {
        const otherwise = this.attribute(rest, behind)
        if (otherwise === undefined) return undefined
        const branches = part.branches.map((branch) => ({
          condition: branch.condition,
          value: this.attribute(branch.parts, otherwise),
        }))
        return this.#choice(branches, otherwise)
      }
      case 'free':
        return undefined
      default:
        return this.attribute(rest, behind)
    }
  }

  #choice(
    branches: readonly { readonly condition: Condition | null; readonly value: Expr | undefined }[],
    otherwise: Expr,
  ): Expr | undefined {
    return branches.reduceRight<Expr | undefined>((rest, { condition, value }) => {
      if (value === undefined || rest === undefined) return undefined
      if (!condition) return value
      const decides = this.condition(condition)
      return decides === undefined ? undefined : ['?', decides, value, rest]
    }, otherwise)
  }

  condition(of: Condition): Expr | undefined {
    if (!this.#isOwn(valuesOf(of))) {
      if (valuesOf(of).some(valueRemembers)) return undefined
      const name = this.#scope.give({ kind: 'truth', condition: of, at: valuesOf(of)[0]!.at })
      return name === null ? undefined : ['$', name]
    }
    switch (of.kind) {
      case 'value':
        return this.#own(of.value, true)
      case 'not': {
        const operand = this.condition(of.operand)
        return operand === undefined ? undefined : ['!', operand]
      }
      case 'and':
      case 'or': {
        const left = this.condition(of.left)
        const right = this.condition(of.right)
        if (left === undefined || right === undefined) return undefined
        return of.kind === 'and' ? both(left, right) : either(left, right)
      }
      case 'compare': {
        const isIdentity = of.operator.startsWith('is')
        const left = this.#compared(of.left, isIdentity)
        const right = this.#compared(of.right, isIdentity)
        if (left === undefined || right === undefined) return undefined
        return comparison(of.operator, left, right)
      }
      default:
        return of satisfies never
    }
  }

  /** @param isPlain whether it may have no filters: what they make is never the same text */
  #compared(of: Condition, isPlain: boolean): Expr | undefined {
    if (of.kind !== 'value') return this.condition(of)
    if (isPlain && of.value.kind === 'filter') return undefined
    return this.#isOwn([of.value]) ? this.#own(of.value, true) : this.#given(of.value, 'compared')
  }

  /** Whether some values hang on what the browser has, or on nothing. */
  #isOwn(values: readonly Expression[]): boolean {
    const { names } = this.#scope.roots.ofValues(values)
    const isFixed = values.every(({ kind }) => kind === 'literal')
    return isFixed || [...names].some((name) => this.#scope.fields.has(name))
  }

  #given(value: Expression, kind: 'shown' | 'compared'): Expr | undefined {
    if (valueRemembers(value)) return undefined
    const name = this.#scope.give({ kind, value, at: value.at })
    return name === null ? undefined : ['$', name]
  }

  /** @param isTested whether it stands in a condition, where what is missing is None */
  #own(value: Expression, isTested: boolean): Expr | undefined {
    switch (value.kind) {
      case 'literal': {
        const { value: scalar, isFloat } = value
        if (typeof scalar === 'bigint' || scalar === undefined || isFloat) return undefined
        return scalar
      }
      case 'path':
        if (value.steps.length > 0 || !this.#scope.fields.has(value.name)) return undefined
        return ['$', value.name]
      case 'local': {
        const meaning = this.#scope.meanings.get(value.local)
        return meaning && value.steps.length === 0 ? this.#own(meaning, isTested) : undefined
      }
      case 'filter': {
        const { filter, argument, env, input } = value
        const operator = filters.get(filter)
        if (!operator || env != null || argument?.kind !== 'literal') return undefined
        // A text of the template is shown as it is, and may be markup.
        if (typeof argument.value === 'string' && /[&<>"']/.test(argument.value)) return undefined
        if (input.kind === 'literal') return undefined
        const of = this.#own(input, isTested)
        const by = this.#own(argument, isTested)
        if (of === undefined || by === undefined) return undefined
        if (operator === 'yesno' && typeof by !== 'string') return undefined
        // In a condition what is missing is None: that has a word of its own, and is no text.
        if (operator === 'yesno' && isTested && String(by).split(',').length > 2) return undefined
        if (operator === 'add' && isTested && typeof by !== 'number') return undefined
        return operator === 'default' ? orElse(of, by) : [operator, of, by]
      }
      default:
        return undefined
    }
  }
}
