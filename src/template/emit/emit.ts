import type { Location } from '../../shared/location.ts'
import type { Expression, Flat } from '../nodes.ts'
import { type Comparing, isRecorded } from './comparing.ts'
import type { Placed, PlacedAssign, PlacedElement } from '../place/placed.ts'
import { assignsFor, assignsInTag, localsOfText } from '../regions/free-locals.ts'
import type { RegionPlan, Slot } from '../regions/region.ts'
import { streamLists } from '../stream-uses.ts'
import { type Target, writeAssign } from './control.ts'
import { type MarkupSink, type ShownValue, writeMarkup, writeTag } from './markup.ts'
import { metaTags } from '../page-meta.ts'
import { remembers, valueRemembers, writeTwice } from './memory.ts'
import { type EmitOptions, PlainCode, plainHead, plainResult, sizeCheck } from './plain-code.ts'
import { regionFunctions } from './region-code.ts'
import { streamsFunction } from './kept-list-code.ts'
import { writeText } from './text.ts'
import type { Constant } from './value-tables.ts'
import { envCode, type ValueCode } from './values.ts'
import { Writer } from './writer.ts'

/** Generated code, and the tables it refers to by index. */
export interface Emitted {
  /**
   * The body of a function `(h, k)`: `h` holds the helpers of `render/helpers.ts`, most by one-letter names, `k` the
   * constants. It returns the functions of a Program.
   */
  readonly code: string
  readonly names: readonly string[]
  readonly constants: readonly Constant[]
  readonly nameSets: readonly (readonly number[])[]
  readonly places: readonly Location[]
  /** What a missing variable shows. */
  readonly stringIfInvalid: string
}

/**
 * Writes the code of a page.
 *
 * - `plain(c)` draws it without anchors: what Django would send;
 * - `page(c, r)` draws it with anchors in its live part, and records what that shows;
 * - `fill(c, r)` and `diff(c, r, j)` do for the live part what `region-call.ts` says;
 * - `outside(c)` lists the values that stand outside of the live part, with their places;
 * - `streams(c)` gives what draws rows of streams.
 */
export function emitPage(
  page: readonly Placed[],
  plan: RegionPlan,
  comparing: Comparing,
  options: EmitOptions,
): Emitted {
  const plain = new PlainCode(options)
  const { values } = plain
  const functions = [
    plain.function('plain', page, []),
    ...plan.regions.flatMap((region) =>
      regionFunctions(region, values, comparing, (writer) => plain.sink(writer)),
    ),
    pageFunction(page, plan, comparing, plain),
    rootFunction('fill', page, plan, comparing, values),
    rootFunction('diff', page, plan, comparing, values),
    outsideFunction(page, plan, comparing, values),
    streamsFunction(page, streamLists(plan), values),
  ]
  return emitted(plain, functions, 'plain, page, fill, diff, outside, streams')
}

/** Writes the code of a part of pages, all of which is live. Its functions are those of a page. */
export function emitPart(
  nodes: readonly Placed[],
  plan: RegionPlan,
  comparing: Comparing,
  options: EmitOptions,
): Emitted {
  const plain = new PlainCode(options)
  const functions = [
    plain.function('plain', nodes, []),
    ...plan.regions.flatMap((region) =>
      regionFunctions(region, plain.values, comparing, (writer) => plain.sink(writer)),
    ),
    'function page(c, r) { return paint0(c, r, 0) }',
    'function fill(c, r) { return fill0(c, r, 0) }',
    'function diff(c, r, j) { return diff0(c, r, 0, j) }',
    'function outside() { return [] }',
    'function streams() { return [] }',
  ]
  return emitted(plain, functions, 'plain, page, fill, diff, outside, streams')
}

/** Writes the code of a text that nothing reads as a live page: `plain(c)` alone. */
export function emitText(nodes: readonly Flat[], options: EmitOptions): Emitted {
  const plain = new PlainCode(options)
  return emitted(plain, [plain.function('plain', nodes, [])], 'plain')
}

/** Writes the code that gives one value: `plain(c)` alone. */
export function emitValue(value: Expression): Emitted {
  const plain = new PlainCode({ stringIfInvalid: '', isTraced: false })
  return emitted(plain, [`function plain(c) { return ${plain.values.value(value)} }`], 'plain')
}

function emitted(
  { values, functions, options }: PlainCode,
  own: readonly string[],
  results: string,
): Emitted {
  const code = [
    '"use strict"',
    'const { A, B, C, D, E, F, G, H, I, J, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z } = h',
    'const { addedRows, aloneHtml, areStanding, branchHtml, coarseContent, coarseHtml, contentHtml, diffCoarse, drawnAddress, drawnAttributes, fillCoarse, isSameTime, namedAttributes, outsideText, paintCoarse, Part, sharedState, sharedValue, stateHtml, streamedItems } = h',
    values.tables.stepFunctions(),
    values.tables.filterFunctions(),
    ...own,
    ...functions,
    ...values.drawFunctions,
    `return { ${results} }`,
  ].join('\n')
  const { names, constants, nameSets, places } = values.tables
  return { code, names, constants, nameSets, places, stringIfInvalid: options.stringIfInvalid }
}

/** The page with anchors in its live part. */
function pageFunction(
  page: readonly Placed[],
  plan: RegionPlan,
  comparing: Comparing,
  plain: PlainCode,
): string {
  const writer = new Writer()
  const target = { values: plain.values, writer }
  const sink: MarkupSink = {
    ...plain.sink(writer),
    element(element) {
      if (element === plan.live) {
        writeTag(target, sink, element)
        writer.output(`c.live(paint0(${['c', 'r', '0', ...rootArguments(plan)].join(', ')}))`)
        writer.text(element.close)
        return true
      }
      if (element === plan.title?.element) {
        const { entry } = plan.title.slot
        const { text, textEnding } = element
        writeTag(target, sink, element)
        const draw = (): void => writeMarkup(target, sink, text, textEnding)
        const record = (): void => {
          writeText(target, 'z', text, 'content')
          writer.line(`r[${entry}] = z`)
        }
        if (isRecorded(comparing.text(text))) writeTwice(target, text, record, draw)
        else draw()
        writer.text(element.close)
        return true
      }
      return false
    },
  }
  writeMarkup(target, sink, page)
  if (plan.meta) {
    writeText(target, 'z', plan.meta.text, 'content')
    writer.line(`r[${plan.meta.slot.entry}] = z`)
  }
  writer.line(sizeCheck)
  return writer.toFunction('page', ['c', 'r'], plainHead, plainResult)
}

function rootFunction(
  mode: 'fill' | 'diff',
  page: readonly Placed[],
  plan: RegionPlan,
  comparing: Comparing,
  values: ValueCode,
): string {
  const writer = new Writer()
  const target = { values, writer }
  const journal = mode === 'diff' ? ['j'] : []
  const result = writer.declare('result')
  const run = `${result} = ${mode}0(${['c', 'r', '0', ...journal, ...rootArguments(plan)].join(', ')})`
  if (remembersOutside(page, plan.live)) {
    const sink = silentSink(values, writer)
    writeMarkup(
      target,
      {
        ...sink,
        element(element) {
          if (element !== plan.live) return false
          writeTag(target, sink, element)
          writer.line(run)
          return true
        },
      },
      page,
    )
  } else {
    for (const assign of neededAssigns(page, plan)) writeAssign(target, assign)
    writer.line(run)
  }
  if (plan.title) writeInHead(target, mode, plan.title.element.text, plan.title.slot, comparing)
  if (plan.meta) writeInHead(target, mode, plan.meta.text, plan.meta.slot, comparing)
  return writer.toFunction(mode, ['c', 'r', ...journal], '', 'result')
}

/** Writes what becomes of a text of the document's head: its slot is one of the live part, behind all others. */
function writeInHead(
  target: Target,
  mode: 'fill' | 'diff',
  text: readonly Flat[],
  { slot, entry }: Slot,
  comparing: Comparing,
): void {
  const { writer } = target
  const comparison = comparing.text(text)
  writeText(target, 'z', text, 'content')
  if (mode === 'fill') {
    const kept = comparison.kind === 'unlessSet' ? `${comparison.isResting} ? [null, z] : z` : 'z'
    writer.line(`result[${slot}] = ${kept}`)
    if (isRecorded(comparison)) writer.line(`r[${entry}] = z`)
  } else if (comparison.kind !== 'never') {
    const isChanged =
      comparison.kind === 'unlessSet' ? `!${comparison.isResting}` : `z !== r[${entry}]`
    writer.line(`if (${isChanged}) {`)
    if (isRecorded(comparison)) writer.line(`j.push(r, ${entry}, z)`)
    writer.line(`result = [...(result ?? []), ${slot}, z]`)
    writer.line('}')
  }
}

/** Whether tags outside the live part remember something that may matter inside it. */
function remembersOutside(nodes: readonly Placed[], live: PlacedElement): boolean {
  return nodes.some((node) =>
    node.kind === 'element' && holdsOrIs(node, live)
      ? remembers(node.open) || (node !== live && remembersOutside(node.children, live))
      : remembers([node]),
  )
}

function holdsOrIs(outer: PlacedElement, inner: PlacedElement): boolean {
  if (outer === inner) return true
  return outer.children.some((child) => child.kind === 'element' && holdsOrIs(child, inner))
}

/** Draws nothing; values are evaluated for what tags remember of it. */
function silentSink(values: ValueCode, writer: Writer): MarkupSink {
  return {
    text() {},
    output({ value }) {
      if (valueRemembers(value)) writer.line(values.value(value))
    },
    guarded: (draw) => draw(),
    scripts() {},
    call() {},
  }
}

function rootArguments({ regions }: RegionPlan): string[] {
  return regions[0]!.parameters.map((local) => `v${local}`)
}

/** The assignments outside the live part that it needs, in document order. */
function neededAssigns(
  page: readonly Placed[],
  { live, title, meta, regions }: RegionPlan,
): PlacedAssign[] {
  const assigns: PlacedAssign[] = []
  const collect = (nodes: readonly Placed[]): void => {
    for (const node of nodes) {
      if (node.kind === 'assign') assigns.push(node)
      if (node.kind !== 'element') continue
      assigns.push(...assignsInTag(node))
      if (node !== live) collect(node.children)
    }
  }
  collect(page)
  return assignsFor(
    [
      ...regions[0]!.parameters,
      ...localsOfText([...(title?.element.text ?? []), ...(meta?.text ?? [])]),
    ],
    assigns,
  )
}

/** Values of the framework that may differ between two renders without any harm. */
const perRender = new Set(['csrf_token', 'dj_view_id'])

function outsideFunction(
  page: readonly Placed[],
  plan: RegionPlan,
  comparing: Comparing,
  values: ValueCode,
): string {
  const writer = new Writer()
  const target = { values, writer }
  const isPerRender = ({ value }: ShownValue): boolean =>
    (value.kind === 'path' && perRender.has(value.name)) ||
    (value.kind === 'tag' && value.tag === metaTags)
  const sink: MarkupSink = {
    ...silentSink(values, writer),
    output(node) {
      if (isPerRender(node) || !isRecorded(comparing.output(node))) return
      const text = `outsideText(c, ${values.shown(node.value)}, ${envCode(node.env)})`
      writer.line(`o.push(${values.tables.place(node.at)}, ${text})`)
    },
    element(element) {
      if (element === plan.title?.element || (plan.meta && element.tag === 'meta')) return true
      if (element !== plan.live) return false
      writeTag(target, sink, element)
      return true
    },
  }
  writeMarkup(target, sink, page)
  return writer.toFunction('outside', ['c'], 'const o = []', 'o')
}
