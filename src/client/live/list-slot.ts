import type { LayoutList } from '../../wire/layout.ts'
import type { ListMoves, ListPatch, ListValues, Patch, Values } from '../../wire/patch.ts'
import { moveNodes } from './move-nodes.ts'
import {
  type ListPlace,
  type LiveRegion,
  type LiveSlot,
  Miss,
  mustBeThere,
  putBehind,
  type RegionBuilder,
} from './slot.ts'

/**
 * A `{% for %}`.
 *
 * A template's rows mostly begin and end with white space. Between two rows the end of the one and the beginning of
 * the next are one text node, so those texts are kept by position, not by row:
 *
 *     <!--2--> gap row gap row tail
 */
export class ListSlot implements LiveSlot {
  protected readonly builder: RegionBuilder
  protected readonly layout: LayoutList
  protected readonly start: Comment
  readonly #end: Comment | null
  protected rows: LiveRegion[]
  #gaps: (Text | null)[]
  #tail: Text | null
  protected empty: LiveRegion | null

  constructor(builder: RegionBuilder, layout: LayoutList, place: ListPlace) {
    this.builder = builder
    this.layout = layout
    this.start = place.start
    this.#end = place.end
    this.rows = place.rows
    this.#gaps = place.gaps
    this.#tail = place.tail
    this.empty = place.empty
  }

  patch(change: unknown): void {
    mustBeThere(this.start)
    const [kind, ...rest] = change as ListPatch
    if (Array.isArray(kind)) {
      this.#reorder(kind as ListMoves)
      this.#patchRows(rest as (number | Patch)[])
    } else if (kind === 0) this.#patchRows(rest as (number | Patch)[])
    else if (kind === 1) this.showEmpty(rest[0] as Values | undefined)
    else if (kind === 2) {
      if (!this.empty) throw new Miss('row')
      this.empty.patch(rest[0] as Patch)
    } else {
      this.#clear()
      ;(rest as Values[]).forEach((values, i) => this.insert(i, values))
    }
  }

  fill(values: unknown, isNew?: boolean): void {
    mustBeThere(this.start, isNew)
    const content = values as ListValues
    if (content.length === 0 || content[0] === 0) {
      const values = content[1] as Values | undefined
      if (this.empty && this.rows.length === 0) this.empty.fill(values ?? [])
      else this.showEmpty(values)
      return
    }
    const rows = content as readonly Values[]
    for (let i = this.rows.length - 1; i >= rows.length; i--) this.takeOut(i).remove()
    rows.forEach((values, i) => {
      const row = this.rows[i]
      if (row) row.fill(values)
      else this.insert(i, values)
    })
  }

  nodes(): readonly ChildNode[] {
    const nodes: (ChildNode | null)[] = [this.start]
    this.rows.forEach((row, i) => {
      nodes.push(this.#gaps[i] ?? null, ...row.nodes())
    })
    nodes.push(this.#tail, ...(this.empty?.nodes(this.start) ?? []), this.#end)
    return nodes.filter((node) => node !== null)
  }

  #patchRows(rows: readonly (number | Patch)[]): void {
    for (let i = 0; i < rows.length; i += 2) {
      const row = this.rows[rows[i] as number]
      if (!row) throw new Miss('row')
      row.patch(rows[i + 1] as Patch)
    }
  }

  #reorder([removed, moved, inserted]: ListMoves): void {
    const old = [...this.rows]
    for (const index of removed || []) this.takeOut(index).remove()

    const moves = pairs<number>(moved || [])
    for (const [from] of moves) this.takeOut(this.rows.indexOf(rowAt(old, from)))

    const inserts = pairs<Values>(inserted || [])
    const arrivals = [
      ...moves.map(([from, to]) => ({ to, place: () => this.placeAgain(to, rowAt(old, from)) })),
      ...inserts.map(([to, values]) => ({ to, place: () => this.insert(to, values) })),
    ]
    for (const { place } of arrivals.sort((a, b) => a.to - b.to)) place()
  }

  protected insert(index: number, values: Values): LiveRegion {
    const { fragment, region } = this.builder.build(this.layout.row, values)
    const before = this.#open(index, region)
    this.#parent().insertBefore(fragment, before)
    return region
  }

  protected placeAgain(index: number, row: LiveRegion): void {
    const nodes = row.nodes()
    let before = this.#open(index, row)
    while (before && nodes.includes(before)) before = before.nextSibling
    moveNodes(this.#parent(), nodes, before)
  }

  /**
   * Makes room for a row: takes it into the lists and puts the static text beside it.
   *
   * @returns the node before which the row's nodes go
   */
  #open(index: number, row: LiveRegion): ChildNode | null {
    const { before, after } = this.layout
    if (this.rows.length === 0) {
      this.empty?.remove(this.start)
      this.empty = null
      this.#tail = textNode(after)
      this.#gaps = [textNode(before)]
      this.rows = [row]
      const texts = [this.#gaps[0], this.#tail].filter((text) => text != null)
      this.start.after(...texts)
      return (this.#gaps[0] ?? this.start).nextSibling
    }
    const gap = textNode(after + before)
    const behind = index === 0 ? this.#firstGap() : this.#lastNode(index - 1)
    const next = behind.nextSibling
    if (gap) this.#parent().insertBefore(gap, next)
    this.#gaps.splice(index === 0 ? 1 : index, 0, gap)
    this.rows.splice(index, 0, row)
    return index === 0 ? (gap ?? next) : next
  }

  /** Takes a row out of the lists, and the static text beside it out of the page; its nodes stay for now. */
  protected takeOut(index: number): LiveRegion {
    const row = this.rows[index]
    if (!row) throw new Miss('row')
    const isFirstOfMore = index === 0 && this.rows.length > 1
    const [gap] = this.#gaps.splice(isFirstOfMore ? 1 : index, 1)
    gap?.remove()
    this.rows.splice(index, 1)
    if (this.rows.length === 0) {
      this.#tail?.remove()
      this.#tail = null
    }
    return row
  }

  #clear(): void {
    for (let i = this.rows.length - 1; i >= 0; i--) this.takeOut(i).remove()
    this.empty?.remove(this.start)
    this.empty = null
  }

  protected showEmpty(values: Values | undefined): void {
    this.#clear()
    if (this.layout.empty < 0) return
    const { fragment, region } = this.builder.build(this.layout.empty, values ?? [])
    this.empty = region
    putBehind(this.start, fragment)
  }

  /** The node before the first row. */
  #firstGap(): ChildNode {
    const [gap] = this.#gaps
    return gap?.parentNode === this.#parent() ? gap : this.start
  }

  #lastNode(index: number): ChildNode {
    const last = this.rows[index]?.nodes().at(-1)
    if (last?.parentNode !== this.#parent()) throw new Miss('row')
    return last
  }

  #parent(): ParentNode {
    const parent = this.start.parentNode
    if (!parent) throw new Miss('list')
    return parent
  }
}

function rowAt(rows: readonly LiveRegion[], index: number): LiveRegion {
  const row = rows[index]
  if (!row) throw new Miss('row')
  return row
}

function pairs<T>(flat: readonly (number | T)[]): [number, T][] {
  const list: [number, T][] = []
  for (let i = 0; i < flat.length; i += 2) list.push([flat[i] as number, flat[i + 1] as T])
  return list
}

function textNode(text: string): Text | null {
  return text === '' ? null : new Text(text)
}
