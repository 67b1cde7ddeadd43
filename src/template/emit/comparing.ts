import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import type { Flat } from '../nodes.ts'
import type { AttributeSlot, PlacedElement, TagPart } from '../place/placed.ts'
import { partsWith } from '../regions/parts-with.ts'
import type { BranchItem, CallItem, ListItem, OutputItem } from '../regions/region.ts'
import { RootTable, type Roots } from '../roots.ts'
import { isComponent } from '../tags/component.ts'
import { eachExpression } from '../each-expression.ts'

/** Names of a page whose places are not compared as others are. */
export interface FieldUses {
  /** Those that are shown as they were first. */
  readonly fixed: readonly string[]
  /** Those that are only there for the render that follows them. */
  readonly temporary: readonly string[]
}

export const noFieldUses: FieldUses = { fixed: [], temporary: [] }

/**
 * How a slot is compared: as usual; only where one of the names that decide it has another value; never, because it
 * always shows the same; or, where it shows temporary fields, only if one of them has been set. Slots of the last two
 * kinds are not recorded.
 */
export type Comparison =
  | { readonly kind: 'usual' }
  | { readonly kind: 'never' }
  | { readonly kind: 'ifMoved'; readonly names: readonly string[] }
  /** `isResting` is code of whether none of them has been. */
  | { readonly kind: 'unlessSet'; readonly isResting: string }

/** Whether what such a slot shows is kept, to be compared with. */
export function isRecorded({ kind }: Comparison): boolean {
  return kind === 'usual' || kind === 'ifMoved'
}

/** Up to this weight a comparison takes no longer than finding out that it is not needed. */
const maxLightWeight = 1

const usual: Comparison = { kind: 'usual' }

/** Decides for each slot how it is compared, by what it hangs on. */
export class Comparing {
  /** What pieces of the template hang on. */
  readonly roots: RootTable
  readonly #fixed: ReadonlySet<string>
  readonly #temporary: ReadonlySet<string>
  readonly #isPart: boolean
  /** What the browser works out by itself. */
  readonly #shared: ReadonlySet<object>

  /**
   * @param nodes the whole template
   * @param isPart whether it is that of a component, of whose names nobody keeps what they were
   * @param shared the items, attributes and texts that the browser works out by itself
   */
  constructor(
    nodes: readonly Flat[],
    { fixed, temporary }: FieldUses,
    isPart = false,
    shared: ReadonlySet<object> = new Set(),
  ) {
    this.#shared = shared
    this.roots = new RootTable(nodes)
    this.#isPart = isPart
    this.#fixed = new Set(fixed)
    this.#temporary = new Set(temporary)
    if (temporary.length > 0) this.#refuseComponents(nodes)
  }

  /** A component is there as long as it is drawn, so what it is given has to be there each time. */
  #refuseComponents(nodes: readonly Flat[]): void {
    eachExpression(nodes, (value) => {
      if (!isComponent(value)) return
      const [name] = this.#temporaryOf(this.roots.ofValues([value]))
      if (name === undefined) return
      throw new TemplateError(
        'temporary_in_component',
        `A component keeps what it is given, but "${name}" is in temporaryAssigns and is gone once it is drawn. Give it a field that stays.`,
        value.at,
      )
    })
  }

  /** @throws {TemplateError} when what is sent as one would rest with a temporary field in it, and others with it */
  output(item: Pick<OutputItem, 'value' | 'env' | 'markup' | 'at'>): Comparison {
    const { value, env, markup, at } = item
    if (this.#shared.has(item)) return { kind: 'never' }
    const roots = this.roots.ofValues([value], env)
    if (markup) this.#refuseMixed(roots, at)
    return this.#ofAll(roots)
  }

  #refuseMixed(roots: Roots, at: Location): void {
    const temporary = this.#temporaryOf(roots)
    const other = [...roots.names].find(
      (name) => !temporary.includes(name) && !this.#fixed.has(name),
    )
    if (temporary.length === 0 || other === undefined) return
    throw new TemplateError(
      'temporary_in_coarse',
      `All of this is sent as one, and "${temporary[0]}" in it is in temporaryAssigns: it could be drawn only when that is set, and "${other}" would stay as it was. Give each a place of its own: close each element in the branch that opens it, put rows of a table into <tbody>, and put no tag around both that works on its body.`,
      at,
    )
  }

  /** A whole text: that of a title or textarea. */
  text(nodes: readonly Flat[]): Comparison {
    if (this.#shared.has(nodes)) return { kind: 'never' }
    return this.#ofAll(this.roots.ofNodes(nodes))
  }

  attribute(element: PlacedElement, slot: AttributeSlot): Comparison {
    if (this.#shared.has(slot)) return { kind: 'never' }
    return this.#ofAll(this.roots.ofNodes(this.partsOf(element, slot)))
  }

  /** The parts of a tag that give an attribute, and the conditions around them. */
  partsOf({ open }: PlacedElement, slot: AttributeSlot): readonly TagPart[] {
    return partsWith(open, slot)
  }

  /** Where its conditions rest, what is in it is compared all the same. */
  branch({ branches, content }: BranchItem): Comparison {
    const all = this.roots.ofNodes(content)
    if (this.#isFixed(all)) return { kind: 'never' }
    const resting = this.#resting(
      this.roots.ofConditions(branches.map(({ condition }) => condition)),
    )
    return resting.kind === 'usual' ? this.#unlessStill(all) : resting
  }

  /** Where its items rest, its rows do. */
  list({ node }: ListItem): Comparison {
    const all = this.roots.ofNodes([node])
    if (this.#isFixed(all)) return { kind: 'never' }
    const resting = this.#resting(this.roots.ofValues([node.items]))
    return resting.kind === 'usual' ? this.#unlessStill(all) : resting
  }

  call({ node }: CallItem): Comparison {
    return this.#isFixed(this.roots.ofNodes([node])) ? { kind: 'never' } : usual
  }

  #ofAll(roots: Roots): Comparison {
    if (this.#isFixed(roots)) return { kind: 'never' }
    const resting = this.#resting(roots)
    return resting.kind === 'usual' ? this.#unlessStill(roots) : resting
  }

  #unlessStill(roots: Roots): Comparison {
    const { isPure, weight } = roots
    if (this.#isPart || !isPure || weight <= maxLightWeight) return usual
    const names = [...roots.names].filter((name) => !this.#fixed.has(name))
    if (!this.roots.mayBePrimitive(names) || this.#temporaryOf(roots).length > 0) return usual
    return { kind: 'ifMoved', names }
  }

  #isFixed({ names, isPure }: Roots): boolean {
    return isPure && [...names].every((name) => this.#fixed.has(name))
  }

  #temporaryOf({ names }: Roots): string[] {
    return [...names].filter((name) => this.#temporary.has(name))
  }

  #resting(roots: Roots): Comparison {
    const temporary = this.#temporaryOf(roots)
    if (temporary.length === 0) return usual
    return { kind: 'unlessSet', isResting: `c.rests(${JSON.stringify(temporary)})` }
  }
}
