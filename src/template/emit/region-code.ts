import type { PlacedElement } from '../place/placed.ts'
import { assignsInTag } from '../regions/free-locals.ts'
import type { CallItem, ElementItem, Item, OnceItem, Region, Slot } from '../regions/region.ts'
import { writeAttributes } from './attribute-code.ts'
import { writeBranch } from './branch-code.ts'
import type { Comparing } from './comparing.ts'
import { writeAssign } from './control.ts'
import { writeList } from './list-item-code.ts'
import { type MarkupSink, writeMarkup, writeTag } from './markup.ts'
import { remembers, writeTwice } from './memory.ts'
import { writeOutput } from './output-code.ts'
import { plainHead, plainResult } from './plain-code.ts'
import { call, type Mode } from './region-call.ts'
import { RegionTarget } from './region-target.ts'
import { writeState } from './state-code.ts'
import { writeText } from './text.ts'
import type { ValueCode } from './values.ts'
import { Writer } from './writer.ts'

/** Writes the functions of one region. */
export function regionFunctions(
  region: Region,
  values: ValueCode,
  comparing: Comparing,
  sinkFor: (writer: Writer) => MarkupSink,
): string[] {
  const functions: string[] = []
  for (const mode of ['paint', 'fill', 'diff'] as const) {
    const writer = new Writer()
    for (const variable of ['x', 'y', 'z', 'q']) writer.declare(variable)
    if (region.isCallee) writer.line(`${writer.declare('g')} = c.enter()`)
    const sink = sinkFor(writer)
    const target = new RegionTarget({ values, writer, comparing, sink, region, mode, functions })
    writeItems(target, region.items)
    if (region.isCallee) writer.line('c.leave(g)')
    const locals = region.parameters.map((local) => `v${local}`)
    const parameters = ['c', 'r', 'b', ...(mode === 'diff' ? ['j'] : []), ...locals]
    const heads = { paint: plainHead, fill: 'const f = []', diff: 'let p = null' }
    const results = { paint: plainResult, fill: 'f', diff: 'p' }
    functions.push(writer.toFunction(`${mode}${region.id}`, parameters, heads[mode], results[mode]))
  }
  return functions
}

function writeItems(target: RegionTarget, items: readonly Item[]): void {
  for (const item of items) writeItem(target, item)
}

function writeItem(target: RegionTarget, item: Item): void {
  switch (item.kind) {
    case 'text':
      return target.draw(item.html)
    case 'comment':
      if (!item.parts) return target.draw(item.html)
      if (target.mode === 'paint') writeMarkup(target, target.sink, item.parts)
      return
    case 'assign':
      return writeAssign(target, item)
    case 'output':
      return target.slot(item, target.comparing.output(item), () => writeOutput(target, item))
    case 'opaque':
      if (target.mode === 'paint') writeMarkup(target, target.sink, [item.element])
      else for (const assign of assignsInTag(item.element)) writeAssign(target, assign)
      return
    case 'element':
      return writeElement(target, item)
    case 'branch':
      return writeBranch(target, item)
    case 'list':
      return target.slot(item, target.comparing.list(item), () => writeList(target, item))
    case 'call':
      return target.slot(item, target.comparing.call(item), () => writeCall(target, item))
    case 'once':
      return writeOnce(target, item)
    case 'state':
      return writeState(target, item)
    default:
      item satisfies never
  }
}

function writeElement(target: RegionTarget, item: ElementItem): void {
  const { element } = item
  if (item.attributes.size > 0) writeAttributes(target, item)
  else if (target.mode === 'paint') writeTag(target, target.sink, element)
  else for (const part of element.open) if (part.kind === 'assign') writeAssign(target, part)

  if (item.text) writeWholeText(target, element, item.text)
  else for (const node of element.text) if (node.kind === 'text') target.draw(node.text)

  writeItems(target, item.children)
  target.draw(element.close)
}

function writeWholeText(target: RegionTarget, element: PlacedElement, slot: Slot): void {
  const write = (): void => {
    writeElementText(target, element)
    target.settle(`r[b + ${slot.entry}]`, slot.slot, 'z')
  }
  target.slot(slot, target.comparing.text(element.text), write, element.text)
}

/** Writes the text of a title or textarea, and what of it the browser reads into `z`. */
function writeElementText(
  target: RegionTarget,
  { tag, text, content, textEnding }: PlacedElement,
): void {
  const [first, ...rest] = text
  const dropped = tag === 'textarea' && first?.kind === 'text' ? /^\r?\n/.exec(first.text) : null
  const read =
    first?.kind === 'text' && dropped
      ? [{ ...first, text: first.text.slice(dropped[0].length) }, ...rest]
      : text
  const place = content === 'source' ? 'source' : 'content'
  const write = (): void => writeText(target, 'z', read, place)
  if (target.mode !== 'paint') return write()
  writeTwice(target, text, write, () => {
    if (tag === 'textarea' && !dropped) target.writer.output('(z.startsWith("\\n") ? "\\n" : "")')
    writeMarkup(target, target.sink, text, textEnding)
  })
}

function writeCall(target: RegionTarget, item: CallItem): void {
  const at = `r[b + ${item.entry}]`
  const args = item.node.args.map((arg) => target.values.value(arg))
  const run = (mode: Mode, where: string): string =>
    `${mode}${item.region.id}(${['c', where, ...args].join(', ')})`
  if (target.mode === 'diff') {
    target.writer.line(`q = ${run('diff', `${at}, 0, j`)}`)
    target.writer.line(`if (q !== null) (p ??= []).push(${item.slot}, q)`)
    return
  }
  if (target.isRecorded) target.writer.line(`${at} = []`)
  const where = target.isRecorded ? `${at}, 0` : '[], 0'
  if (target.mode === 'fill') target.writer.line(`f[${item.slot}] = ${run('fill', where)}`)
  else {
    target.writer.text('<!---->')
    target.writer.output(run('paint', where))
    target.end(item.hasEnd)
  }
}

/** Writes content that nobody looks at again once it is drawn. */
function writeOnce(target: RegionTarget, { region, slot, content }: OnceItem): void {
  if (target.mode === 'paint') writeMarkup(target, target.sink, content)
  else if (target.mode === 'fill')
    target.writer.line(`f[${slot}] = ${call('fill', region, '[], 0')}`)
  else if (remembers(content)) target.writer.line(call('fill', region, '[], 0'))
}
