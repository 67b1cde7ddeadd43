import { capturesIn } from '../walk.ts'
import type { Item, Region } from '../regions/region.ts'

/** Counts the ways in which items can be drawn, where those beside each other are varied together. */
export class Counts {
  /** How many branches and loops stand beside each other. */
  widest = 0
  readonly #known = new Map<Item, number>()
  readonly #counting = new Set<Region>()

  items(items: readonly Item[]): number {
    this.widest = Math.max(this.widest, items.filter(isChoice).length)
    return items.reduce((most, item) => Math.max(most, this.item(item)), 1)
  }

  item(item: Item): number {
    const known = this.#known.get(item)
    if (known !== undefined) return known
    const count = this.#count(item)
    this.#known.set(item, count)
    return count
  }

  region(region: Region): number {
    if (this.#counting.has(region)) return 1
    this.#counting.add(region)
    const count = this.items(region.items)
    this.#counting.delete(region)
    return count
  }

  #count(item: Item): number {
    switch (item.kind) {
      case 'element':
        return this.items(item.children)
      case 'output':
        return capturesIn(item.value).length > 0 ? 2 : 1
      case 'branch': {
        const none = item.branches.at(-1)!.condition === null ? 0 : 1
        return item.branches.reduce((sum, { body }) => sum + this.region(body), none)
      }
      case 'list':
        return (item.empty ? this.region(item.empty) : 1) + 1 + this.region(item.row)
      case 'call':
        return this.region(item.region)
      default:
        return 1
    }
  }
}

/** Whether an item may be drawn in several ways, or holds what may. */
export function isChoice(item: Item): boolean {
  return item.kind === 'branch' || item.kind === 'list' || item.kind === 'element'
}
