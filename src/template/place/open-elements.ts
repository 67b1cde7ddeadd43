import type { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { childNamespace, isClosedBy, optionalEnd } from './elements.ts'
import { type Content, NoPlace } from './no-place.ts'
import type { Namespace, Placed, PlacedElement } from './placed.ts'
import type { Run } from './run.ts'

/**
 * What is placed: the page, whose live element is somewhere in it; what belongs to the live part; or markup that is drawn
 * as it comes, without a tree: around the live part, or in a coarse region.
 */
export type Kind = 'page' | 'live' | 'around' | 'coarse'

/** An element whose end is still to come, or the edge of a branch. */
interface Open {
  readonly element: PlacedElement | null
  readonly children: Placed[]
  /** For elements of the live part. */
  readonly content: Content | null
}

/** The elements around what is read next, and the edges of branches among them. */
export class OpenElements {
  readonly run: Run
  readonly kind: Kind
  /** Those of what places the nodes around. */
  readonly #outer: OpenElements | null
  /** The elements around what is placed, outermost first. */
  readonly #around: readonly PlacedElement[]
  /** Whether what is placed may come and go. */
  readonly #isConditional: boolean
  readonly #opens: Open[] = [edge()]
  /** The elements that seem to be open in markup without a tree. */
  #looselyOpen: readonly PlacedElement[] = []

  constructor(run: Run, kind: Kind, outer: OpenElements | null) {
    this.run = run
    this.kind = kind
    this.#outer = outer
    this.#around = outer ? outer.ancestors() : []
    this.#isConditional = outer !== null && outer.isInBranch
  }

  // ── where it stands ────────────────────────────────────────────────────────────────────────────────────────

  /** Whether markup is drawn as it comes. */
  get isLoose(): boolean {
    if (this.kind === 'page') return !this.#opens.some(({ content }) => content)
    return this.kind !== 'live'
  }

  get isInBranch(): boolean {
    return this.#isConditional || this.#opens.some(({ element }, i) => i > 0 && !element)
  }

  /** Whether what comes next stands in the outermost list of what is placed. */
  get isOutermost(): boolean {
    return this.#opens.length === 1
  }

  /** The innermost open element; null at the edge of a branch, and in markup without a tree. */
  get element(): PlacedElement | null {
    return this.#top.element
  }

  /** What was placed since the innermost element, or branch, began. */
  get children(): Placed[] {
    return this.#top.children
  }

  /** The element in which a browser puts what comes next. */
  get enclosing(): PlacedElement | undefined {
    return (
      this.#opens.findLast(({ element }) => element)?.element ??
      this.#looselyOpen.at(-1) ??
      this.#around.at(-1)
    )
  }

  /** The namespace of what comes next. */
  get namespace(): Namespace {
    const around = this.enclosing
    return around ? childNamespace(around.tag, around.namespace) : 'html'
  }

  /** The open elements, outermost first. */
  ancestors(): PlacedElement[] {
    const open = this.#opens.flatMap(({ element }) => element ?? [])
    return [...this.#around, ...this.#looselyOpen, ...open]
  }

  /** What to throw where something has no place here. */
  noPlace(reason: TemplateError): Error {
    return this.isLoose ? reason : new NoPlace(reason, this.#contents())
  }

  #contents(): Content[] {
    const outside = this.#outer ? this.#outer.#contents() : []
    return [...outside, ...this.#opens.flatMap(({ content }) => content ?? [])]
  }

  get #top(): Open {
    return this.#opens.at(-1)!
  }

  // ── what comes, begins and ends ────────────────────────────────────────────────────────────────────────────

  add(node: Placed): void {
    this.#top.children.push(node)
  }

  /** Adds a text to the one before it, if there is one. */
  addText(text: string, at: Location): void {
    const last = this.children.at(-1)
    if (last?.kind === 'text') this.children.splice(-1, 1, { ...last, text: last.text + text })
    else this.add({ kind: 'text', text, at })
  }

  /** @param content given for an element of the live part */
  begin(element: PlacedElement, content: Content | null = null): void {
    this.#opens.push({ element, children: element.children, content })
    if (content) this.run.contents.set(element, this.#contents())
  }

  beginBranch(): void {
    this.#opens.push(edge())
  }

  /** Ends the innermost element or branch. */
  end(): void {
    this.#opens.pop()
  }

  /** Ends the elements that end by themselves where another one begins. */
  endBefore(next: string): void {
    while (this.element && isClosedBy(this.element.tag, next)) this.end()
  }

  /** Ends the elements whose end tags may be left out. */
  endOptional(): void {
    while (this.element && optionalEnd.has(this.element.tag)) this.end()
  }

  // ── without a tree ─────────────────────────────────────────────────────────────────────────────────────────

  beginLoosely(element: PlacedElement): void {
    this.#looselyOpen = [...this.#looselyOpen, element]
  }

  endLooselyBefore(next: string): void {
    const index = this.#looselyOpen.findLastIndex(({ tag }) => !isClosedBy(tag, next))
    this.#looselyOpen = this.#looselyOpen.slice(0, index + 1)
  }

  /** Ends the innermost element of this name, and what is in it. */
  endLoosely(name: string): void {
    const index = this.#looselyOpen.findLastIndex(({ tag }) => tag.toLowerCase() === name)
    if (index >= 0) this.#looselyOpen = this.#looselyOpen.slice(0, index)
  }
}

function edge(): Open {
  return { element: null, children: [], content: null }
}
