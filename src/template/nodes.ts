import type { Location } from '../shared/location.ts'
import type { Filter } from './filters/filter.ts'
import type { TagFunction } from './tag-function.ts'

/*
 * Values and nodes are in one file, because each is made of the other: a value may hold the rendered body of a tag.
 */

/** A value in a template: what stands between `{{` and `}}`, or in a tag's arguments. */
export type Expression =
  | LiteralExpression
  | PathExpression
  | FilterExpression
  | TagExpression
  | BodyExpression
  | ResolvedExpression

/** What scope resolution makes of names, and of tags that have a memory. */
export type ResolvedExpression =
  | LocalExpression
  | CellExpression
  | LoopExpression
  | CycleExpression
  | ChangedExpression
  | GroupsExpression
  | EnvExpression
  | RawExpression
  | CaptureExpression

export interface LiteralExpression {
  readonly kind: 'literal'
  /** Undefined for a name that has no value here. */
  readonly value: string | number | bigint | boolean | null | undefined
  /** Whether the author wrote a number as a float: `1.0`, `1e3`. */
  readonly isFloat?: boolean
  readonly at: Location
}

/** `name.step.step`, looked up in the context. */
export interface PathExpression {
  readonly kind: 'path'
  readonly name: string
  readonly steps: readonly string[]
  readonly at: Location
}

export interface FilterExpression {
  readonly kind: 'filter'
  readonly input: Expression
  readonly name: string
  readonly filter: Filter
  readonly argument: Expression | null
  /** The environment in which it runs. Scope resolution sets it. */
  readonly env?: Env
  readonly at: Location
}

/** A value that a tag computes: an address, a translation, what an author's own tag returns. */
export interface TagExpression {
  readonly kind: 'tag'
  readonly tag: TagFunction
  readonly args: readonly Expression[]
  readonly named: readonly Binding[]
  /** Whether the tag may read any name that the template sees where it stands. */
  readonly takesContext: boolean
  /** Those names, with what they stand for. Scope resolution sets it. */
  readonly scope?: Scope
  readonly env?: Env
  readonly at: Location
}

/** Names of the template itself; `only` hides those of the page. */
export interface Scope {
  readonly names: readonly Binding[]
  readonly only: boolean
}

/** The rendered body of the tag that the expression belongs to, as a safe string, or as a function that gives one. */
export interface BodyExpression {
  readonly kind: 'body'
  readonly isLazy?: boolean
  readonly at: Location
}

/** The environment of a place: a local that holds a changed one, or null for that of the page. */
export type Env = number | null

/** A path whose first name is a variable of the template itself. */
export interface LocalExpression {
  readonly kind: 'local'
  readonly local: number
  readonly steps: readonly string[]
  readonly at: Location
}

/** Like a local, but kept for the whole render: what sets it and what reads it may be drawn by different functions. */
export interface CellExpression {
  readonly kind: 'cell'
  readonly cell: number
  readonly steps: readonly string[]
  readonly at: Location
}

/** `forloop.counter` and the like. */
export interface LoopExpression {
  readonly kind: 'loop'
  readonly loop: Loop
  /** Null stands for the whole `forloop` object. */
  readonly field: LoopField | null
  readonly at: Location
}

/** The next value of a `{% cycle %}`. */
export interface CycleExpression {
  readonly kind: 'cycle'
  readonly values: readonly Expression[]
  /** Counts the turns; or the loop whose rounds are counted, where that is the same. */
  readonly turn: { readonly cell: number } | { readonly loop: Loop }
  readonly at: Location
}

/** Whether values differ from those of the round before. */
export interface ChangedExpression {
  readonly kind: 'changed'
  readonly values: readonly Expression[]
  readonly cell: number
  readonly at: Location
}

/** The groups of a `{% regroup %}`. */
export interface GroupsExpression {
  readonly kind: 'groups'
  readonly items: Expression
  /** Holds the item while its key is evaluated. */
  readonly item: number
  readonly key: Expression
  readonly at: Location
}

/** A changed environment. */
export interface EnvExpression {
  readonly kind: 'env'
  readonly base: Env
  readonly change: EnvChange
  readonly at: Location
}

export interface EnvChange {
  readonly autoescape?: boolean
  readonly localizes?: boolean
  readonly usesLocalTime?: boolean
  readonly timeZone?: Expression
  readonly locale?: Expression
}

/** A value that is shown as it is, because it stands in `{% autoescape off %}`. */
export interface RawExpression {
  readonly kind: 'raw'
  readonly value: Expression
  readonly env: Env
  readonly at: Location
}

/** The rendered body of a tag. */
export interface CaptureExpression {
  readonly kind: 'capture'
  readonly body: readonly Flat[]
  /** The body as markup, where it stands among markup. Placing sets it. */
  readonly placed?: readonly { readonly kind: string }[]
  readonly isLazy: boolean
  /** Whether it is all that stands in an element whose pieces have no certain place. Placing sets it. */
  readonly isCoarse?: true
  readonly at: Location
}

/** Whether a value is the content of a coarse region. */
export function isCoarse(value: Expression): boolean {
  return value.kind === 'capture' && value.isCoarse === true
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
  /** A recursive include receives the loop around it as a value; one by a variable may find it among its names. */
  readonly parent: Loop | LocalExpression | PathExpression | null
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
interface ScriptsNode {
  readonly kind: 'scripts'
  readonly at: Location
}
/** The hidden field of a form. */
interface CsrfNode {
  readonly kind: 'csrf'
  readonly at: Location
}

/** What the parser makes. */
export type Node =
  | TextNode
  | { readonly kind: 'output'; readonly value: Expression; readonly at: Location }
  | ScriptsNode
  | CsrfNode
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
  | WithNode
  | {
      /** A body in which something of the environment is other: `{% autoescape off %}`. */
      readonly kind: 'env'
      readonly change: EnvChange
      readonly body: readonly Node[]
      readonly at: Location
    }
  | {
      /** A tag that works on its rendered body, which `value` refers to as a `BodyExpression`. */
      readonly kind: 'captured'
      readonly body: readonly Node[]
      readonly value: Expression
      /** The name to give to the value; null to show it. */
      readonly as: string | null
      readonly at: Location
    }
  | CycleNode
  | { readonly kind: 'resetcycle'; readonly cycle: Cycle; readonly at: Location }
  | {
      readonly kind: 'ifchanged'
      /** The tag as it is written: the same in every copy of its template. */
      readonly id: object
      /** Empty where the rendered body is compared. */
      readonly values: readonly Expression[]
      readonly body: readonly Node[]
      readonly orElse: readonly Node[] | null
      readonly at: Location
    }
  | {
      readonly kind: 'regroup'
      readonly items: Expression
      /** The name by which `key` refers to an item. */
      readonly item: string
      readonly key: Expression
      readonly name: string
      readonly at: Location
    }
  | {
      readonly kind: 'block'
      readonly name: string
      readonly body: readonly Node[]
      readonly at: Location
    }
  | { readonly kind: 'extends'; readonly parent: Expression; readonly at: Location }
  | { readonly kind: 'partial'; readonly name: string; readonly at: Location }
  | IncludeNode
  | CallNode

export interface WithNode {
  /** A scope with names of its own. */
  readonly kind: 'with'
  readonly bindings: readonly Binding[]
  readonly only: boolean
  /** Whether it is an included template: its tags with a memory begin anew each time. */
  readonly isInclude: boolean
  readonly body: readonly Node[]
  readonly at: Location
}

export interface CycleNode {
  readonly kind: 'cycle'
  readonly cycle: Cycle
  readonly at: Location
}

/** A `{% cycle %}` with its values; naming it again elsewhere turns the same one. */
export interface Cycle {
  readonly values: readonly Expression[]
  readonly name: string | null
  readonly isSilent: boolean
  /** Whether another tag turns or resets it too. */
  isShared: boolean
}

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
  | {
      readonly kind: 'output'
      readonly value: Expression
      readonly env: Env
      readonly at: Location
    }
  | ScriptsNode
  | FlatAssign
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

export interface FlatAssign {
  readonly kind: 'assign'
  /** The number of the local, or of the cell. */
  readonly local: number
  readonly isCell: boolean
  /** Whether a missing value stays missing, instead of being an empty text. */
  readonly mayBeMissing?: boolean
  readonly value: Expression
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
  /** Cells that a round takes over from the rounds before it. */
  readonly memory: readonly number[]
  readonly at: Location
}

/** A recursive include, compiled as one region with parameters. */
export interface Callee {
  readonly template: string
  readonly parameters: readonly number[]
  body: readonly Flat[]
}
