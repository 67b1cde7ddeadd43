import type { FeatureName } from '../wire/features.ts'
import type { LayoutAct, LayoutItem, LayoutText, PageLayout } from '../wire/layout.ts'
import type { Namespace, PlacedElement } from './place/placed.ts'
import { readText } from './read-html.ts'
import type {
  ElementItem,
  Item,
  ListItem,
  OutputItem,
  Region,
  RegionPlan,
} from './regions/region.ts'
import { writtenFields } from './written-fields.ts'

export interface LayoutOptions {
  /**
   * Whether the root region is described in full, so that it can be built too (default: false); otherwise runs of
   * static elements in it are just counted.
   */
  readonly isWhole?: boolean
  /** Whether the template vouches for its addresses (default: false). */
  readonly trustsUrls?: boolean
  /** The feature files that the template needs (default: none). */
  readonly features?: readonly FeatureName[]
  /** What the browser does by itself when a handler is called (default: nothing). */
  readonly acts?: Readonly<Record<string, LayoutAct>> | undefined
}

/** Describes the live part for the browser: where each slot is anchored, and how to build what is not drawn yet. */
export function layoutOf(plan: RegionPlan, options: LayoutOptions = {}): PageLayout {
  const { isWhole = false, trustsUrls = false, features = [], acts } = options
  const regions = plan.regions.map((region, i) => regionLayout(region, isWhole || i > 0))
  return {
    regions,
    ...(plan.title && { title: plan.title.slot.slot }),
    ...(plan.meta && { meta: plan.meta.slot.slot }),
    ...(trustsUrls && { trustsUrls: 1 as const }),
    ...(features.length > 0 && { features }),
    ...(plan.shared && {
      shared: { places: Object.fromEntries(plan.shared.expressions), acts: acts ?? {} },
    }),
  }
}

function regionLayout(region: Region, isWhole: boolean): LayoutItem[] {
  return itemsLayout(region.items, isWhole)
}

function itemsLayout(items: readonly Item[], isWhole: boolean): LayoutItem[] {
  const layout: LayoutItem[] = []
  const alone = items.find((item) => item.kind === 'output' && item.anchor.kind === 'alone')
  for (const item of alone ? [alone] : items) {
    const next = itemLayout(item, isWhole)
    if (next === null) continue
    const last = layout.at(-1)
    if (typeof next === 'number' && typeof last === 'number') layout.splice(-1, 1, last + next)
    else if (typeof next === 'string' && typeof last === 'string') layout.splice(-1, 1, last + next)
    else layout.push(next)
  }
  return !isWhole && layout.every((item) => typeof item === 'number') ? [] : layout
}

function itemLayout(item: Item, isWhole: boolean): LayoutItem | null {
  switch (item.kind) {
    case 'text':
      return isWhole ? item.text : null
    case 'comment':
      return { k: 'comment', data: item.data }
    case 'assign':
      return null
    case 'opaque':
      return isWhole
        ? { k: 'element', tag: item.element.tag, fixed: {}, slots: [], children: [] }
        : 1
    case 'element':
      return elementLayout(item, isWhole)
    case 'output':
      return item.anchor.kind === 'alone'
        ? {
            k: 'alone',
            slot: item.slot,
            before: item.anchor.before,
            after: item.anchor.after,
            ...howRead(item),
          }
        : {
            k: 'text',
            slot: item.slot,
            end: flag(item.anchor.hasEnd),
            ...(item.anchor.before.text !== '' && { before: item.anchor.before.text }),
            ...(item.anchor.after.text !== '' && { after: item.anchor.after.text }),
            ...howRead(item),
          }
    case 'branch':
      return {
        k: 'branch',
        slot: item.slot,
        end: flag(item.hasEnd),
        regions: item.branches.map(({ body }) => body.id),
        ...(item.isShared && { all: 1 as const }),
      }
    case 'list':
      return {
        k: 'list',
        slot: item.slot,
        end: flag(item.hasEnd),
        row: item.row.id,
        empty: item.empty ? item.empty.id : -1,
        before: item.before.text,
        after: item.after.text,
        ...(item.kept && { key: keyPlace(item) }),
        ...(item.virtual && { virtual: item.virtual }),
      }
    case 'call':
      return { k: 'call', slot: item.slot, end: flag(item.hasEnd), region: item.region.id }
    case 'state':
      return { k: 'state', slot: item.slot }
    case 'once':
      return { k: 'once', slot: item.slot, region: item.region.id }
    default:
      return item satisfies never
  }
}

/** Where the browser finds the key of a row. */
function keyPlace({ key, row }: ListItem): [number, string] {
  const { attribute } = key!
  const element = row.items.find((item) => item.kind === 'element')
  return [element!.attributes.get(attribute)!.slot, attribute.name]
}

/** What is particular about markup in a text's place. */
function howRead({ namespace, markup }: OutputItem): Pick<LayoutText, 'ns' | 'coarse' | 'written'> {
  if (!markup) return foreign(namespace)
  const written = writtenFields(markup)
  const hasFields = Object.keys(written).length > 0
  return { ...foreign(namespace), coarse: 1, ...(hasFields && { written }) }
}

/** The namespace, where it is not HTML. */
function foreign(namespace: Namespace): { ns?: 'svg' | 'math' } {
  return namespace === 'html' ? {} : { ns: namespace }
}

function flag(is: boolean): 0 | 1 {
  return is ? 1 : 0
}

function elementLayout(item: ElementItem, isWhole: boolean): LayoutItem | null {
  const { element, attributes, text } = item
  const children = text ? [{ k: 'whole' as const, slot: text.slot }] : childrenLayout(item, isWhole)
  const slots = [...attributes].flatMap(([{ name, isDrawnOnce }, { slot }]) => [
    slot,
    isDrawnOnce ? `!${name}` : name,
  ])
  // What data has named is told from the names that are written.
  const isFree = slots.includes('*')
  if (!isWhole && slots.length === 0 && children.length === 0) return 1
  return {
    k: 'element',
    tag: element.tag,
    ...foreign(element.namespace),
    fixed: isWhole || isFree ? fixedAttributes(element) : {},
    slots,
    children,
  }
}

function childrenLayout(item: ElementItem, isWhole: boolean): LayoutItem[] {
  const { element } = item
  if (element.content === 'text' || element.content === 'source') {
    const source = element.text.map((node) => (node.kind === 'text' ? node.text : '')).join('')
    const text = element.content === 'text' ? readText(source).replace(/^\n/, '') : source
    return isWhole && text !== '' ? [text] : []
  }
  return itemsLayout(item.children, isWhole)
}

function fixedAttributes(element: PlacedElement): Record<string, string> {
  return Object.fromEntries(
    element.attributes.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])),
  )
}
