import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { part } from '../expression.ts'
import type { Callee, Expression, Flat } from '../nodes.ts'
import { makesMarkup, mapCaptures, partsOf } from '../walk.ts'
import { beginElement } from './begin-element.ts'
import { checkDeclaration, checkOutput, checkText } from './check-place.ts'
import { type ContentEnd, contentBetween } from './coarse.ts'
import { Comment } from './comment.ts'
import { nextPiece } from './content-piece.ts'
import { endElement, unclosed } from './end-element.ts'
import { type Kind, OpenElements } from './open-elements.ts'
import { OpeningTag } from './opening-tag.ts'
import {
  type Dynamic,
  type Placed,
  placedBody,
  type PlacedCallee,
  placedElements,
  type PlacedElement,
} from './placed.ts'
import type { Run } from './run.ts'
import { scriptsInLivePart } from './script-errors.ts'
import { checkForeignSource, TextContent } from './text-content.ts'

/** A place in the nodes that are read. */
interface Cursor {
  readonly nodes: readonly Flat[]
  index: number
  offset: number
}

/** Places the nodes of a page, of its live part, or of what is drawn without a tree. */
export class Placer {
  readonly #run: Run
  readonly #elements: OpenElements
  #cursor: Cursor = { nodes: [], index: 0, offset: 0 }
  /** What takes texts and dynamic pieces where they are not content: the tag, text or comment being read. */
  #inner: OpeningTag | TextContent | Comment | null = null

  /** @param outer the elements around what is placed */
  constructor(run: Run, kind: Kind = 'page', outer: OpenElements | null = null) {
    this.#run = run
    this.#elements = new OpenElements(run, kind, outer)
  }

  placePage(nodes: readonly Flat[]): Placed[] {
    this.#placeNodes(nodes)
    this.#expectContent(nodes.at(-1)?.at)
    this.#elements.endOptional()
    this.#expectClosed('The template ends')
    return this.#elements.children
  }

  placeIncluded({ template, body }: Callee): Placed[] {
    this.#placeNodes(body)
    this.#expectContent(body.at(-1)?.at)
    this.#expectClosed(`"${template}" ends`)
    return this.#elements.children
  }

  placeCoarse(nodes: readonly Flat[]): Placed[] {
    this.#placeNodes(nodes)
    this.#expectContent(nodes.at(-1)?.at)
    return this.#elements.children
  }

  #placeNodes(nodes: readonly Flat[]): void {
    const around = this.#cursor
    const cursor: Cursor = { nodes, index: 0, offset: 0 }
    this.#cursor = cursor
    while (cursor.index < nodes.length) {
      const node = nodes[cursor.index]!
      if (node.kind === 'text' && cursor.offset < node.text.length) {
        this.#read(node.text, node.at)
        continue
      }
      if (node.kind !== 'text') this.#placeDynamic(node)
      cursor.index++
      cursor.offset = 0
    }
    this.#cursor = around
  }

  // ── texts ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Reads on in a text. */
  #read(text: string, at: Location): void {
    const cursor = this.#cursor
    const inner = this.#inner
    if (!inner) return this.#readContent(text, at)
    cursor.offset = inner.read(text, cursor.offset, at)
    if (!inner.isEnded) return
    this.#inner = null
    if (inner instanceof OpeningTag) this.#beginElement(inner)
    else if (inner instanceof Comment) this.#elements.add(inner.node!)
  }

  #readContent(text: string, at: Location): void {
    const elements = this.#elements
    const piece = nextPiece(text, this.#cursor.offset, at)
    this.#cursor.offset = piece.end
    switch (piece.kind) {
      case 'text':
        checkText(piece, elements)
        elements.addText(piece.text, piece.at)
        if (piece.end === text.length) this.#checkTextEnd(text, at)
        return
      case 'comment':
        this.#inner = new Comment(this.#run.trusts)
        return
      case 'declaration':
        checkDeclaration(piece, elements)
        elements.add({ kind: 'markup', text: piece.text })
        return
      case 'end tag':
        return endElement(piece, elements)
      case 'opening tag':
        this.#inner = new OpeningTag(piece.at, elements.namespace, this.#run.trusts)
        return
      default:
        piece.kind satisfies never
    }
  }

  /** Refuses a `<` at the end of a text, which what comes next could make a tag of. */
  #checkTextEnd(text: string, at: Location): void {
    const { nodes, index } = this.#cursor
    const { kind, isOutermost } = this.#elements
    const isLast = index === nodes.length - 1 && isOutermost && kind === 'page'
    const start = /<\/?$/.exec(text)?.index
    if (start === undefined || isLast) return
    throw new TemplateError(
      'value_in_tag_name',
      'What comes behind this "<" could make a tag of it. Write &lt; for the sign; choose between elements with {% if %}.',
      part(at, start, text.length),
    )
  }

  #beginElement(opening: OpeningTag): void {
    const { nodes, index, offset } = this.#cursor
    const { element, coarse } = beginElement(opening, this.#elements, {
      nodes,
      from: { index, offset },
    })
    if (coarse) this.#placeCoarse(element, coarse)
    else if (element.content === 'text' || element.content === 'source')
      this.#inner = new TextContent(element, this.#run.trusts)
  }

  /** Makes one value of the content of the element that was just begun, and goes on behind it. */
  #placeCoarse(element: PlacedElement, end: ContentEnd): void {
    const cursor = this.#cursor
    const elements = this.#elements
    const { at } = element
    const [first, ...rest] = contentBetween(cursor.nodes, { ...cursor }, end)
    const body = first ? [first, ...rest] : []
    // The browser drops a line end right behind <pre>, but not behind an anchor.
    const lineEnd =
      first?.kind === 'text' && element.tag === 'pre' && /^\r?\n/.exec(first.text)?.[0]
    if (first?.kind === 'text' && lineEnd) {
      elements.addText(lineEnd, first.at)
      body[0] = { ...first, text: first.text.slice(lineEnd.length) }
    }
    const placed = new Placer(this.#run, 'coarse', elements).placeCoarse(body)
    const value: Expression = { kind: 'capture', body, placed, isLazy: false, isCoarse: true, at }
    const { namespace } = elements
    elements.add({ kind: 'output', value, env: null, namespace, markup: placed, at })
    const last = cursor.nodes[end.index]
    element.close = last?.kind === 'text' ? last.text.slice(end.start, end.end) : ''
    elements.end()
    cursor.index = end.index
    cursor.offset = end.end
  }

  // ── dynamic pieces ─────────────────────────────────────────────────────────────────────────────────────────

  #placeDynamic(node: Dynamic): void {
    if (this.#inner) return this.#inner.place(node)
    const elements = this.#elements
    if (node.kind === 'output') checkOutput(node, elements)
    checkForeignSource(node, elements.enclosing, this.#run.trusts)
    if (node.kind === 'scripts' && elements.kind === 'coarse') throw scriptsInLivePart(node.at)
    elements.add(this.#placed(node))
  }

  #placed(node: Dynamic): Placed {
    const { at } = node
    switch (node.kind) {
      case 'output': {
        const value = this.#placeCaptures(node.value)
        const markup = this.#markupOf(value)
        const isMarkup = placedElements(markup).length > 0 || makesMarkup(value)
        const { namespace } = this.#elements
        return { ...node, value, namespace, ...(isMarkup && { markup }) }
      }
      case 'assign': {
        const value = this.#placeCaptures(node.value)
        const { captured } = this.#run
        const others = captured.get(node.local) ?? []
        captured.set(node.local, [...others, ...this.#markupOf(value)])
        return { ...node, value }
      }
      case 'call':
        return { ...node, callee: this.#placeCallee(node.callee) }
      case 'if': {
        const branches = node.branches.map(({ condition, body }) => {
          return { condition, body: this.#placeBranch(body, at, 'if') }
        })
        return { ...node, branches }
      }
      case 'for': {
        const body = this.#placeBranch(node.body, at, 'for')
        return { ...node, body, empty: node.empty && this.#placeBranch(node.empty, at, 'for') }
      }
      case 'scripts':
        return node
      default:
        return node satisfies never
    }
  }

  #placeCallee(callee: Callee): PlacedCallee {
    const { isLoose, kind } = this.#elements
    const known = isLoose ? this.#run.looseCallees : this.#run.callees
    let placed = known.get(callee)
    if (!placed) {
      placed = { template: callee.template, parameters: callee.parameters, body: [] }
      known.set(callee, placed)
      const inner = !isLoose ? 'live' : kind === 'coarse' ? 'coarse' : 'around'
      placed.body = new Placer(this.#run, inner, this.#elements).placeIncluded(callee)
    }
    return placed
  }

  /** Places the bodies that tags draw to work on them. */
  #placeCaptures(value: Expression): Expression {
    return mapCaptures(value, (capture) => ({
      ...capture,
      placed: this.#placeBranch(capture.body, capture.at, 'tag'),
    }))
  }

  /** The bodies that a value is made of, be it by way of a name. */
  #markupOf(value: Expression): readonly Placed[] {
    if (value.kind === 'local') return this.#run.captured.get(value.local) ?? []
    if (value.kind === 'cell') return this.#run.captured.get(value.cell) ?? []
    if (value.kind === 'capture') return placedBody(value)!
    return partsOf(value).flatMap((part) => this.#markupOf(part))
  }

  /** Places a body that must balance by itself. */
  #placeBranch(nodes: readonly Flat[], at: Location, tag: string): Placed[] {
    this.#elements.beginBranch()
    this.#placeNodes(nodes)
    this.#expectContent(at)
    this.#expectClosed(`{% ${tag} %} ends`)
    const { children } = this.#elements
    this.#elements.end()
    return children
  }

  // ── ends ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Refuses an end within a tag, a text or a comment. */
  #expectContent(at: Location | undefined): void {
    if (!this.#inner) return
    const { where, start } = this.#inner
    throw new TemplateError(
      'unbalanced',
      `A branch, loop or template ends inside ${where} that it began. Begin and end it on the same side.`,
      start ?? this.#elements.element?.at ?? at,
    )
  }

  /** Refuses an end within an element. */
  #expectClosed(event: string): void {
    const left = this.#elements.element
    if (left) throw this.#elements.noPlace(unclosed(left, event))
  }
}
