import type { TemplateError } from '../../shared/errors.ts'
import type { Flat } from '../nodes.ts'
import type { Position } from './coarse.ts'
import type { PlacedElement } from './placed.ts'

/** Something in the live part has no certain place, or may not be where it is. */
export class NoPlace extends Error {
  readonly reason: TemplateError
  /** The elements around it, outermost first. */
  readonly around: readonly Content[]

  constructor(reason: TemplateError, around: readonly Content[]) {
    super(reason.message)
    this.reason = reason
    this.around = around
  }
}

/** Where the content of an element begins: behind its opening tag, which ends at `from` in this list. */
export interface ContentStart {
  readonly nodes: readonly Flat[]
  readonly from: Position
}

/** The content of an element of the live part. */
export interface Content extends ContentStart {
  /** Counts the elements of the live part as they begin. */
  readonly number: number
  readonly element: PlacedElement
  readonly ancestors: readonly PlacedElement[]
}
