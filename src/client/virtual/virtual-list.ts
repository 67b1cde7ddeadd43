import type { LayoutList } from '../../wire/layout.ts'
import type { ListMoves, ListPatch, ListValues, Patch, Values } from '../../wire/patch.ts'
import { moveNodes } from '../live/move-nodes.ts'
import {
  type ListPlace,
  type LiveRegion,
  type LiveSlot,
  Miss,
  mustBeThere,
  parked,
  putBehind,
  type RegionBuilder,
} from '../live/slot.ts'
import { offsetOf, type Rows, rowsInSight } from './rows-in-sight.ts'
import { Scroller } from './scroller.ts'
import { Spacer } from './spacer.ts'
import { VirtualRow } from './virtual-row.ts'

const defaultOverscan = 6
const defaultHeight = 40

/** Rows are measured when they are in the page, which may bring others into it. */
const maxRounds = 4

/** How many rows from the first one in sight may stay where they are, when those before them go. */
const heldRows = 40

/** A row that is to stay where it is on the screen. */
interface Held {
  readonly row: VirtualRow
  /** How far below what is in sight it begins. */
  readonly below: number
}

/** Lists that have changed, or have just come into the page. */
const changed = new Set<VirtualList>()

/** Brings the rows in sight of all lists into the page. */
export function showChangedLists(): void {
  for (const list of changed) list.settle()
  changed.clear()
}

/**
 * A `{% for %}` of which only the rows in sight are in the page. The others are values, or nodes that were in the page
 * and wait beside it with all that their user did to them; two elements are as high as they are.
 */
export class VirtualList implements LiveSlot {
  readonly #builder: RegionBuilder
  readonly #layout: LayoutList
  readonly #start: Comment
  readonly #end: Comment | null
  readonly #beside = document.createDocumentFragment()
  readonly #spacers: readonly [above: Spacer, between: Spacer, below: Spacer]
  readonly #observer: ResizeObserver
  #rows: VirtualRow[]
  #empty: LiveRegion | null
  #shown: Set<VirtualRow>
  #scroller: Scroller | null = null
  /** Ends what listens to it. */
  #listening = new AbortController()
  #held: readonly Held[] = []
  /** Of all rows; null when it is to be found out again. */
  #heights: readonly number[] | null = null
  #isDue = false

  constructor(builder: RegionBuilder, layout: LayoutList, place: ListPlace) {
    this.#builder = builder
    this.#layout = layout
    this.#start = place.start
    this.#end = place.end
    this.#empty = place.empty
    this.#rows = place.rows.map((region) => new VirtualRow(region))
    this.#shown = new Set(this.#rows)
    const parent = this.#parent()
    this.#spacers = [new Spacer(parent), new Spacer(parent), new Spacer(parent)]
    const content = place.empty ?? place.rows.at(-1)
    const last = place.tail ?? content?.nodes().at(-1) ?? this.#start
    last.after(this.#spacers[2].element)
    this.#start.after(this.#spacers[0].element)
    for (const text of [...place.gaps, place.tail]) text?.remove()
    parked.add(this.#beside)
    this.#observer = new ResizeObserver(() => this.#renderSoon())
    changed.add(this)
  }

  patch(change: ListPatch): void {
    mustBeThere(this.#start)
    this.#hold()
    const [kind, ...rest] = change
    if (Array.isArray(kind)) {
      this.#reorder(kind as ListMoves)
      this.#patchRows(rest as (number | Patch)[])
    } else if (kind === 0) this.#patchRows(rest as (number | Patch)[])
    else if (kind === 1) this.#showEmpty(rest[0] as Values | undefined)
    else if (kind === 2) {
      if (!this.#empty) throw new Miss('empty list')
      this.#empty.patch(rest[0] as Patch)
    } else {
      this.#clear()
      this.#rows = (rest as Values[]).map((values) => new VirtualRow(values))
    }
  }

  fill(content: ListValues, isNew?: boolean): void {
    mustBeThere(this.#start, isNew)
    this.#hold()
    if (content.length === 0 || content[0] === 0) {
      const values = content[1] as Values | undefined
      if (this.#empty && this.#rows.length === 0) this.#empty.fill(values ?? [])
      else this.#showEmpty(values)
      return
    }
    this.#takeEmpty()
    const all = content as readonly Values[]
    for (const row of this.#rows.splice(all.length)) this.#drop(row)
    all.forEach((values, i) => {
      const row = this.#rows[i]
      if (row) row.fill(values, this.#build)
      else this.#rows.push(new VirtualRow(values))
    })
  }

  nodes(): readonly ChildNode[] {
    const last = this.#end ?? this.#spacers[2].element
    const nodes: ChildNode[] = [this.#start]
    for (let node = this.#start.nextSibling; node; node = node.nextSibling) {
      nodes.push(node)
      if (node === last) break
    }
    return nodes
  }

  /** Brings the rows in sight into the page, and keeps what is held where it is. */
  settle(): void {
    if (!this.#start.isConnected) return
    this.#rows.forEach((row, i) => {
      row.index = i
    })
    this.#heights = null
    // All rows that the server drew are in the page now, and never again.
    if (!this.#scroller) this.#measure()
    this.#findScroller()
    this.#render(this.#held)
    // Whether something scrolls shows only when there is enough in it.
    if (this.#findScroller()) this.#render(this.#held)
    this.#held = []
  }

  // ── rows ───────────────────────────────────────────────────────────────────────────────────────

  #patchRows(rows: readonly (number | Patch)[]): void {
    for (let i = 0; i < rows.length; i += 2)
      rowAt(this.#rows, rows[i] as number).patch(rows[i + 1] as Patch, this.#build)
  }

  #reorder([removed, moved, inserted]: ListMoves): void {
    const old = this.#rows
    const gone = new Set<VirtualRow>()
    for (const index of removed || []) {
      const row = rowAt(old, index)
      gone.add(row)
      this.#drop(row)
    }
    const arrivals: { to: number; row: VirtualRow }[] = []
    const moves = moved || []
    for (let i = 0; i < moves.length; i += 2) {
      const row = rowAt(old, moves[i]!)
      gone.add(row)
      arrivals.push({ to: moves[i + 1]!, row })
    }
    const inserts = inserted || []
    for (let i = 0; i < inserts.length; i += 2)
      arrivals.push({ to: inserts[i] as number, row: new VirtualRow(inserts[i + 1] as Values) })
    if (arrivals.length > 0) this.#takeEmpty()

    const staying = old.filter((row) => !gone.has(row))
    arrivals.sort((a, b) => a.to - b.to)
    const rows: VirtualRow[] = []
    let next = 0
    for (const { to, row } of arrivals) {
      while (rows.length < to && next < staying.length) rows.push(staying[next++]!)
      if (rows.length !== to) throw new Miss('row')
      rows.push(row)
    }
    this.#rows = rows.concat(staying.slice(next))
  }

  #drop(row: VirtualRow): void {
    const element = row.element()
    if (element) this.#observer.unobserve(element)
    row.remove()
    this.#shown.delete(row)
  }

  #clear(): void {
    for (const row of this.#rows.splice(0)) this.#drop(row)
    this.#takeEmpty()
  }

  #takeEmpty(): void {
    this.#empty?.remove()
    this.#empty = null
  }

  #showEmpty(values: Values | undefined): void {
    this.#clear()
    if (this.#layout.empty < 0) return
    const { fragment, region } = this.#builder.build(this.#layout.empty, values ?? [])
    this.#empty = region
    putBehind(this.#start, fragment)
  }

  readonly #build = (values: Values): LiveRegion => {
    const { fragment, region } = this.#builder.build(this.#layout.row, values)
    this.#beside.append(fragment)
    return region
  }

  // ── what is in sight ───────────────────────────────────────────────────────────────────────────

  /** @returns whether another one than before scrolls the list */
  #findScroller(): boolean {
    const scroller = new Scroller(this.#parent())
    if (this.#scroller?.element === scroller.element) return false
    this.#listening.abort()
    this.#listening = new AbortController()
    const { signal } = this.#listening
    scroller.target.addEventListener('scroll', () => this.#scrolled(), { signal, passive: true })
    addEventListener('resize', () => this.#scrolled(), { signal })
    if (this.#scroller) this.#observer.unobserve(this.#scroller.element)
    this.#observer.observe(scroller.element)
    this.#scroller = scroller
    return true
  }

  #scrolled(): void {
    if (this.#start.isConnected) return this.#render(this.#heldNow())
    this.#listening.abort()
    this.#observer.disconnect()
  }

  /** Not at once: rows that are observed from now on would make the browser tell of a loop. */
  #renderSoon(): void {
    if (this.#isDue) return
    this.#isDue = true
    requestAnimationFrame(() => {
      this.#isDue = false
      this.#scrolled()
    })
  }

  /** Notes, before the first change, what is to stay where it is. */
  #hold(): void {
    if (!changed.has(this) && this.#scroller) this.#held = this.#heldNow()
    changed.add(this)
  }

  /**
   * The row at the upper edge of what is in sight, and those behind it. None at the very top, where what is new is to be
   * seen; but what the user has brought in by going there is not.
   */
  #heldNow(): Held[] {
    const top = this.#sightTop()
    const isAtTop = top <= 0 && !this.#parent().hasAttribute('dj-viewport-top')
    if (isAtTop) return []
    const heights = this.#heightOfRows()
    const { first } = rowsInSight(heights, { top, height: 0 }, 0)
    let below = offsetOf(heights, first) - top
    return this.#rows.slice(first, first + heldRows).map((row, i) => {
      const held = { row, below }
      below += heights[first + i]!
      return held
    })
  }

  #sightTop(): number {
    return this.#scroller!.top - this.#spacers[0].top
  }

  #heightOfRows(): readonly number[] {
    return (this.#heights ??= this.#findHeights())
  }

  #findHeights(): readonly number[] {
    const { height, estimate } = this.#layout.virtual!
    if (height !== undefined) return this.#rows.map(() => height)
    let sum = 0
    let count = 0
    for (const row of this.#rows) {
      if (Number.isNaN(row.height)) continue
      sum += row.height
      count++
    }
    const likely = estimate ?? (count > 0 ? sum / count : defaultHeight)
    return this.#rows.map((row) => (Number.isNaN(row.height) ? likely : row.height))
  }

  #render(held: readonly Held[]): void {
    const scroller = this.#scroller!
    const { overscan = defaultOverscan } = this.#layout.virtual!
    const kept = held.find(({ row }) => this.#rows[row.index] === row)
    for (let round = 0; round < maxRounds; round++) {
      const heights = this.#heightOfRows()
      const top = kept ? offsetOf(heights, kept.row.index) - kept.below : this.#sightTop()
      this.#show(rowsInSight(heights, { top, height: scroller.height }, overscan), heights)
      if (kept) scroller.by(top - this.#sightTop())
      if (!this.#measure()) break
    }
  }

  /** Has certain rows in the page, and of the others only one that has the focus. */
  #show({ first, end }: Rows, heights: readonly number[]): void {
    const [above, between, below] = this.#spacers
    const wanted = this.#rows.slice(first, end)
    const rows = new Set(wanted)
    let pinned = -1
    for (const row of this.#shown) {
      if (rows.has(row)) continue
      const nodes = row.nodes()
      if (nodes.some((node) => node.contains(document.activeElement))) {
        pinned = row.index
        rows.add(row)
        if (pinned < first) wanted.unshift(row)
        else wanted.push(row)
      } else this.#park(row, nodes)
    }
    this.#shown = rows

    const height = (from: number, to: number): number =>
      offsetOf(heights, to) - offsetOf(heights, from)
    const isAbove = pinned >= 0 && pinned < first
    const isBelow = pinned >= end
    above.height = height(0, isAbove ? pinned : first)
    below.height = height(isBelow ? pinned + 1 : end, heights.length)
    between.height = isAbove ? height(pinned + 1, first) : isBelow ? height(end, pinned) : 0
    if (pinned < 0) between.element.remove()
    this.#place(wanted, isAbove ? 1 : isBelow ? wanted.length - 1 : -1)
  }

  /** @param gap before which row those are left out that are between it and the one before */
  #place(wanted: readonly VirtualRow[], gap: number): void {
    const parent = this.#parent()
    const [above, between] = this.#spacers
    let next = above.element.nextSibling
    const put = (nodes: readonly ChildNode[]): void => {
      if (nodes[0] === next) next = nodes.at(-1)?.nextSibling ?? next
      else moveNodes(parent, nodes, next)
    }
    wanted.forEach((row, i) => {
      if (i === gap) put([between.element])
      put(row.region(this.#build).nodes())
      const element = this.#layout.virtual!.height === undefined && row.element()
      if (element) this.#observer.observe(element)
    })
  }

  #park(row: VirtualRow, nodes: readonly ChildNode[]): void {
    const element = row.element()
    if (element) this.#observer.unobserve(element)
    this.#beside.append(...nodes)
  }

  /** @returns whether a row has another height than it was taken to have */
  #measure(): boolean {
    if (this.#layout.virtual!.height !== undefined) return false
    let isOther = false
    for (const row of this.#shown) {
      const element = row.element()
      let next = row.nodes().at(-1)?.nextSibling
      while (next && !(next instanceof Element)) next = next.nextSibling
      if (!element || !next) continue
      const height = next.getBoundingClientRect().top - element.getBoundingClientRect().top
      if (Math.abs(height - row.height) < 0.5) continue
      row.height = height
      isOther = true
    }
    if (isOther) this.#heights = null
    return isOther
  }

  #parent(): Element {
    const parent = this.#start.parentElement
    if (!parent) throw new Miss('list')
    return parent
  }
}

function rowAt(rows: readonly VirtualRow[], index: number): VirtualRow {
  const row = rows[index]
  if (!row) throw new Miss('row')
  return row
}
