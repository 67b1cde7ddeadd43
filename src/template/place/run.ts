import type { Callee } from '../nodes.ts'
import type { CoarseRegion, ContentEnd } from './coarse.ts'
import type { Trusts } from './escaping.ts'
import type { Content } from './no-place.ts'
import type { Placed, PlacedCallee, PlacedElement } from './placed.ts'

/** An element that becomes coarse. */
export interface Coarse {
  readonly number: number
  readonly end: ContentEnd
  readonly region: CoarseRegion
}

/** What all placers of a page share. */
export interface Run {
  readonly trusts: Trusts
  /** Which of the elements of the outermost list is live; -1 for none. */
  readonly live: number
  readonly coarse: ReadonlyMap<number, Coarse>
  readonly callees: Map<Callee, PlacedCallee>
  readonly looseCallees: Map<Callee, PlacedCallee>
  /** The bodies that locals were set to, as markup. */
  readonly captured: Map<number, readonly Placed[]>
  /** What is known of the elements of the live part as they begin: their contents and those around, outermost first. */
  readonly contents: Map<PlacedElement, readonly Content[]>
  /** Elements of the outermost list so far. */
  outside: number
  /** Elements of the live part so far. */
  inside: number
}

export function newRun(trusts: Trusts, live: number, coarse: ReadonlyMap<number, Coarse>): Run {
  const [callees, looseCallees] = [new Map(), new Map()]
  const [captured, contents] = [new Map(), new Map()]
  const counted = { outside: 0, inside: 0 }
  return { trusts, live, coarse, callees, looseCallees, captured, contents, ...counted }
}
