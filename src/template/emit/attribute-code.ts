import type { Flat } from '../nodes.ts'
import type { AttributeSlot, TagPart } from '../place/placed.ts'
import type { ElementItem, Slot } from '../regions/region.ts'
import { isRecorded } from './comparing.ts'
import { writeAssign, writeBranches } from './control.ts'
import { freeArguments, literalsOf, writeTag } from './markup.ts'
import { remembers, writeTwice } from './memory.ts'
import { writeComparedValue } from './output-code.ts'
import { journal } from './region-call.ts'
import type { RegionTarget } from './region-target.ts'
import { writeText } from './text.ts'
import { envCode } from './values.ts'
import { literal } from './writer.ts'

/** Writes an opening tag whose attributes change. */
export function writeAttributes(target: RegionTarget, item: ElementItem): void {
  const { element } = item
  const record = (): void => writeAttributeValues(target, item)
  if (target.mode !== 'paint') return record()
  const draw = (): void => writeTag(target, target.sink, element)
  writeTwice(target, element.open, draw, record)
}

function writeAttributeValues(target: RegionTarget, item: ElementItem): void {
  const { element, attributes } = item
  for (const attribute of attributes.keys()) {
    if (attribute.isConditional)
      target.writer.line(
        `${target.writer.declare(`a${attributes.get(attribute)!.slot}`)} = undefined`,
      )
  }
  writeParts(target, item, element.open)
  for (const [attribute, slot] of attributes) {
    if (!attribute.isConditional) continue
    if (isSettled(target, attribute)) continue
    writeAttributeSlot(target, item, attribute, () => {
      target.writer.line(`z = a${slot.slot}`)
      target.settle(`r[b + ${slot.entry}]`, slot.slot, '(z === undefined ? false : z)')
    })
  }
}

function writeParts(target: RegionTarget, item: ElementItem, parts: readonly TagPart[]): void {
  for (const part of parts) {
    if (part.kind === 'assign') writeAssign(target, part)
    else if (part.kind === 'if') {
      writeBranches(
        target,
        part.branches.map(({ condition, parts: inner }) => ({
          condition,
          draw: () => writeParts(target, item, inner),
        })),
      )
    } else if (part.kind === 'present') {
      target.writer.line(`a${item.attributes.get(part.slot)!.slot} ??= ${literal(part.value)}`)
    } else if (part.kind === 'value') writeAttribute(target, item, part)
    else if (part.kind === 'free') writeFreeAttributes(target, item, part)
  }
}

/** Rows are told apart by their key: a row that is compared still has the one it had. */
function isSettled(target: RegionTarget, attribute: AttributeSlot): boolean {
  const { keyAttribute } = target.region
  return target.mode === 'diff' && (attribute === keyAttribute || attribute.isDrawnOnce === true)
}

/** What the browser gets of attributes that data names: names with their values, as JSON. */
function writeFreeAttributes(
  target: RegionTarget,
  item: ElementItem,
  part: Extract<TagPart, { kind: 'free' }>,
): void {
  const { element, attributes } = item
  const slot = attributes.get(part.slot)!
  const drawn = target.values.drawing(part.parts)
  const evaluate = () =>
    target.writer.line(`z = namedAttributes(${freeArguments(drawn, element, part)})`)
  if (part.slot.isConditional) {
    evaluate()
    target.writer.line(`a${slot.slot} ??= z`)
    return
  }
  writeAttributeSlot(target, item, part.slot, () => {
    evaluate()
    target.settle(`r[b + ${slot.entry}]`, slot.slot, 'z')
  })
}

/** Writes what is recorded and compared of an attribute. It was drawn with its tag. */
function writeAttributeSlot(
  target: RegionTarget,
  { element, attributes }: ElementItem,
  attribute: AttributeSlot,
  write: () => void,
  parts: readonly Flat[] = [],
): void {
  const comparison = target.comparing.attribute(element, attribute)
  if (target.mode === 'paint' && !isRecorded(comparison)) return
  target.slot(attributes.get(attribute)!, comparison, write, parts)
}

function writeAttribute(
  target: RegionTarget,
  item: ElementItem,
  { slot: attribute, parts }: Extract<TagPart, { kind: 'value' }>,
): void {
  const { element, attributes } = item
  const slot = attributes.get(attribute)!
  if (isSettled(target, attribute)) return
  const evaluate = (): void => {
    writeText(target, 'z', parts, 'attribute')
    if (attribute.isUrl) target.writer.line(`z = U(z, ${literalsOf(element, attribute.name)})`)
  }
  if (attribute.isConditional) {
    evaluate()
    // Where two conditions give the same attribute, the browser takes the first.
    target.writer.line(`a${slot.slot} ??= z`)
    return
  }
  const write = (): void => {
    const [only, ...more] = parts
    if (more.length === 0 && only?.kind === 'output' && !attribute.isUrl)
      writeComparedValue(target, slot, only, `X(y, ${envCode(only.env)})`)
    else if (!attribute.isUrl && target.isRecorded && isChoice(parts))
      writeChoice(target, slot, parts)
    else {
      evaluate()
      target.settle(`r[b + ${slot.entry}]`, slot.slot, 'z')
    }
  }
  writeAttributeSlot(target, item, attribute, write, parts)
}

/**
 * Writes a value that is only a choice between static texts, as most classes are: what is kept and compared is the
 * number of the choice, and the text is put together on a change only.
 */
function writeChoice(target: RegionTarget, { slot, entry }: Slot, parts: readonly Flat[]): void {
  target.writer.line('z = 0')
  for (const part of parts) {
    if (part.kind !== 'if') continue
    const branches = [...part.branches]
    if (branches.at(-1)!.condition) branches.push({ condition: null, body: [] })
    writeBranches(
      target,
      branches.map(({ condition }, i) => ({
        condition,
        draw: () => target.writer.line(`z = z * ${branches.length} + ${i}`),
      })),
    )
  }
  const at = `r[b + ${entry}]`
  if (target.mode === 'diff') {
    target.writer.line(`if (z !== ${at}) {`)
    target.writer.line(journal(at, 'z'))
    writeText(target, 'y', parts, 'attribute')
    target.writer.line(`(p ??= []).push(${slot}, y)`)
    target.writer.line('}')
    return
  }
  target.writer.line(`${at} = z`)
  if (target.mode === 'paint') return
  writeText(target, 'y', parts, 'attribute')
  target.writer.line(`f[${slot}] = y`)
}

/** Whether a value is put together from static texts alone, in no more ways than can be counted. */
function isChoice(parts: readonly Flat[]): boolean {
  let count = 1
  return parts.every((part) => {
    if (part.kind !== 'if') return part.kind === 'text'
    count *= part.branches.length + 1
    const isStatic = part.branches.every(({ body }) => body.every(({ kind }) => kind === 'text'))
    return isStatic && !remembers([part]) && count <= Number.MAX_SAFE_INTEGER
  })
}
