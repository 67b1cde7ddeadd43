import type { BranchValues, Patch, Values } from '../../wire/patch.ts'
import {
  type LiveRegion,
  type LiveSlot,
  Miss,
  mustBeThere,
  putBehind,
  type RegionBuilder,
} from './slot.ts'

/** An `{% if %}`: one of its branches, or none, stands behind a comment. */
export class BranchSlot implements LiveSlot {
  readonly #builder: RegionBuilder
  readonly #regions: readonly number[]
  readonly #start: Comment
  readonly #end: Comment | null
  #choice: number
  #shown: LiveRegion | null

  constructor(
    builder: RegionBuilder,
    regions: readonly number[],
    place: { start: Comment; end: Comment | null; choice: number; shown: LiveRegion | null },
  ) {
    this.#builder = builder
    this.#regions = regions
    this.#start = place.start
    this.#end = place.end
    this.#choice = place.choice
    this.#shown = place.shown
  }

  patch(change: unknown): void {
    mustBeThere(this.#start)
    const [first] = change as readonly [Patch] | BranchValues
    if (typeof first === 'number') return this.#switch(change as BranchValues)
    if (!this.#shown) throw new Miss('branch')
    this.#shown.patch(first)
  }

  fill(content: unknown, isNew?: boolean): void {
    mustBeThere(this.#start, isNew)
    const [choice, values = []] = content as BranchValues
    if (choice === this.#choice) this.#shown?.fill(values)
    else this.#switch([choice, values])
  }

  #switch([choice, values = []]: BranchValues): void {
    this.#shown?.remove(this.#start)
    this.#choice = choice
    this.#shown = null
    const id = this.#regions[choice]
    if (id === undefined) return
    const { fragment, region } = this.#builder.build(id, values)
    this.#shown = region
    putBehind(this.#start, fragment)
  }

  nodes(): readonly ChildNode[] {
    const inside = this.#shown?.nodes(this.#start) ?? []
    return this.#end ? [this.#start, ...inside, this.#end] : [this.#start, ...inside]
  }
}

/** A recursive include: a branch that is always chosen, but built only when values for it come. */
export class CallSlot extends BranchSlot {
  override patch(patch: Patch): void {
    super.patch([patch])
  }

  override fill(values: Values, isNew?: boolean): void {
    super.fill([0, values], isNew)
  }
}
