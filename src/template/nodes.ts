import type { Location } from '../shared/location.ts'
import type { Filter } from './filters/filter.ts'

/** A value in a template: what stands between `{{` and `}}`, or in a tag's arguments. */
export type Expression =
  | {
      readonly kind: 'literal'
      /** Undefined for a name that has no value here. */
      readonly value: string | number | boolean | null | undefined
      /** Whether the author wrote a number as a float: `1.0`, `1e3`. */
      readonly isFloat?: boolean
      readonly at: Location
    }
  | PathExpression
  | {
      readonly kind: 'filter'
      readonly input: Expression
      readonly name: string
      readonly filter: Filter
      readonly argument: Expression | null
      readonly at: Location
    }
  | {
      readonly kind: 'url'
      readonly route: Expression
      readonly positional: readonly Expression[]
      readonly named: readonly Binding[]
      /** With `as`, a route that does not fit gives an empty text instead of an error. */
      readonly quiet: boolean
      readonly at: Location
    }
  | { readonly kind: 'static'; readonly path: Expression; readonly at: Location }
  | LocalExpression
  | LoopExpression

/** `name.step.step`, looked up in the context. */
export interface PathExpression {
  readonly kind: 'path'
  readonly name: string
  readonly steps: readonly string[]
  readonly at: Location
}

/** A path whose first name is a variable of the template itself. Scope resolution makes it. */
export interface LocalExpression {
  readonly kind: 'local'
  readonly local: number
  readonly steps: readonly string[]
  readonly at: Location
}

/** `forloop.counter` and the like. Scope resolution makes it. */
export interface LoopExpression {
  readonly kind: 'loop'
  readonly loop: Loop
  /** Null stands for the whole `forloop` object. */
  readonly field: LoopField | null
  readonly at: Location
}

export const loopFields = [
  'counter',
  'counter0',
  'revcounter',
  'revcounter0',
  'first',
  'last',
  'length',
] as const
export type LoopField = (typeof loopFields)[number]

/** The state of one `{% for %}`: two locals, and the loop around it. */
export interface Loop {
  readonly index: number
  readonly count: number
  readonly parent: Loop | null
}

export type CompareOperator =
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not in'
  | 'is'
  | 'is not'

export type Condition =
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'not'; readonly operand: Condition }
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | {
      readonly kind: 'compare'
      readonly operator: CompareOperator
      readonly left: Condition
      readonly right: Condition
    }

export interface Binding {
  readonly name: string
  readonly value: Expression
}

/** One branch of an `{% if %}`; the last may have no condition. */
export interface Branch<Body> {
  readonly condition: Condition | null
  readonly body: Body
}

interface TextNode {
  readonly kind: 'text'
  readonly text: string
  readonly at: Location
}
interface OutputNode {
  readonly kind: 'output'
  readonly value: Expression
  readonly at: Location
}
interface ScriptsNode {
  readonly kind: 'scripts'
  readonly at: Location
}

/** What the parser makes. */
export type Node =
  | TextNode
  | OutputNode
  | ScriptsNode
  | {
      readonly kind: 'assign'
      readonly name: string
      readonly value: Expression
      readonly at: Location
    }
  | {
      readonly kind: 'if'
      readonly branches: readonly Branch<readonly Node[]>[]
      readonly at: Location
    }
  | {
      readonly kind: 'for'
      readonly names: readonly string[]
      readonly items: Expression
      readonly reversed: boolean
      readonly body: readonly Node[]
      readonly empty: readonly Node[] | null
      readonly at: Location
    }
  | {
      /** A scope with names of its own. */
      readonly kind: 'with'
      readonly bindings: readonly Binding[]
      readonly only: boolean
      readonly body: readonly Node[]
      readonly at: Location
    }
  | {
      readonly kind: 'block'
      readonly name: string
      readonly body: readonly Node[]
      readonly at: Location
    }
  | { readonly kind: 'super'; readonly at: Location }
  | { readonly kind: 'extends'; readonly parent: Expression; readonly at: Location }
  | IncludeNode
  | CallNode

export interface IncludeNode {
  readonly kind: 'include'
  readonly template: Expression
  readonly bindings: readonly Binding[]
  readonly only: boolean
  readonly at: Location
}

/** An include that stands inside itself: its body is compiled once and called. The linker makes it. */
export interface CallNode {
  readonly kind: 'call'
  readonly template: string
  readonly bindings: readonly Binding[]
  readonly only: boolean
  readonly at: Location
}

/** What scope resolution makes: no scopes, blocks or includes are left, and every variable has a number. */
export type Flat =
  | TextNode
  | OutputNode
  | ScriptsNode
  | {
      readonly kind: 'assign'
      readonly local: number
      readonly value: Expression
      readonly at: Location
    }
  | {
      readonly kind: 'if'
      readonly branches: readonly Branch<readonly Flat[]>[]
      readonly at: Location
    }
  | FlatFor
  | {
      readonly kind: 'call'
      readonly callee: Callee
      readonly args: readonly Expression[]
      readonly at: Location
    }

export interface FlatFor {
  readonly kind: 'for'
  readonly locals: readonly number[]
  readonly loop: Loop
  readonly items: Expression
  readonly reversed: boolean
  readonly body: readonly Flat[]
  readonly empty: readonly Flat[] | null
  readonly at: Location
}

/** A recursive include, compiled as one region with parameters. */
export interface Callee {
  readonly template: string
  readonly parameters: readonly number[]
  body: readonly Flat[]
}
