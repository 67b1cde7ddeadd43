import type { PageLayout } from '../../wire/layout.ts'
import type { Patch, Values } from '../../wire/patch.ts'
import { patching } from '../around-patch.ts'
import { features } from '../features.ts'
import { buildPrototype } from './prototype.ts'
import { type ResolveContext, resolveRegion, resolveRoot } from './resolve.ts'
import { LiveRegion, Miss, type PartBuilder } from './slot.ts'

/** The live part of a page: it knows where every slot is, and writes what the server sends. */
export class LivePart implements PartBuilder {
  /** The element whose content is live. */
  root: Element
  readonly #prototypes = new Map<number, DocumentFragment>()
  /** The page around a component, or the page itself. */
  readonly #page: LivePart
  /** What builds components, by the fingerprints of their layouts. */
  readonly #parts = new Map<string, LivePart>()
  #layout: PageLayout
  region = new LiveRegion()

  /**
   * @param root the element whose content is live
   * @param layout where its slots are
   * @param page that of a component
   */
  constructor(root: Element, layout: PageLayout, page?: LivePart) {
    this.#page = page ?? this
    this.root = root
    this.#layout = layout
  }

  /**
   * Finds every slot once.
   *
   * @returns false when an anchor is missing, as behind a proxy that strips comments
   */
  resolve(): boolean {
    return this.#try(() => {
      this.region = this.#resolve(false)
    })
  }

  /** Writes what changed. @returns false on a miss: the page must ask for all values */
  patch(patch: Patch): boolean {
    return this.#try(() => this.region.patch(patch))
  }

  /** Sets every slot. @returns false on a miss */
  fill(values: Values): boolean {
    return this.#try(() => this.region.fill(values))
  }

  /**
   * Builds the live part anew; its feature file is there.
   *
   * @param whole a layout that describes the root region in full
   */
  rebuild(whole: PageLayout, values: Values): void {
    const build = (): void => {
      this.#layout = whole
      this.#prototypes.clear()
      this.root.append(buildPrototype(whole.regions[0]!))
      this.region = this.#resolve(true)
      this.region.fill(values, true)
    }
    patching(() => features.rebuild!.rebuild(this.root, build))
  }

  /** Makes layouts of components known, by their fingerprints. */
  learn(layouts: Readonly<Record<string, PageLayout>>): void {
    for (const [print, layout] of Object.entries(layouts)) {
      this.#parts.set(print, new LivePart(this.root, layout, this))
    }
  }

  part(print: string): PartBuilder | undefined {
    return this.#page.#parts.get(print)
  }

  find(first: ChildNode | null): { region: LiveRegion; next: ChildNode | null } {
    return resolveRegion(this.#layout.regions[0]!, first, this.#context(false))
  }

  build(id: number, values: Values): { fragment: DocumentFragment; region: LiveRegion } {
    let prototype = this.#prototypes.get(id)
    if (!prototype) {
      prototype = buildPrototype(this.#layout.regions[id]!)
      this.#prototypes.set(id, prototype)
    }
    const fragment = prototype.cloneNode(true) as DocumentFragment
    const { region } = resolveRegion(
      this.#layout.regions[id]!,
      fragment.firstChild,
      this.#context(true),
    )
    region.fill(values, true)
    return { fragment, region }
  }

  #resolve(isBuilt: boolean): LiveRegion {
    const region = resolveRoot(this.#layout.regions[0]!, this.root, this.#context(isBuilt))
    features['page-head']?.(region, this.#layout)
    return region
  }

  #context(isBuilt: boolean): ResolveContext {
    return { layout: this.#layout, builder: this, isBuilt }
  }

  #try(write: () => void): boolean {
    try {
      patching(write)
      return true
    } catch (error) {
      if (error instanceof Miss) return false
      throw error
    }
  }
}
