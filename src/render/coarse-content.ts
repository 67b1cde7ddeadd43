import type { Part } from '../shared/part.ts'
import { readLines } from '../template/read-html.ts'
import { SafeString } from '../template/values/safe-string.ts'
import type { CoarseValues, PartValues, Patch, StayingPart } from '../wire/patch.ts'
import type { DrawnPart, PartRecord } from './part-record.ts'
import type { RenderContext } from './render-context.ts'

/** What stands for a component while the markup around it is drawn. Nobody is told it, so that no value can hold it. */
const partMark = `<!--${Math.random()}-->`

/** Comments that the browser would take for the place of a component. */
const foreignMarks = /<!--(?=p[0-9a-z]{22}-->)/g

/** The content of a coarse region: the components in it, and the markup between them. */
export interface CoarseContent {
  readonly pieces: readonly string[]
  readonly parts: readonly Part[]
}

/** What a component prints there: a mark, in the place of which it is drawn when all markup is. */
export function partInCoarse(context: RenderContext, part: Part): string {
  if (!context.inCoarse) return context.partHtml(part)
  context.inCoarse.push(part)
  return partMark
}

/** Takes what was drawn since `inCoarse` was set. */
export function coarseContent(context: RenderContext, html: string): CoarseContent {
  const drawn = html.split(partMark).map((piece) => piece.replace(foreignMarks, '<!-- '))
  const all = context.inCoarse ?? []
  context.inCoarse = null
  const pieces: string[] = ['']
  const parts: Part[] = []
  let inertDepth = 0
  for (const [i, piece] of drawn.entries()) {
    pieces[parts.length] += piece
    for (const [, slash] of piece.matchAll(inertTags)) inertDepth += slash === '' ? 1 : -1
    const part = all[i]
    if (part && inertDepth > 0) pieces[parts.length] += context.partHtml(part)
    else if (part) {
      parts.push(part)
      pieces.push('')
    }
  }
  return { pieces, parts }
}

/** What is in such an element is no part of the page, so a component in it is nothing but markup. */
const inertTags = /<(\/?)(?:noscript|template)\b/gi

export function paintCoarse(context: RenderContext, html: string): SafeString {
  return drawCoarse(coarseContent(context, html), (part) => context.paintPart(part))
}

export function fillCoarse(context: RenderContext, html: string): SafeString {
  return drawCoarse(coarseContent(context, html), (part) => context.fillPart(part))
}

function drawCoarse(content: CoarseContent, draw: (part: Part) => DrawnPart): SafeString {
  const { pieces, parts } = content
  return parts.length > 0 ? new DrawnCoarse(content, parts.map(draw)) : new SafeString(pieces[0]!)
}

/** The entry of a record where the browser shows a coarse region with components. */
export class CoarseRecord {
  /** The markup, with a mark for each component. */
  readonly markup: string
  readonly parts: PartRecord[]

  constructor({ pieces }: CoarseContent, parts: PartRecord[]) {
    this.markup = pieces.join(partMark)
    this.parts = parts
  }
}

/** A coarse region with components that was just drawn or filled. */
export class DrawnCoarse extends SafeString {
  readonly record: CoarseRecord
  readonly values: CoarseValues<PartValues>

  constructor(content: CoarseContent, drawn: readonly DrawnPart[]) {
    const { pieces } = content
    super(pieces.map((piece, i) => piece + (drawn[i] ? `${drawn[i].html}<!--/-->` : '')).join(''))
    const records = drawn.flatMap(({ record }) => record ?? [])
    this.record = new CoarseRecord(content, records)
    this.values = between(
      pieces,
      drawn.map(({ values }) => values as PartValues),
    )
  }
}

/**
 * Compares the components of a coarse region with those that its place shows. As long as the markup around them is the
 * same, each is compared in its place; else those that stay are told by their numbers.
 *
 * @returns what goes to the browser, or null when nothing changed
 */
export function diffCoarse(
  context: RenderContext,
  content: CoarseContent,
  record: readonly unknown[],
  entry: number,
  journal: unknown[],
): readonly [Patch] | CoarseValues<PartValues | StayingPart> | null {
  const { pieces, parts } = content
  const known = record[entry] instanceof CoarseRecord ? record[entry] : null
  const before = known?.parts ?? []
  const places = parts.map((part) => before.findIndex((other) => context.isShownBy(part, other)))
  const stays = (part: Part, i: number): boolean =>
    places[i]! < 0 || context.isShownBy(part, before[i]!)
  if (known?.markup === pieces.join(partMark) && parts.every(stays)) {
    const patch = parts.flatMap((part, i) => {
      const change = context.diffPart(part, before, i, journal)
      return change ? [i, change] : []
    })
    return patch.length > 0 ? [patch] : null
  }
  const left = new Set(before.keys())
  const shown: PartRecord[] = []
  const contents = parts.map((part): PartValues | StayingPart => {
    const number = [...left].find((each) => context.isShownBy(part, before[each]!))
    if (number === undefined) {
      const drawn = context.fillPart(part)
      if (drawn.record) shown.push(drawn.record)
      return drawn.values as PartValues
    }
    left.delete(number)
    shown.push(before[number]!)
    const change = context.diffPart(part, before, number, journal) as readonly [Patch] | null
    return [number, change ? change[0] : []]
  })
  journal.push(record, entry, new CoarseRecord(content, shown))
  return between(pieces, contents)
}

/** Puts the components between the pieces of markup. */
function between<T>(pieces: readonly string[], parts: readonly T[]): CoarseValues<T> {
  return pieces.flatMap((piece, i) =>
    i < parts.length ? [readLines(piece), parts[i]!] : [readLines(piece)],
  )
}
