import type { AllBranches, Patch } from '../../wire/patch.ts'
import { BranchSlot } from '../live/region-slots.ts'
import { type BranchPlace, parked, type RegionBuilder } from '../live/slot.ts'

/** A branch that the browser has, and where it is while it is not shown. */
type Built = ReturnType<RegionBuilder['build']>

/** An `{% if %}` of which the browser has all branches, and shows the one that it chooses; the others are kept aside. */
export class SharedBranch extends BranchSlot {
  readonly #all: Built[] = []

  /** @param place the comment before it has the number of the branch behind it, and the values of the others */
  constructor(builder: RegionBuilder, ids: readonly number[], place: BranchPlace) {
    super(builder, ids, place)
    const { start, choice, shown } = place
    if (shown) this.#keep(choice, { region: shown, fragment: new DocumentFragment() })
    if (start.data) this.#take(JSON.parse(start.data.replace(/^\d+/, '')))
  }

  override patch(changes: readonly (number | Patch)[]): void {
    for (let i = 0; i < changes.length; i += 2)
      this.#all[changes[i] as number]!.region.patch(changes[i + 1] as Patch)
  }

  /** Takes the values of all branches, or the number of the one to show. */
  override fill(content: AllBranches | number): void {
    const [choice, all] = typeof content === 'number' ? [content, []] : content
    this.#take(all)
    if (choice === this.choice) return
    this.#all[this.choice]?.fragment.append(...this.shown!.nodes(this.start))
    this.choice = choice
    this.show(this.#all[choice])
  }

  /** @param all the values of each; 0 for one that stays as it is */
  #take(all: AllBranches[1]): void {
    all.forEach((values, i) => {
      if (!values) return
      const known = this.#all[i]
      if (known) known.region.fill(values)
      else this.#keep(i, this.builder.build(this.regions[i]!, values))
    })
  }

  #keep(index: number, built: Built): void {
    parked.add(built.fragment)
    this.#all[index] = built
  }
}
