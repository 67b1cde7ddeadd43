import type { Flat } from '../nodes.ts'
import type { Region, Slot } from '../regions/region.ts'
import { type Comparing, type Comparison, isRecorded } from './comparing.ts'
import { type Target, writeAssign } from './control.ts'
import type { MarkupSink } from './markup.ts'
import { journal, type Mode } from './region-call.ts'
import type { ValueCode } from './values.ts'
import type { Writer } from './writer.ts'

/** What the code of one function of a region is written with. */
export interface RegionParts {
  readonly values: ValueCode
  readonly writer: Writer
  readonly comparing: Comparing
  /** Draws what has no anchors. */
  readonly sink: MarkupSink
  readonly region: Region
  readonly mode: Mode
  /** Functions that go beside this one. */
  readonly functions: string[]
}

/**
 * Where the code of one function of a region goes, and what all slots have in common: that they are drawn, given to the
 * browser or compared, and recorded or not.
 */
export class RegionTarget implements Target {
  readonly values: ValueCode
  readonly writer: Writer
  readonly comparing: Comparing
  readonly sink: MarkupSink
  readonly region: Region
  readonly mode: Mode
  readonly functions: string[]
  /** Whether the slot being written is recorded, and compared with what was recorded. */
  isRecorded = true

  constructor({ values, writer, comparing, sink, region, mode, functions }: RegionParts) {
    this.values = values
    this.writer = writer
    this.comparing = comparing
    this.sink = sink
    this.region = region
    this.mode = mode
    this.functions = functions
  }

  draw(html: string): void {
    if (this.mode === 'paint') this.writer.text(html)
  }

  end(hasEnd: boolean): void {
    if (hasEnd) this.draw('<!--/-->')
  }

  /**
   * Writes a slot as it is to be compared. Temporary fields that rest leave the browser with what it shows.
   *
   * @param parts may set what is read behind the slot, also where the slot itself is passed over
   */
  slot(
    { slot }: Slot,
    comparison: Comparison,
    write: () => void,
    parts: readonly Flat[] = [],
  ): void {
    const writeAssigns = (): void => {
      for (const part of parts) if (part.kind === 'assign') writeAssign(this, part)
    }
    if (isRecorded(comparison)) return this.ifMoved(comparison, write, writeAssigns)
    if (comparison.kind === 'never' && this.mode === 'diff') return writeAssigns()
    this.isRecorded = false
    if (comparison.kind === 'unlessSet' && this.mode === 'diff') {
      this.writer.line(`if (!${comparison.isResting}) {`)
      write()
      this.writer.line('} else {')
      writeAssigns()
      this.writer.line('}')
    } else {
      write()
      this.keepShown(slot, comparison)
    }
    this.isRecorded = true
  }

  /** Writes a comparison where it may find something. */
  ifMoved(comparison: Comparison, compare: () => void, writeAssigns = (): void => {}): void {
    if (comparison.kind !== 'ifMoved' || this.mode !== 'diff') return compare()
    this.writer.line(`if (c.moved(${this.values.tables.nameSet(comparison.names)})) {`)
    compare()
    this.writer.line('} else {')
    writeAssigns()
    this.writer.line('}')
  }

  /** Writes what a fill says of a slot that the browser is to leave alone: what is to be shown only where it is new. */
  keepShown(slot: number, comparison: Comparison, more = ''): void {
    if (this.mode !== 'fill' || comparison.kind !== 'unlessSet') return
    const kept = `f[${slot}] = [null, f[${slot}]]`
    this.writer.line(`if (c.keepsShown && ${comparison.isResting}) { ${kept}${more} }`)
  }

  /** Writes what happens with the key in `z`: recorded, or compared with the record. */
  settle(at: string, slot: number, wire: string): void {
    if (this.mode === 'diff') {
      if (!this.isRecorded) return this.writer.line(`(p ??= []).push(${slot}, ${wire})`)
      this.writer.line(
        `if (!Object.is(z, ${at})) { ${journal(at, 'z')}; (p ??= []).push(${slot}, ${wire}) }`,
      )
      return
    }
    if (this.isRecorded) this.writer.line(`${at} = z`)
    if (this.mode === 'fill') this.writer.line(`f[${slot}] = ${wire}`)
  }
}
