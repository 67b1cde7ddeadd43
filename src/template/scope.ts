import type { Location } from '../shared/location.ts'
import {
  type Binding,
  type Cycle,
  type Env,
  type Expression,
  type Loop,
  type LoopField,
  loopFields,
  type PathExpression,
} from './nodes.ts'
import type { TagFunction } from './tag-function.ts'
import { tagValue } from './tag-value.ts'

/** What a name of the template means at one place. */
export type Meaning =
  | { readonly kind: 'local'; readonly local: number }
  /** `scope` is the one that set it; the same one may set it again. */
  | {
      readonly kind: 'cell'
      readonly cell: number
      readonly scope: object
      /** Whether a `{% cycle … as name %}` in a scope inside sets it too. */
      readonly isShared: boolean
    }
  | { readonly kind: 'loop'; readonly loop: Loop }

/** What holds at one place of the template. */
export interface Scope {
  /** Tells apart what Django keeps in one dictionary of its context. */
  readonly id: object
  readonly names: Map<string, Meaning>
  /** In `{% include … only %}` the names of the page are out of reach. */
  readonly only: boolean
  readonly loop: Loop | null
  /** The locals with the items of the loops around, as far as the template can tell. */
  readonly items: readonly number[]
  readonly env: Env
  readonly escapes: boolean
  readonly memory: Memory
  /** How many loops of the same template are around. */
  readonly depth: number
  /** Whether a branch is between the place and the innermost loop. */
  readonly isConditional: boolean
}

/** What tags remember in the page, or in one included template, where it begins anew each time. */
export interface Memory {
  readonly cycles: Map<Cycle, number>
  /** What `{% ifchanged %}` compares with where no loop is around. */
  readonly changes: Map<object, number>
  readonly cells: number[]
}

/** Names that `only` does not hide: forms need the one, the wrapper of a fragment the other. */
const alwaysThere = new Set(['csrf_token', 'dj_view_id'])

export function newMemory(): Memory {
  return { cycles: new Map(), changes: new Map(), cells: [] }
}

/** The same scope, seen from a branch in it. */
export function conditional(scope: Scope): Scope {
  return { ...scope, isConditional: true }
}

export function child(scope: Scope, loop: Loop | null = scope.loop): Scope {
  return { ...scope, id: {}, names: new Map(scope.names), loop }
}

export function isolated(scope: Scope): Scope {
  return { ...scope, id: {}, names: new Map(), only: true, loop: null }
}

/**
 * What a loop sees as `forloop.parentloop`.
 *
 * @param isPage whether no template can be around
 */
export function parentOf({ names, only }: Scope, isPage: boolean): Loop['parent'] {
  const outer = names.get('forloop')
  if (outer?.kind === 'loop') return outer.loop
  if (!outer && !only && !isPage) return { kind: 'path', name: 'forloop', steps: [], at: nowhere }
  if (outer?.kind !== 'local') return null
  return { kind: 'local', local: outer.local, steps: [], at: nowhere }
}

const nowhere: Location = { file: '', source: '', start: 0, end: 0 }

export function visibleNames(scope: Scope, at: Location): { names: Binding[]; only: boolean } {
  const names = [...scope.names.keys()].map((name) => ({
    name,
    value: path({ kind: 'path', name, steps: [], at }, scope),
  }))
  return { names, only: scope.only }
}

export function path(of: PathExpression, scope: Scope): Expression {
  const { name, steps, at } = of
  const meaning = scope.names.get(name)
  switch (meaning?.kind) {
    case undefined:
      return scope.only && !alwaysThere.has(name) ? missing(at) : of
    case 'local':
      return { kind: 'local', local: meaning.local, steps, at }
    case 'cell':
      return { kind: 'cell', cell: meaning.cell, steps, at }
    case 'loop':
      return loopPath(of, meaning.loop)
    default:
      return meaning satisfies never
  }
}

function loopPath({ steps: written, at }: PathExpression, loop: Loop): Expression {
  let current: Loop = loop
  const steps = [...written]
  while (steps[0] === 'parentloop') {
    steps.shift()
    const { parent } = current
    if (!parent) return steps.length === 0 ? loopOrNone([], at) : missing(at)
    if ('kind' in parent) {
      const found: Expression = { ...parent, steps, at }
      return steps.length === 0 ? loopOrNone([found], at) : found
    }
    current = parent
  }
  const [field, ...more] = steps
  if (field === undefined) return { kind: 'loop', loop: current, field: null, at }
  if (more.length > 0 || !(loopFields as readonly string[]).includes(field)) return missing(at)
  return { kind: 'loop', loop: current, field: field as LoopField, at }
}

/** The first loop has an empty mapping around it. */
function loopOrNone(args: Expression[], at: Location): Expression {
  return tagValue(loopOrNoneTag, args, at)
}

const loopOrNoneTag: TagFunction = {
  name: 'parentloop',
  dependsOn: [],
  isPure: true,
  takesMissing: true,
  run: ([loop]) => loop ?? {},
}

export function missing(at: Location): Expression {
  return { kind: 'literal', value: undefined, at }
}
