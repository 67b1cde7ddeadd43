import { type CaptureExpression, type Expression, isCoarse } from '../nodes.ts'
import type { OutputItem, Slot } from '../regions/region.ts'
import type { ShownValue } from './markup.ts'
import type { RegionTarget } from './region-target.ts'
import { envCode } from './values.ts'

/** Writes a text, or the component in its place. */
export function writeOutput(target: RegionTarget, item: OutputItem): void {
  if (isCoarse(item.value)) return writeCoarse(target, item)
  const env = envCode(item.env)
  const isPart = target.mode === 'diff' ? comparePart(item) : `y = c.${target.mode}Part(y)`
  const shown = writeComparedValue(
    target,
    item,
    item,
    `W(y, ${env})`,
    mayBePart(item.value) && !item.markup ? isPart : null,
  )
  if (target.mode === 'paint') writeShown(target, item, shown)
}

/** Writes markup without certain places: all of it is one value, but for the components in it. */
function writeCoarse(target: RegionTarget, item: OutputItem): void {
  const { writer, mode, isRecorded } = target
  const { slot, entry, value } = item
  writer.line('c.inCoarse = []')
  const drawn = target.values.captured(value as CaptureExpression)
  const settle = (): void => {
    if (isRecorded) writer.line('z = N(y, c.env)')
    target.settle(`r[b + ${entry}]`, slot, 'W(y, c.env)')
  }
  if (mode === 'diff' && isRecorded) {
    writer.line(`x = coarseContent(c, ${drawn})`)
    writer.line(`if (x.parts.length === 0) { y = new S(x.pieces[0])`)
    settle()
    writer.line(
      `} else if ((q = diffCoarse(c, x, r, b + ${entry}, j)) !== null) (p ??= []).push(${slot}, q)`,
    )
    return
  }
  writer.line(`y = ${mode === 'paint' ? 'paint' : 'fill'}Coarse(c, ${drawn})`)
  settle()
  if (mode === 'paint') writeShown(target, item, 'y')
}

/** Draws a value with its anchors. @param shown the variable that holds it */
function writeShown(target: RegionTarget, { anchor, env: own }: OutputItem, shown: string): void {
  const env = envCode(own)
  if (anchor.kind === 'alone') {
    target.writer.output(
      `(typeof ${shown} === "object" ? aloneHtml(${shown}, ${env}) : H(${shown}, ${env}))`,
    )
    return
  }
  const { before, after, hasEnd } = anchor
  const around = [before.html, after.html].map((html) => JSON.stringify(html)).join(', ')
  const [start, end] = [`<!---->${before.html}`, `${after.html}${hasEnd ? '<!--/-->' : ''}`]
  target.writer.output(
    `(typeof ${shown} === "object" ? D(${shown}, ${hasEnd}, ${env}, ${around}) : ${JSON.stringify(start)} + H(${shown}, ${env})${end && ` + ${JSON.stringify(end)}`})`,
  )
}

/** Code that compares the component in `y` with the one shown, and its values. */
function comparePart({ slot, entry }: Slot): string {
  return `if ((q = c.diffPart(y, r, b + ${entry}, j)) !== null) (p ??= []).push(${slot}, q)`
}

/**
 * Writes the evaluation of a value and its recording or comparison. Where it hangs on one input through pure
 * filters, a primitive input is what is kept and compared, and of a date its time, so that filters run on a change
 * only; otherwise, and for other objects, which may change in place, what is shown is kept.
 *
 * @param wire code of what goes to the browser, from the value in `y`
 * @param isPart code for where that value is a component: in `paint` and `fill` before it is recorded, in `diff` in
 *   place of the comparison; null where it cannot be one
 * @returns the variable that holds the value shown
 */
export function writeComparedValue(
  target: RegionTarget,
  { slot, entry }: Slot,
  { value, env, markup }: ShownValue & Pick<OutputItem, 'markup'>,
  wire: string,
  isPart: string | null = null,
): string {
  const line = (code: string): void => target.writer.line(code)
  const single = env === null ? target.values.singleInput(value) : null
  const at = `r[b + ${entry}]`
  const settle = (key: string): void => {
    const isDiff = target.mode === 'diff'
    // Markup that the browser morphs as a whole has no place for a component.
    if (markup) line('if (y instanceof Part) y = new S(c.partHtml(y))')
    if (isPart !== null) line(`if (y instanceof Part) { ${isPart} }${isDiff ? ' else {' : ''}`)
    if (target.isRecorded) line(`z = ${key}`)
    target.settle(at, slot, wire)
    if (isPart !== null && isDiff) line('}')
  }
  if (!single) {
    line(`y = ${target.values.shown(value)}`)
    settle(`N(y, ${envCode(env)})`)
    return 'y'
  }
  const filtered = single.filters.reduce((code, filter) => target.values.filter(filter, code), 'x')
  line(`x = ${target.values.value(single.input)}`)
  const isChecked = target.mode === 'diff' && target.isRecorded
  // With filters, zero is not minus zero.
  const isOtherZero = single.filters.length > 0 ? ` || (x === 0 && !Object.is(x, ${at}))` : ''
  if (isChecked) line(`if ((x !== ${at} && !isSameTime(x, ${at}))${isOtherZero}) {`)
  line(`y = ${filtered}`)
  settle('M(x, y, c.env)')
  if (isChecked) line('}')
  return 'y'
}

/** Whether a value may turn out to be a component, which is drawn by its own template. */
function mayBePart(value: Expression): boolean {
  switch (value.kind) {
    case 'literal':
    case 'capture':
      return false
    case 'loop':
      return value.field === null
    case 'filter':
      return !value.filter.takesText && mayBePart(value.input)
    case 'raw':
      return mayBePart(value.value)
    default:
      return true
  }
}
