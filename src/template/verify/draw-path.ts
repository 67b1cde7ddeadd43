import type { Expression, Flat } from '../nodes.ts'
import type { PlacedElement, TagPart } from '../place/placed.ts'
import { placedBody } from '../place/placed.ts'
import { markupOf } from '../place/path-walk.ts'
import { walkBoth } from '../place/representative-paths.ts'
import type { ElementItem, Item, ListItem, Region } from '../regions/region.ts'
import { isComponent } from '../tags/component.ts'
import { capturesIn } from '../walk.ts'

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

/** One path through the branches and loops of a live part, painted with anchors. */
export interface DrawnPath {
  readonly html: string
  readonly nodes: readonly Expected[]
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
 * @param maxLength ends those turns
 */
export function* drawPaths(items: readonly Item[], maxLength: number): Generator<DrawnPath> {
  const counts = new Counts()
  const count = counts.items(items)
  let length = 0
  for (let turn = 0; turn < maxTurns && (turn === 0 || counts.widest >> (turn - 1) > 0); turn++) {
    for (let variant = 0; variant < count; variant++) {
      const path = new Path(counts, turn)
      const nodes = path.items(items, variant)
      yield { html: path.html, nodes }
      length += path.html.length
      if (turn > 0 && length > maxLength) return
    }
  }
}

/** Counts the ways in which items can be drawn, where those beside each other are varied together. */
class Counts {
  /** How many branches and loops stand beside each other. */
  widest = 0
  readonly #known = new Map<Item, number>()
  readonly #counting = new Set<Region>()

  items(items: readonly Item[]): number {
    this.widest = Math.max(this.widest, items.filter(isChoice).length)
    return items.reduce((most, item) => Math.max(most, this.item(item)), 1)
  }

  item(item: Item): number {
    const known = this.#known.get(item)
    if (known !== undefined) return known
    const count = this.#count(item)
    this.#known.set(item, count)
    return count
  }

  region(region: Region): number {
    if (this.#counting.has(region)) return 1
    this.#counting.add(region)
    const count = this.items(region.items)
    this.#counting.delete(region)
    return count
  }

  #count(item: Item): number {
    switch (item.kind) {
      case 'element':
        return this.items(item.children)
      case 'output':
        return capturesIn(item.value).length > 0 ? 2 : 1
      case 'branch': {
        const none = item.branches.at(-1)!.condition === null ? 0 : 1
        return item.branches.reduce((sum, { body }) => sum + this.region(body), none)
      }
      case 'list':
        return (item.empty ? this.region(item.empty) : 1) + 1 + this.region(item.row)
      case 'call':
        return this.region(item.region)
      default:
        return 1
    }
  }
}

function isChoice(item: Item): boolean {
  return item.kind === 'branch' || item.kind === 'list' || item.kind === 'element'
}

class Path {
  html = ''
  readonly #counts: Counts
  readonly #turn: number
  readonly #calling = new Set<Region>()

  constructor(counts: Counts, turn: number) {
    this.#counts = counts
    this.#turn = turn
  }

  items(items: readonly Item[], variant: number): Expected[] {
    let beside = 0
    return items.flatMap((item) => {
      const shift = this.#turn === 0 ? 0 : (beside >> (this.#turn - 1)) & 1
      if (isChoice(item)) beside++
      return this.#item(item, (variant + shift) % this.#counts.item(item))
    })
  }

  #item(item: Item, variant: number): Expected[] {
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
        const shown: Expected = markup === null ? { kind: 'text', text } : { kind: 'markup' }
        const { anchor } = item
        const start = anchor.kind === 'alone' ? [] : [this.#anchor(markup === null ? '' : 'h')]
        this.html += markup ?? text
        const hasEnd = anchor.kind === 'comment' && (anchor.hasEnd || markup !== null)
        return [...start, shown, ...this.#end(hasEnd)]
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
        const inside = body ? this.items(body.items, within) : []
        return [start, ...inside, ...this.#end(item.hasEnd)]
      }
      case 'list':
        return this.#list(item, variant)
      case 'call': {
        if (this.#calling.has(item.region))
          return [this.#anchor('blank'), ...this.#end(item.hasEnd)]
        this.#calling.add(item.region)
        const inside = [this.#anchor(''), ...this.items(item.region.items, variant)]
        this.#calling.delete(item.region)
        return [...inside, ...this.#end(item.hasEnd)]
      }
      case 'once':
        this.items(item.region.items, variant)
        return [{ kind: 'markup' }]
      default:
        return item satisfies never
    }
  }

  #list(item: ListItem, variant: number): Expected[] {
    const { empty, row, before, after, hasEnd } = item
    const emptyCount = empty ? this.#counts.region(empty) : 1
    const rows = variant < emptyCount ? 0 : variant === emptyCount ? 1 : 2
    const nodes = [this.#anchor(String(rows))]
    if (rows === 0 && empty) nodes.push(...this.items(empty.items, variant))
    for (let i = 0; i < rows; i++) {
      this.html += before.html
      nodes.push({ kind: 'text', text: before.text })
      const own = (variant - emptyCount + i) % this.#counts.region(row)
      nodes.push(...this.items(row.items, own))
      this.html += after.html
      nodes.push({ kind: 'text', text: after.text })
    }
    return [...nodes, ...this.#end(hasEnd)]
  }

  #element(element: PlacedElement, item: ElementItem | null, variant: number): Expected[] {
    this.#tag(element.open, variant)
    if (element.text.length > 0) this.html += walkBoth(element.text)[variant % 2]
    let children: readonly Expected[] | null = null
    if (item) children = this.items(item.children, variant)
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
