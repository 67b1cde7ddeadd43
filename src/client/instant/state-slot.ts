import type { SharedState } from '../../wire/patch.ts'
import { type LiveSlot, mustBeThere } from '../live/slot.ts'
import { stateChanged } from './instant.ts'

/** Values that the browser works with, in a comment at the end of their region. */
export class StateSlot implements LiveSlot {
  readonly #comment: Comment
  values: SharedState

  constructor(comment: Comment) {
    this.#comment = comment
    this.values = JSON.parse(comment.data || '{}') as SharedState
  }

  patch(values: SharedState): void {
    this.fill(values)
  }

  fill(values: SharedState, isNew?: boolean): void {
    mustBeThere(this.#comment, isNew)
    const before = this.values
    this.values = values
    if (!isNew) stateChanged(before, values)
  }

  nodes(): readonly ChildNode[] {
    return [this.#comment]
  }
}
