import type { Location } from '../../shared/location.ts'
import type { Env, Expression, Flat } from '../nodes.ts'
import type { Placed, PlacedElement, Quote, TagPart } from '../place/placed.ts'
import { type Target, writeAssign, writeBranches, writeLoop } from './control.ts'
import { writeTwice } from './memory.ts'
import { writeText } from './text.ts'

/** What would end the place where a value stands, even in a safe string: a quote, a tag; nothing in content. */
export type Ending = Quote | '<' | ''

/** A recursive include, in a page or in a text. */
export type CallNode = Extract<Placed | Flat, { kind: 'call' }>

/** A value with the environment in which it is shown. */
export interface ShownValue {
  readonly value: Expression
  readonly env: Env
  readonly at: Location
}

/** What becomes of the pieces of markup that the walk below meets. */
export interface MarkupSink {
  text(html: string): void
  output(node: ShownValue, ending: Ending): void
  /** An address; `variable` holds it, unescaped, and `draw` writes code that draws it as it is. */
  url(variable: string, draw: () => void): void
  scripts(): void
  /** Called behind each row of a loop. */
  row?(): void
  call(node: CallNode): void
  /** Draws the element in another way; false to go on as usual. */
  element?(element: PlacedElement): boolean
}

/**
 * Writes code that walks nodes in document order, as they are drawn without anchors: markup, the parts of an
 * attribute's value or title, or a text that is not read as markup at all.
 *
 * @param ending what would end the place where the nodes stand
 */
export function writeMarkup(
  target: Target,
  sink: MarkupSink,
  nodes: readonly (Placed | Flat)[],
  ending: Ending = '',
): void {
  const write = (body: readonly (Placed | Flat)[]): void => writeMarkup(target, sink, body, ending)
  for (const node of nodes) {
    switch (node.kind) {
      case 'text':
      case 'comment':
      case 'markup':
        sink.text(node.text)
        break
      case 'output':
        sink.output(node, ending)
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
        writeMarkup(target, sink, node.text, '<')
        writeMarkup(target, sink, node.children)
        sink.text(node.close)
        break
      case 'if':
        writeBranches(
          target,
          node.branches.map(({ condition, body }) => ({ condition, draw: () => write(body) })),
        )
        break
      case 'for': {
        const { body, empty } = node
        const row = (): void => {
          write(body)
          sink.row?.()
        }
        writeLoop(target, node, row, empty && (() => write(empty)))
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
          writeTwice(
            target,
            part.parts,
            () => writeText(target, 'u', part.parts, 'attribute'),
            () => sink.url('u', () => writeMarkup(target, sink, part.parts, part.quote)),
          )
        } else writeMarkup(target, sink, part.parts, part.quote)
        break
      case 'present':
        break
      default:
        part satisfies never
    }
  }
}
