import type { Location } from '../../shared/location.ts'
import type { Placed, PlacedElement } from '../place/placed.ts'
import type { ElementItem, Item, RegionPlan } from '../regions/region.ts'
import type { Roots } from '../roots.ts'
import { type Comparing, type Comparison, isRecorded } from './comparing.ts'

/**
 * What the entries of a record mean, for each region, and where in the template they come from. Left out is what may be
 * another when it is drawn again: what tags and filters make that are not pure, and what is not compared with the record.
 */
export type RecordShape = readonly (readonly ShapeEntry[])[]

export type ShapeEntry =
  | { readonly kind: 'value'; readonly entry: number; readonly at: Location }
  /** The record of what is in the branch follows its number. */
  | {
      readonly kind: 'branch'
      readonly entry: number
      readonly bodies: readonly number[]
      readonly at: Location
    }
  | {
      readonly kind: 'list'
      readonly entry: number
      readonly row: number
      readonly rowSize: number
      /** The region of what is shown in place of rows; -1 for none. */
      readonly empty: number
      readonly at: Location
    }
  | { readonly kind: 'call'; readonly entry: number; readonly region: number }

export function recordShape({ regions, title }: RegionPlan, comparing: Comparing): RecordShape {
  const isChecked = (comparison: Comparison, { isPure }: Roots): boolean =>
    isRecorded(comparison) && isPure

  const entriesOf = (items: readonly Item[]): ShapeEntry[] => items.flatMap(entriesOfItem)

  function entriesOfItem(item: Item): ShapeEntry[] {
    switch (item.kind) {
      case 'element':
        return [...ofElement(item), ...entriesOf(item.children)]
      case 'output': {
        const roots = comparing.roots.ofValues([item.value], item.env)
        if (!isChecked(comparing.output(item), roots)) return []
        return [{ kind: 'value', entry: item.entry, at: item.at }]
      }
      case 'branch': {
        const { entry, branches, content } = item
        if (item.isShared) return []
        const conditions = comparing.roots.ofConditions(branches.map((each) => each.condition))
        const at = placeOf(content)
        if (!at || !isChecked(comparing.branch(item), conditions)) return []
        return [{ kind: 'branch', entry, bodies: branches.map(({ body }) => body.id), at }]
      }
      case 'list': {
        const { entry, row, empty, node } = item
        const isKnown = isChecked(comparing.list(item), comparing.roots.ofValues([node.items]))
        if (item.kept || !isKnown) return []
        const { recordSize: rowSize, id } = row
        return [
          { kind: 'list', entry, row: id, rowSize, empty: empty ? empty.id : -1, at: node.at },
        ]
      }
      case 'call': {
        const isKnown = isChecked(comparing.call(item), comparing.roots.ofValues(item.node.args))
        return isKnown ? [{ kind: 'call', entry: item.entry, region: item.region.id }] : []
      }
      default:
        return []
    }
  }

  function ofElement({ element, attributes, text }: ElementItem): ShapeEntry[] {
    const entries: ShapeEntry[] = []
    for (const [attribute, { entry }] of attributes) {
      if (attribute.isDrawnOnce) continue
      const roots = comparing.roots.ofNodes(comparing.partsOf(element, attribute))
      if (!isChecked(comparing.attribute(element, attribute), roots)) continue
      const at = element.attributes.find(({ slot }) => slot === attribute)?.at ?? element.at
      entries.push({ kind: 'value', entry, at })
    }
    if (text && isChecked(comparing.text(element.text), comparing.roots.ofNodes(element.text)))
      entries.push({ kind: 'value', entry: text.entry, at: placeOfText(element) })
    return entries
  }

  const shape = regions.map(({ items }) => entriesOf(items))
  const text = title?.element.text ?? []
  if (title && isChecked(comparing.text(text), comparing.roots.ofNodes(text)))
    shape[0]!.push({ kind: 'value', entry: title.slot.entry, at: placeOfText(title.element) })
  return shape
}

function placeOfText({ text, at }: PlacedElement): Location {
  return text.find(({ kind }) => kind !== 'text')?.at ?? at
}

function placeOf(nodes: readonly Placed[]): Location | null {
  const found = nodes.find((node) => 'at' in node)
  return found && 'at' in found ? found.at : null
}
