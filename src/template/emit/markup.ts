import type { Location } from '../../shared/location.ts'
import type { Env, Expression, Flat } from '../nodes.ts'
import type { Placed, PlacedElement, Quote, TagPart } from '../place/placed.ts'
import { type Target, writeAssign, writeBranches, writeLoop } from './control.ts'
import { literal } from './writer.ts'

/** What would end the place where a value stands, even in a safe string: a quote, a space, a tag; nothing in content. */
export type Ending = Quote | ' ' | '<' | ''

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
  /**
   * Something that is looked at when it is drawn.
   *
   * @param guard gives code of what becomes of it, from code of what `draw` draws
   */
  guarded(draw: () => void, guard: (code: string) => string): void
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
      case 'markup':
        sink.text(node.text)
        break
      case 'comment':
        if (node.parts) write(node.parts)
        else sink.text(node.text)
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
        writeMarkup(target, sink, node.text, node.textEnding)
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
        const writeEmpty = empty && (() => write(empty))
        writeLoop(target, node, () => write(body), writeEmpty, sink.row && (() => sink.row?.()))
        break
      }
      default:
        node satisfies never
    }
  }
}

/** Writes code that draws an opening tag, byte for byte as the author wrote it. */
export function writeTag(target: Target, sink: MarkupSink, element: PlacedElement): void {
  writeTagParts(target, sink, element, element.open)
}

function writeTagParts(
  target: Target,
  sink: MarkupSink,
  element: PlacedElement,
  parts: readonly TagPart[],
): void {
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
            draw: () => writeTagParts(target, sink, element, inner),
          })),
        )
        break
      case 'value': {
        const draw = (): void => writeMarkup(target, sink, part.parts, part.ending)
        const { isUrl, name } = part.slot
        const isUnquoted = part.ending === ' '
        if (!isUrl && !isUnquoted) draw()
        else
          sink.guarded(draw, (code) => {
            const safe = isUrl ? `drawnAddress(${code}, ${literalsOf(element, name)})` : code
            // Without anything behind its `=`, an attribute takes what comes next.
            return isUnquoted ? `(${safe} || '""')` : safe
          })
        break
      }
      case 'free':
        sink.guarded(
          () => writeMarkup(target, sink, part.parts),
          (code) => `drawnAttributes(${freeArguments(code, element, part)})`,
        )
        break
      case 'present':
        break
      default:
        part satisfies never
    }
  }
}

/** Code of an element's name and an attribute's. */
export function literalsOf({ tag }: PlacedElement, name: string): string {
  return `${literal(tag.toLowerCase())}, ${literal(name)}`
}

/** Code of what is asked about attributes that data names. */
export function freeArguments(
  drawn: string,
  { tag }: PlacedElement,
  { taken, needsSpace }: Extract<TagPart, { kind: 'free' }>,
): string {
  return `${drawn}, ${literal(tag.toLowerCase())}, ${JSON.stringify(taken)}, ${needsSpace}`
}
