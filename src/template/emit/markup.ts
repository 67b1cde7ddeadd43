import type { Location } from '../../shared/location.ts'
import type { Expression, Flat } from '../nodes.ts'
import type { Placed, PlacedElement, Quote, TagPart } from '../place/placed.ts'
import { type Target, writeAssign, writeBranches, writeLoop } from './control.ts'
import { writeText } from './text.ts'

/** What would end the place where a value stands, even in a safe string: a quote, a tag; nothing in content. */
export type Ending = Quote | '<' | ''

/** What becomes of the pieces of markup that the walk below meets. */
export interface MarkupSink {
  text(html: string): void
  output(value: Expression, ending: Ending, at: Location): void
  /** An address; `variable` holds it, unescaped, and `draw` writes code that draws it as it is. */
  url(variable: string, draw: () => void): void
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
        sink.output(node.value, '', node.at)
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
        writeFlat(target, sink, node.text, '<')
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
          sink.url('u', () => writeFlat(target, sink, part.parts, part.quote))
        } else writeFlat(target, sink, part.parts, part.quote)
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
  ending: Ending,
): void {
  for (const node of nodes) {
    switch (node.kind) {
      case 'text':
        sink.text(node.text)
        break
      case 'output':
        sink.output(node.value, ending, node.at)
        break
      case 'assign':
        writeAssign(target, node)
        break
      case 'if':
        writeBranches(
          target,
          node.branches.map(({ condition, body }) => ({
            condition,
            draw: () => writeFlat(target, sink, body, ending),
          })),
        )
        break
      case 'for': {
        const { body, empty } = node
        writeLoop(
          target,
          node,
          () => writeFlat(target, sink, body, ending),
          empty && (() => writeFlat(target, sink, empty, ending)),
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
