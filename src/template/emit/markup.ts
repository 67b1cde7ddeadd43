import type { Expression, Flat } from '../nodes.ts'
import type { Placed, PlacedElement, TagPart } from '../place/placed.ts'
import { type Target, writeAssign, writeBranches, writeLoop } from './control.ts'
import { writeText } from './text.ts'

/** What becomes of the pieces of markup that the walk below meets. */
export interface MarkupSink {
  text(html: string): void
  output(
    value: Expression,
    place: 'content' | 'attribute',
    at: Extract<Flat, { kind: 'output' }>['at'],
  ): void
  /** An address; `variable` holds it, unescaped. */
  url(variable: string): void
  scripts(): void
  call(node: Extract<Placed, { kind: 'call' }>): void
  /** Draws the element in another way; false to go on as usual. */
  element?(element: PlacedElement): boolean
}

/** Writes code that walks markup in document order: a template's control flow, without anchors. */
export function writeMarkup(target: Target, sink: MarkupSink, nodes: readonly Placed[]): void {
  for (const node of nodes) {
    switch (node.kind) {
      case 'text':
      case 'comment':
      case 'markup':
        sink.text(node.text)
        break
      case 'output':
        sink.output(node.value, 'content', node.at)
        break
      case 'scripts':
        sink.scripts()
        break
      case 'assign':
        writeAssign(target, node)
        break
      case 'call':
        sink.call(node)
        break
      case 'element':
        if (sink.element?.(node)) break
        writeTag(target, sink, node)
        writeFlat(target, sink, node.text, 'content')
        writeMarkup(target, sink, node.children)
        sink.text(node.close)
        break
      case 'if':
        writeBranches(
          target,
          node.branches.map(({ condition, body }) => ({
            condition,
            draw: () => writeMarkup(target, sink, body),
          })),
        )
        break
      case 'for': {
        const { body, empty } = node
        writeLoop(
          target,
          node,
          () => writeMarkup(target, sink, body),
          empty && (() => writeMarkup(target, sink, empty)),
        )
        break
      }
      default:
        node satisfies never
    }
  }
}

/** Writes code that draws an opening tag, byte for byte as the author wrote it. */
export function writeTag(target: Target, sink: MarkupSink, element: PlacedElement): void {
  writeTagParts(target, sink, element.open)
}

function writeTagParts(target: Target, sink: MarkupSink, parts: readonly TagPart[]): void {
  for (const part of parts) {
    switch (part.kind) {
      case 'source':
        sink.text(part.text)
        break
      case 'assign':
        writeAssign(target, part)
        break
      case 'if':
        writeBranches(
          target,
          part.branches.map(({ condition, parts: inner }) => ({
            condition,
            draw: () => writeTagParts(target, sink, inner),
          })),
        )
        break
      case 'value':
        if (part.slot.isUrl) {
          writeText(target, 'u', part.parts, 'attribute')
          sink.url('u')
        } else writeFlat(target, sink, part.parts, 'attribute')
        break
      case 'present':
        break
      default:
        part satisfies never
    }
  }
}

/** Writes code that draws the parts of an attribute's value, or of a title's text. */
export function writeFlat(
  target: Target,
  sink: MarkupSink,
  nodes: readonly Flat[],
  place: 'content' | 'attribute',
): void {
  for (const node of nodes) {
    switch (node.kind) {
      case 'text':
        sink.text(node.text)
        break
      case 'output':
        sink.output(node.value, place, node.at)
        break
      case 'assign':
        writeAssign(target, node)
        break
      case 'if':
        writeBranches(
          target,
          node.branches.map(({ condition, body }) => ({
            condition,
            draw: () => writeFlat(target, sink, body, place),
          })),
        )
        break
      case 'for': {
        const { body, empty } = node
        writeLoop(
          target,
          node,
          () => writeFlat(target, sink, body, place),
          empty && (() => writeFlat(target, sink, empty, place)),
        )
        break
      }
      case 'call':
      case 'scripts':
        throw new Error('markup in an attribute or title')
      default:
        node satisfies never
    }
  }
}
