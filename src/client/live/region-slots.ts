import type { BranchValues, Patch, Values } from '../../wire/patch.ts'
import { type LiveRegion, type LiveSlot, Miss, mustBeThere, type RegionBuilder } from './slot.ts'

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

  patch(change: readonly [Patch] | BranchValues): void {
    mustBeThere(this.#start)
    const [first] = change
    if (typeof first === 'number') return this.#switch(change as BranchValues)
    if (!this.#shown) throw new Miss('branch')
    this.#shown.patch(first)
  }

  fill(content: BranchValues): void {
    if (content[0] === this.#choice) this.#shown?.fill(content[1] ?? [])
    else this.#switch(content)
  }

  #switch([choice, values]: BranchValues): void {
    this.#shown?.remove()
    this.#choice = choice
    this.#shown = null
    const id = this.#regions[choice]
    if (id === undefined) return
    const { fragment, region } = this.#builder.build(id, values ?? [])
    this.#shown = region
    if (!this.#start.parentNode) throw new Miss('anchor')
    this.#start.after(fragment)
  }

  nodes(): readonly ChildNode[] {
    const inside = this.#shown?.nodes() ?? []
    return this.#end ? [this.#start, ...inside, this.#end] : [this.#start, ...inside]
  }
}

/** A recursive include: a region that is always there, but built only when values for it come. */
export class CallSlot implements LiveSlot {
  readonly #builder: RegionBuilder
  readonly #region: number
  readonly #start: Comment
  readonly #end: Comment | null
  #shown: LiveRegion | null

  constructor(
    builder: RegionBuilder,
    region: number,
    place: { start: Comment; end: Comment | null; shown: LiveRegion | null },
  ) {
    this.#builder = builder
    this.#region = region
    this.#start = place.start
    this.#end = place.end
    this.#shown = place.shown
  }

  patch(patch: Patch): void {
    mustBeThere(this.#start)
    if (!this.#shown) throw new Miss('include')
    this.#shown.patch(patch)
  }

  fill(values: Values): void {
    if (this.#shown) return this.#shown.fill(values)
    const { fragment, region } = this.#builder.build(this.#region, values)
    this.#shown = region
    if (!this.#start.parentNode) throw new Miss('anchor')
    this.#start.after(fragment)
  }

  nodes(): readonly ChildNode[] {
    const inside = this.#shown?.nodes() ?? []
    return this.#end ? [this.#start, ...inside, this.#end] : [this.#start, ...inside]
  }
}
