import type { Expression, Flat } from '../nodes.ts'
import type { PlacedElement, TagPart } from '../place/placed.ts'
import { placedBody } from '../place/placed.ts'
import { markupOf } from '../place/path-walk.ts'
import { walkBoth } from '../place/representative-paths.ts'
import type { ElementItem, Item, ListItem, Region } from '../regions/region.ts'
import { isComponent } from '../tags/component.ts'
import { capturesIn } from '../walk.ts'
import { Counts, isChoice } from './count-ways.ts'
import { DrawnBefore } from './drawn-before.ts'

/** A node that the layout has on one path: what the browser has to make of the markup. */
export type Expected =
  | { readonly kind: 'text'; readonly text: string }
  /** Any comment has null for its data. */
  | { readonly kind: 'comment'; readonly data: string | null }
  | {
      readonly kind: 'element'
      readonly element: PlacedElement
      /** Null for content that has no slots. */
      readonly children: readonly Expected[] | null
    }
  /** Nodes that markup in a value makes, up to the anchor behind them. */
  | { readonly kind: 'markup' }
  /** A `<wbr>` in place of an element that an earlier path has. */
  | { readonly kind: 'known' }

/** One path through the branches and loops of a live part, painted with anchors. */
export interface DrawnPath {
  readonly html: string
  readonly nodes: readonly Expected[]
  /** The same path with nothing left out. */
  readonly whole: () => DrawnPath
}

/** The first is in step; in the others, one digit of a branch's index decides. */
const maxTurns = 3

/** Stands for a value. */
const someText = 'v'

/**
 * Draws the live part on paths that take each branch, also within each branch around it, and loops with no row, one and
 * two. Those beside each other are varied together: first in step, so that each way is drawn once, and then in turns
 * in which neighbours are not in step.
 *
 * What an earlier path has already is left out where {@link DrawnBefore} allows it: a page is drawn whole once, and then
 * what is different.
 *
 * @param live the element around them
 * @param maxLength ends those turns
 */
export function* drawPaths(
  live: PlacedElement,
  items: readonly Item[],
  maxLength: number,
): Generator<DrawnPath> {
  const counts = new Counts()
  const count = counts.items(items)
  const before = new DrawnBefore()
  const draw = (turn: number, variant: number, known: DrawnBefore | null): DrawnPath => {
    const path = new Path(counts, turn, known)
    const nodes = path.items(items, variant, live)
    return { html: path.html, nodes, whole: () => draw(turn, variant, null) }
  }
  const seen = new Set<string>()
  let length = 0
  for (let turn = 0; turn < maxTurns && (turn === 0 || counts.widest >> (turn - 1) > 0); turn++) {
    for (let variant = 0; variant < count; variant++) {
      const path = draw(turn, variant, before)
      if (seen.has(path.html)) continue
      seen.add(path.html)
      yield path
      length += path.html.length
      if (turn > 0 && length > maxLength) return
    }
  }
}

class Path {
  html = ''
  readonly #counts: Counts
  readonly #turn: number
  readonly #before: DrawnBefore | null
  readonly #calling = new Set<Region>()

  constructor(counts: Counts, turn: number, before: DrawnBefore | null) {
    this.#counts = counts
    this.#turn = turn
    this.#before = before
  }

  items(items: readonly Item[], variant: number, parent: PlacedElement): Expected[] {
    let beside = 0
    const nodes: Expected[] = []
    for (const item of items) {
      const shift = this.#turn === 0 ? 0 : (beside >> (this.#turn - 1)) & 1
      if (isChoice(item)) beside++
      const way = (variant + shift) % this.#counts.item(item)
      for (const node of this.#item(item, way, parent)) nodes.push(node)
    }
    return nodes
  }

  #item(item: Item, variant: number, parent: PlacedElement): Expected[] {
    if (this.#isKnown(item, variant, parent)) {
      this.html += '<wbr>'
      return [{ kind: 'known' }]
    }
    switch (item.kind) {
      case 'text':
        this.html += item.html
        return [{ kind: 'text', text: item.text }]
      case 'comment':
        this.html += item.parts ? '<!---->' : item.html
        return [{ kind: 'comment', data: item.parts ? null : item.data }]
      case 'assign':
        return []
      case 'opaque':
        return this.#element(item.element, null, variant)
      case 'element':
        return this.#element(item.element, item, variant)
      case 'output': {
        const markup = this.#markup(item.value, variant)
        const text = isComponent(item.value) ? '' : someText
        const { anchor } = item
        if (anchor.kind === 'alone') {
          this.html += markup ?? text
          return [markup === null ? { kind: 'text', text } : { kind: 'markup' }]
        }
        const { before, after, hasEnd } = anchor
        const start = this.#anchor(markup === null ? '' : 'h')
        this.html += before.html + (markup ?? text) + after.html
        const shown: Expected =
          markup === null
            ? { kind: 'text', text: before.text + text + after.text }
            : { kind: 'markup' }
        return [start, shown, ...this.#end(hasEnd || markup !== null)]
      }
      case 'branch': {
        let index = 0
        let within = variant
        for (; index < item.branches.length; index++) {
          const count = this.#counts.region(item.branches[index]!.body)
          if (within < count) break
          within -= count
        }
        const start = this.#anchor(String(index))
        const body = item.branches[index]?.body
        const inside = body ? this.items(body.items, within, parent) : []
        return [start, ...inside, ...this.#end(item.hasEnd)]
      }
      case 'list':
        return this.#list(item, variant, parent)
      case 'call': {
        if (this.#calling.has(item.region))
          return [this.#anchor('blank'), ...this.#end(item.hasEnd)]
        this.#calling.add(item.region)
        const inside = [this.#anchor(''), ...this.items(item.region.items, variant, parent)]
        this.#calling.delete(item.region)
        return [...inside, ...this.#end(item.hasEnd)]
      }
      case 'state':
        return [this.#anchor('{}')]
      case 'once':
        this.items(item.region.items, variant, parent)
        return [{ kind: 'markup' }]
      default:
        return item satisfies never
    }
  }

  /** In a recursive include, what is drawn hangs on what is around it too. */
  #isKnown(item: Item, variant: number, parent: PlacedElement): boolean {
    if (!this.#before || this.#calling.size > 0) return false
    const turn = this.#counts.item(item) === 1 ? 0 : this.#turn
    return this.#before.isKnown(item, turn, variant, parent)
  }

  #list(item: ListItem, variant: number, parent: PlacedElement): Expected[] {
    const { empty, row, before, after, hasEnd } = item
    const emptyCount = empty ? this.#counts.region(empty) : 1
    const rows = variant < emptyCount ? 0 : variant === emptyCount ? 1 : 2
    const nodes = [this.#anchor(String(rows))]
    if (rows === 0 && empty) nodes.push(...this.items(empty.items, variant, parent))
    for (let i = 0; i < rows; i++) {
      this.html += before.html
      nodes.push({ kind: 'text', text: before.text })
      const own = (variant - emptyCount + i) % this.#counts.region(row)
      nodes.push(...this.items(row.items, own, parent))
      this.html += after.html
      nodes.push({ kind: 'text', text: after.text })
    }
    return [...nodes, ...this.#end(hasEnd)]
  }

  #element(element: PlacedElement, item: ElementItem | null, variant: number): Expected[] {
    this.#tag(element.open, variant)
    if (element.text.length > 0) this.html += walkBoth(element.text)[variant % 2]
    let children: readonly Expected[] | null = null
    if (item) children = this.items(item.children, variant, element)
    else this.#plain(element)
    this.html += element.close
    const isRead = item !== null && element.content !== 'text' && element.content !== 'source'
    return [{ kind: 'element', element, children: isRead ? children : null }]
  }

  /** The content of an element that is drawn once: what of it is static. */
  #plain({ children }: PlacedElement): void {
    for (const child of children) {
      if (child.kind === 'text') this.html += child.text
      if (child.kind === 'element') this.#element(child, null, 0)
    }
  }

  #tag(parts: readonly TagPart[], variant: number): void {
    for (const part of parts) {
      if (part.kind === 'source') this.html += part.text
      if (part.kind === 'value') this.html += someText
      if (part.kind === 'if')
        this.#tag(part.branches[variant % part.branches.length]!.parts, variant)
    }
  }

  #anchor(data: string): Expected {
    this.html += `<!--${data}-->`
    return { kind: 'comment', data }
  }

  #end(hasEnd: boolean): Expected[] {
    return hasEnd ? [this.#anchor('/')] : []
  }

  /** The markup that a value certainly is; null where it is taken for text. */
  #markup(value: Expression, variant: number): string | null {
    const [capture] = capturesIn(value)
    if (capture && (placedBody(capture) || capture.body)) {
      const drawn = walkBoth(capture.body as readonly Flat[])
      return drawn[variant % 2]!
    }
    return value.kind === 'filter' ? (markupOf[value.name] ?? null) : null
  }
}
