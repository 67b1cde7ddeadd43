import type { BranchValues, Patch, Values } from '../../wire/patch.ts'
import {
  type BranchPlace,
  type LiveRegion,
  type LiveSlot,
  Miss,
  mustBeThere,
  putBehind,
  type RegionBuilder,
} from './slot.ts'

/** An `{% if %}`: one of its branches, or none, stands behind a comment. */
export class BranchSlot implements LiveSlot {
  protected readonly builder: RegionBuilder
  protected readonly regions: readonly number[]
  protected readonly start: Comment
  readonly #end: Comment | null
  protected choice: number
  protected shown: LiveRegion | null

  constructor(
    builder: RegionBuilder,
    regions: readonly number[],
    { start, end, choice, shown }: BranchPlace,
  ) {
    this.builder = builder
    this.regions = regions
    this.start = start
    this.#end = end
    this.choice = choice
    this.shown = shown
  }

  patch(change: unknown): void {
    mustBeThere(this.start)
    const [first] = change as readonly [Patch] | BranchValues
    if (typeof first === 'number') return this.#switch(change as BranchValues)
    if (!this.shown) throw new Miss('branch')
    this.shown.patch(first)
  }

  fill(content: unknown, isNew?: boolean): void {
    mustBeThere(this.start, isNew)
    const [choice, values = []] = content as BranchValues
    if (choice === this.choice) this.shown?.fill(values)
    else this.#switch([choice, values])
  }

  #switch([choice, values = []]: BranchValues): void {
    this.shown?.remove(this.start)
    this.choice = choice
    const id = this.regions[choice]
    this.show(id === undefined ? undefined : this.builder.build(id, values))
  }

  /** Shows a branch, or none, where none is shown. */
  protected show(built: ReturnType<RegionBuilder['build']> | undefined): void {
    this.shown = built?.region ?? null
    if (built) putBehind(this.start, built.fragment)
  }

  nodes(): readonly ChildNode[] {
    const inside = this.shown?.nodes(this.start) ?? []
    return this.#end ? [this.start, ...inside, this.#end] : [this.start, ...inside]
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
