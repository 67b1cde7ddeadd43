import type { Location } from '../shared/location.ts'
import type { Expression, Flat, Node } from './nodes.ts'
import type { Numbering } from './numbering.ts'
import type { Scope } from './scope.ts'

/** What those who resolve one kind of node ask for what stands in it. */
export interface Resolving {
  readonly names: Numbering
  /** Whether it is a page of an application, rather than any text. */
  readonly isPage: boolean
  all(nodes: readonly Node[], scope: Scope): Flat[]
  /** @param body what a `BodyExpression` in the value stands for */
  value(value: Expression, scope: Scope, body?: readonly Flat[]): Expression
  output(value: Expression, scope: Scope, at: Location): Flat
  /** Keeps the names that bodies of their own functions set in cells, which hold what the names meant before. */
  withCells(
    bodies: readonly (readonly Node[])[],
    scope: Scope,
    at: Location,
    resolve: () => Flat[],
  ): Flat[]
}
