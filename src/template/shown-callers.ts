import type { JSCommand } from '../shared/js-commands.ts'
import type { Values } from '../wire/patch.ts'
import { directiveOf } from './directive-table.ts'
import type { ElementItem, Item, ListItem, Region, RegionPlan } from './regions/region.ts'
import type { HandlerUse } from './uses.ts'

/** Which handlers the elements of a live part call. */
export interface Callers {
  /** Whether one calls a handler where the live part shows these values. */
  isCalled(handler: string, values: Values): boolean
  /** The places that name handlers where only the browser knows whether it shows them. */
  readonly unseen: readonly HandlerUse[]
}

/** Whether a piece of a region calls a handler where the region shows these values. */
type Look = (handler: string, values: readonly unknown[]) => boolean

/** @param uses all places of the template that name handlers */
export function callersOf({ regions }: RegionPlan, uses: readonly HandlerUse[]): Callers {
  const seen = new Set<object>()
  const known = new Map<Region, Look[]>()
  const isCalled = inRegion(regions[0]!)

  function inRegion(region: Region): (handler: string, values: unknown) => boolean {
    let looks = known.get(region)
    if (!looks) {
      known.set(region, (looks = []))
      looks.push(...region.items.flatMap(ofItem))
    }
    return (handler, values) => looks.some((look) => look(handler, piecesOf(values)))
  }

  function ofItem(item: Item): Look[] {
    switch (item.kind) {
      case 'element':
        return [...ofElement(item), ...item.children.flatMap(ofItem)]
      case 'branch': {
        const bodies = item.branches.map(({ body }) => inRegion(body))
        return [
          (handler, values) => {
            const [chosen, inside] = piecesOf(values[item.slot])
            if (!item.isShared) return bodies[chosen as number]?.(handler, inside) === true
            return bodies.some((body, i) => body(handler, piecesOf(inside)[i]))
          },
        ]
      }
      case 'list':
        return item.kept ? [] : [ofList(item)]
      case 'call':
      case 'once': {
        const inside = inRegion(item.region)
        return [(handler, values) => inside(handler, values[item.slot])]
      }
      default:
        return []
    }
  }

  function ofList({ slot, row, empty }: ListItem): Look {
    const inRow = inRegion(row)
    const inEmpty = empty && inRegion(empty)
    return (handler, values) => {
      const rows = piecesOf(values[slot])
      if (rows[0] === 0) return inEmpty?.(handler, rows[1]) === true
      return rows.some((each) => inRow(handler, each))
    }
  }

  function ofElement({ element, attributes }: ElementItem): Look[] {
    return element.attributes.flatMap(({ name, value, slot, at }): Look[] => {
      if (!directiveOf(name)?.calls) return []
      seen.add(at)
      const number = slot ? attributes.get(slot)!.slot : null
      if (number === null) return [(handler) => isCallOf(handler, value)]
      return [(handler, values) => isCallOf(handler, values[number])]
    })
  }

  return {
    isCalled,
    unseen: uses.filter(({ at, directive }) => directiveOf(directive)?.calls && !seen.has(at)),
  }
}

/** Whether the value of an attribute names a handler, with or without parameters behind it, or has commands that call it. */
function isCallOf(handler: string, value: unknown): boolean {
  if (typeof value !== 'string') return false
  if (!value.startsWith('[')) return value.trim().split(/\s/, 1)[0] === handler
  const commands = JSON.parse(value) as readonly JSCommand[]
  return commands.some(([name, called]) => name === 'push' && called === handler)
}

/** What is in a slot, piece by piece; nothing where the browser is to keep what it has. */
function piecesOf(content: unknown): readonly unknown[] {
  return Array.isArray(content) && content[0] !== null ? content : nothing
}

const nothing: readonly unknown[] = []
