import type { LayoutBranch } from '../../wire/layout.ts'
import type { AllBranches, Patch, Values } from '../../wire/patch.ts'
import {
  type LiveRegion,
  type LiveSlot,
  Miss,
  mustBeThere,
  parked,
  putBehind,
  type RegionBuilder,
} from '../live/slot.ts'

/** An `{% if %}` of which the browser has all branches, and shows the one that it chooses; the others are kept aside. */
export class SharedBranch implements LiveSlot {
  readonly #builder: RegionBuilder
  readonly #ids: readonly number[]
  readonly #start: Comment
  readonly #end: Comment | null
  readonly #regions: LiveRegion[] = []
  /** Where each is while it is not shown. */
  readonly #asides: DocumentFragment[] = []
  #choice: number

  /** @param shown the branch that was drawn, whose comment has the values of the others; null for none */
  constructor(
    builder: RegionBuilder,
    { regions }: LayoutBranch,
    start: Comment,
    shown: LiveRegion | null,
    end: Comment | null,
  ) {
    this.#builder = builder
    this.#ids = regions
    this.#start = start
    this.#end = end
    const [choice, all] = allOf(start)
    this.#choice = choice
    all.forEach((values, i) => {
      if (i === choice) this.#keep(i, shown!)
      else this.#build(i, values)
    })
  }

  patch(changes: readonly (number | Patch)[]): void {
    mustBeThere(this.#start)
    for (let i = 0; i < changes.length; i += 2) {
      const region = this.#regions[changes[i] as number]
      if (!region) throw new Miss('branch')
      region.patch(changes[i + 1] as Patch)
    }
  }

  /** Takes the values of all branches, or the number of the one to show. */
  fill(content: AllBranches | number, isNew?: boolean): void {
    mustBeThere(this.#start, isNew)
    if (typeof content === 'number') return this.#show(content)
    const [choice, all] = content
    all.forEach((values, i) => {
      const region = this.#regions[i]
      if (region) region.fill(values)
      else this.#build(i, values)
    })
    this.#show(choice)
  }

  #build(index: number, values: Values): void {
    const { fragment, region } = this.#builder.build(this.#ids[index]!, values)
    this.#keep(index, region, fragment)
  }

  #keep(index: number, region: LiveRegion, aside = document.createDocumentFragment()): void {
    parked.add(aside)
    this.#regions[index] = region
    this.#asides[index] = aside
  }

  #show(choice: number): void {
    if (choice === this.#choice) return
    const before = this.#regions[this.#choice]
    if (before) this.#asides[this.#choice]!.append(...before.nodes(this.#start))
    this.#choice = choice
    const aside = this.#asides[choice]
    if (aside) putBehind(this.#start, aside)
  }

  nodes(): readonly ChildNode[] {
    const inside = this.#regions[this.#choice]?.nodes(this.#start) ?? []
    return this.#end ? [this.#start, ...inside, this.#end] : [this.#start, ...inside]
  }
}

/** What the comment before a branch says: the one that is shown behind it, and the values of the others. */
export function allOf({ data }: Comment): AllBranches {
  return data ? (JSON.parse(data) as AllBranches) : [-1, []]
}
