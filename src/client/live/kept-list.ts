import type { LayoutList } from '../../wire/layout.ts'
import type { KeptRows, Values } from '../../wire/patch.ts'
import { features } from '../features.ts'
import { ListSlot } from './list-slot.ts'
import { type ListPlace, LiveRegion, mustBeThere, type RegionBuilder } from './slot.ts'

/** A list whose rows are kept here alone: the server forgets them once they are sent, and names them by their keys. */
export class KeptList extends ListSlot {
  readonly #known = new Map<string, LiveRegion>()
  readonly #keys = new Map<LiveRegion, string>()

  constructor(builder: RegionBuilder, layout: LayoutList, place: ListPlace) {
    super(builder, layout, place)
    for (const row of this.rows) this.#know(this.#keyOf(row.nodes()[0] as Element)!, row)
  }

  override patch(changes: unknown): void {
    this.fill(changes)
  }

  override fill(content: unknown, isNew?: boolean): void {
    mustBeThere(this.start, isNew)
    if (isNew) this.#adopt()
    const changes = content as KeptRows
    /** Rows that go unless they come again. */
    const leaving = new Map<string, LiveRegion>()
    for (const change of changes) {
      if (change === 0) {
        for (let i = this.rows.length - 1; i >= 0; i--) this.takeOut(i)
        for (const [key, row] of this.#known) leaving.set(key, row)
        this.#known.clear()
      } else if (typeof change === 'string') {
        const row = this.#known.get(change)
        if (row) this.#drop(row)
      } else this.#put(change, leaving)
    }
    for (const row of leaving.values()) row.remove()
    if (!this.rows[0] && !this.empty) this.showEmpty([])
  }

  /** Takes over the rows of a page that is being built anew: by now the element around has its id. */
  #adopt(): void {
    const before = features.rebuild?.before(this.start.parentElement)
    for (const element of Array.from(before?.children ?? [])) {
      const key = this.#keyOf(element)
      if (key === null) continue
      // Where its slots are is not known, so it stays as it is until its values come again.
      const row = new LiveRegion()
      row.parts.push(element)
      this.placeAgain(this.rows.length, row)
      this.#know(key, row)
    }
  }

  #keyOf(row: Element): string | null {
    return row.getAttribute(this.layout.key![1])
  }

  #put(
    [at, limit, ...all]: readonly [number, number, ...Values[]],
    leaving: Map<string, LiveRegion>,
  ): void {
    let index = at < 0 ? this.rows.length : Math.min(at, this.rows.length)
    for (const values of all) {
      const key = values[this.layout.key![0]] as string
      const known = this.#known.get(key)
      if (at < -1 && !known) continue
      let row = known ?? leaving.get(key)
      if (row && !known) this.placeAgain(index, row)
      if (row?.slots[0]) row.fill(values)
      else {
        const i = row ? this.rows.indexOf(row) : index
        if (row) {
          this.#keys.delete(row)
          this.takeOut(i).remove()
        }
        row = this.insert(i, values)
      }
      this.#know(key, row)
      leaving.delete(key)
      if (!known) index++
    }
    while (limit > 0 && this.rows.length > limit)
      this.#drop(this.rows[at < 0 ? 0 : this.rows.length - 1]!)
  }

  #know(key: string, row: LiveRegion): void {
    this.#known.set(key, row)
    this.#keys.set(row, key)
  }

  #drop(row: LiveRegion): void {
    this.#known.delete(this.#keys.get(row)!)
    this.#keys.delete(row)
    this.takeOut(this.rows.indexOf(row)).remove()
  }
}
