import type { Expr } from '../../expr/expression.ts'
import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import type { Expression, Flat } from '../nodes.ts'
import type { AttributeSlot, PlacedElement, TagPart } from '../place/placed.ts'
import { RootTable, type Roots } from '../roots.ts'
import { type ExpressionScope, SharedExpressions } from '../shared-expressions.ts'
import type { SharedFields } from '../shared-fields.ts'
import { eachExpression } from '../each-expression.ts'
import { remembers } from '../emit/memory.ts'
import { freeLocals } from './free-locals.ts'
import { partsWith } from './parts-with.ts'
import type { BranchItem, ElementItem, Item, Region, RegionPlan, StateValue } from './region.ts'

/**
 * Finds the places of a page that the browser writes by itself: texts, attributes and branches that hang on fields which
 * it keeps or predicts. Such a place leaves the server's hands, and a comment at the end of its region has the values that
 * its expression is made of.
 *
 * - Where a place shows a field that the browser keeps, all of it has to be in the language, and other values that it is
 *   made of go to the browser, too; of a branch all branches do.
 * - Where it only shows predicted fields, it has to be made of nothing else: what a page does not show may be a secret.
 *   Other places wait for the answer.
 *
 * @throws {TemplateError} `client_state_place` where a field that the browser keeps is read in any other way
 */
export function shareFields(
  plan: RegionPlan,
  flat: readonly Flat[],
  shared: SharedFields,
  isPart: boolean,
): RegionPlan {
  return new Sharing(plan, flat, shared, isPart).plan()
}

class Sharing {
  readonly #plan: RegionPlan
  readonly #shared: SharedFields
  readonly #isPart: boolean
  readonly #roots: RootTable
  readonly #meanings: ReadonlyMap<number, Expression>
  readonly #fields: ReadonlySet<string>
  readonly #expressions = new Map<number, (number | Expr)[]>()
  readonly #places = new Set<object>()
  readonly #given = new Map<Region, StateValue[]>()
  readonly #done = new Map<Region, boolean>()

  constructor(plan: RegionPlan, flat: readonly Flat[], shared: SharedFields, isPart: boolean) {
    this.#plan = plan
    this.#shared = shared
    this.#isPart = isPart
    this.#roots = new RootTable(flat)
    this.#meanings = meaningsIn(flat)
    this.#fields = new Set([...shared.kept, ...shared.predicted])
  }

  plan(): RegionPlan {
    const { regions, title, live } = this.#plan
    for (const region of regions) this.#region(region)
    const [root] = regions
    if (title) this.#text(root!, title.element.text, title.slot.slot)
    for (const region of regions) this.#addState(region, live.at)
    for (const region of regions) {
      if (!region.isCallee) region.parameters = freeLocals(region)
    }
    return { ...this.#plan, shared: { expressions: this.#expressions, places: this.#places } }
  }

  /** @returns whether all that changes in it is worked out by the browser */
  #region(region: Region): boolean {
    const known = this.#done.get(region)
    if (known !== undefined) return known
    this.#done.set(region, false)
    const isClosed = this.#items(region, region.items)
    this.#done.set(region, isClosed)
    return isClosed
  }

  #items(region: Region, items: Item[]): boolean {
    // Each is looked at, also where one before it is not in the language.
    return items.map((_, i) => this.#item(region, items, i)).every(Boolean)
  }

  #item(region: Region, items: Item[], index: number): boolean {
    const item = items[index]!
    switch (item.kind) {
      case 'text':
      case 'state':
        return true
      case 'comment':
        this.#refuse(this.#roots.ofNodes(item.parts ?? []), this.#plan.live.at, 'A comment')
        return item.parts === undefined
      case 'opaque':
        this.#refuse(this.#roots.ofNodes([item.element]), item.element.at, 'What is drawn once')
        return false
      case 'assign':
        return !item.isCell
      case 'element':
        return this.#element(region, item)
      case 'output': {
        const roots = this.#roots.ofValues([item.value], item.env)
        const make = (to: SharedExpressions): Expr | undefined => {
          const value = item.env === null ? to.shown(item.value) : undefined
          return value === undefined ? undefined : ['~', value]
        }
        return this.#place(region, { roots, at: item.at, key: item, slot: item.slot, make })
      }
      case 'branch':
        return this.#branch(region, items, index, item)
      case 'list':
        this.#refuse(this.#roots.ofValues([item.node.items]), item.node.at, '{% for %}')
        return false
      case 'call':
        this.#refuse(this.#roots.ofValues(item.node.args), item.node.at, 'A recursive include')
        return false
      case 'once':
        this.#refuse(this.#roots.ofNodes(item.content), this.#plan.live.at, 'What is drawn once')
        return false
      default:
        return item satisfies never
    }
  }

  #element(region: Region, { element, attributes, text, children }: ElementItem): boolean {
    const all = [...attributes].map(([attribute, { slot }]) =>
      this.#attribute(region, element, attribute, slot),
    )
    if (text) all.push(this.#text(region, element.text, text.slot))
    return this.#items(region, children) && all.every(Boolean)
  }

  #attribute(
    region: Region,
    element: PlacedElement,
    attribute: AttributeSlot,
    slot: number,
  ): boolean {
    const parts: readonly TagPart[] = partsWith(element.open, attribute)
    const at = element.attributes.find((each) => each.slot === attribute)?.at ?? element.at
    const isSettled = attribute === region.keyAttribute || attribute.isDrawnOnce === true
    const make = (to: SharedExpressions) => (isSettled ? undefined : to.attribute(parts))
    return this.#place(region, {
      roots: this.#roots.ofNodes(parts),
      at,
      key: attribute,
      slot,
      make,
    })
  }

  #text(region: Region, text: readonly Flat[], slot: number): boolean {
    const at = text.find(({ kind }) => kind !== 'text')?.at ?? this.#plan.live.at
    const make = (to: SharedExpressions) => to.text(text, 'content')
    return this.#place(region, { roots: this.#roots.ofNodes(text), at, key: text, slot, make })
  }

  #branch(region: Region, items: Item[], index: number, item: BranchItem): boolean {
    const { branches, slot, content, isReplaced } = item
    const roots = this.#roots.ofConditions(branches.map(({ condition }) => condition))
    const isClosed = branches.map(({ body }) => this.#region(body)).every(Boolean)
    const isKept = this.#reads(roots, this.#shared.kept)
    const mayBeShared = !isReplaced && !remembers(content) && (isKept || isClosed)
    const at = valuesAt(content) ?? this.#plan.live.at
    const make = (to: SharedExpressions) => (mayBeShared ? to.branch(branches) : undefined)
    const isPlace = this.#place(region, { roots, at, key: item, slot, make })
    if (isPlace) items[index] = { ...item, isShared: true }
    return isPlace && isClosed
  }

  /** @returns whether the browser works it out */
  #place(region: Region, { roots, at, key, slot, make }: Place): boolean {
    const isKept = this.#reads(roots, this.#shared.kept)
    if (!isKept && !this.#reads(roots, this.#shared.predicted)) return false
    const given: StateValue[] = []
    const before = this.#given.get(region) ?? []
    const scope: ExpressionScope = {
      roots: this.#roots,
      meanings: this.#meanings,
      fields: this.#fields,
      give: (value) => {
        if (!isKept) return null
        const name = `_${before.length + given.length}`
        given.push({ ...value, name })
        return name
      },
    }
    const expression = make(new SharedExpressions(scope))
    if (expression === undefined) {
      if (isKept) this.#refuse(roots, at, 'This place')
      return false
    }
    this.#given.set(region, [...before, ...given])
    this.#places.add(key)
    const list = this.#expressions.get(region.id) ?? []
    this.#expressions.set(region.id, list)
    list.push(slot, expression)
    return true
  }

  #reads({ names }: Roots, fields: ReadonlySet<string>): boolean {
    return [...names].some((name) => fields.has(name))
  }

  #refuse({ names }: Roots, at: Location, what: string): void {
    const key = [...names].find((name) => this.#shared.kept.has(name))
    if (key === undefined) return
    throw new TemplateError(
      'client_state_place',
      `${what} reads "${key}", which the browser keeps (@clientState), in a way that it cannot work out. ` +
        'It takes texts, attributes and {% if %} with == != < <= > >=, in, and or not, and the filters default, yesno and add with literal arguments.',
      at,
    )
  }

  /** A component has its fields in each region: there may be many of its kind in a page. */
  #addState(region: Region, at: Location): void {
    const own = this.#given.get(region) ?? []
    const hasFields = this.#isPart
      ? region.id === 0 || this.#expressions.has(region.id)
      : region.id === 0
    const values = hasFields ? [...this.#fieldValues(at), ...own] : own
    if (values.length === 0) return
    const slot = { slot: region.slotCount++, entry: region.recordSize++ }
    region.items.push({ ...slot, kind: 'state', values })
  }

  #fieldValues(at: Location): StateValue[] {
    const field = (name: string, read = name): StateValue => {
      return { kind: 'field', name, at, value: { kind: 'path', name: read, steps: [], at } }
    }
    return [
      ...(this.#isPart ? [field('_id', 'component_id')] : []),
      ...[...this.#fields].map((name) => field(name)),
      ...[...this.#shared.functions].map(([name, read]) => field(name, read)),
    ]
  }
}

interface Place {
  readonly roots: Roots
  readonly at: Location
  /** What the server does not compare where the browser works it out. */
  readonly key: object
  readonly slot: number
  make(to: SharedExpressions): Expr | undefined
}

function valuesAt(content: BranchItem['content']): Location | undefined {
  const [first] = content
  return first && 'at' in first ? first.at : undefined
}

/** What the template's own variables stand for, as far as they are set in one place. */
function meaningsIn(flat: readonly Flat[]): Map<number, Expression> {
  const meanings = new Map<number, Expression>()
  const seen = new Set<number>()
  const walk = (nodes: readonly Flat[]): void => {
    for (const node of nodes) {
      if (node.kind === 'assign') {
        if (!seen.has(node.local) && !node.isCell) meanings.set(node.local, node.value)
        else meanings.delete(node.local)
        seen.add(node.local)
      }
      if (node.kind === 'if') for (const { body } of node.branches) walk(body)
      if (node.kind === 'for') {
        walk(node.body)
        walk(node.empty ?? [])
      }
    }
  }
  walk(flat)
  eachExpression(flat, (value) => {
    if (value.kind === 'capture') walk(value.body)
  })
  return meanings
}
