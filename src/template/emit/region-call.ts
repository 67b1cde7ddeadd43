import type { Region } from '../regions/region.ts'

/**
 * The three things that can be done with a region. All walk its items in document order:
 * - `paint` draws it with its anchors, and records what it shows;
 * - `fill` gives the values of all its slots, and records them;
 * - `diff` compares with the record, and gives the slots that changed, or null.
 *
 * In generated code `r` is the record, `b` the region's first entry in it, and `j` the journal of entries to write once
 * the patch is on its way.
 */
export type Mode = 'paint' | 'fill' | 'diff'

/** Code of a call to a region's function. */
export function call(mode: Mode, region: Region, where: string): string {
  return `${mode}${region.id}(${['c', where, ...region.parameters.map((local) => `v${local}`)].join(', ')})`
}

/** Code that notes an entry to be written: a record and an index, then the value. */
export function journal(entry: string, value: string): string {
  const [, index] = /^r\[(.+)\]$/.exec(entry)!
  return `j.push(r, ${index}, ${value})`
}
