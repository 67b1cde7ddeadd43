import { evaluate, type NumberFormat, type Value } from '../../expr/evaluate.ts'
import type { Expr } from '../../expr/expression.ts'
import type { LayoutAct, LayoutItem, PageLayout } from '../../wire/layout.ts'
import type { SharedState } from '../../wire/patch.ts'
import { type LiveRegion, Miss } from '../live/slot.ts'
import type { Params } from '../params.ts'
import type { UserEvent } from '../user-event.ts'

/** Where values are that the browser works with. */
export interface State {
  readonly values: SharedState
}

/** A region with places that the browser works out. */
interface Watched {
  readonly region: WeakRef<LiveRegion>
  readonly places: readonly (number | Expr)[]
  readonly state: State | undefined
}

/** One who has fields: the page itself, or a component in it. */
interface Owner {
  readonly state: State
  readonly acts: Readonly<Record<string, LayoutAct>>
}

/** A value that the browser keeps. */
interface Kept {
  readonly value: Value
  /** Names the event that told of it, until that is answered. */
  carrier?: object
  /** What an event tells that is not answered yet, where it has changed since. */
  readonly told?: Value
}

/** What a call is expected to change, until it is answered. */
interface Prediction {
  readonly owner: string
  readonly set: readonly Expr[]
  readonly params: Params
}

let watched: Watched[] = []
/** By the id of the component; that of the page is empty. */
const owners = new Map<string, Owner>()
const kept = new Map<string, Kept>()
const predictions = new Set<Prediction>()
/** Whether places may have to show something else. */
let isDue = false

/** Notes what is worked out in a region whose slots were found just now. */
export function found(
  region: LiveRegion,
  items: readonly LayoutItem[],
  { regions, shared }: PageLayout,
): void {
  if (!shared) return
  const index = regions.indexOf(items)
  const state = region.slots.find((slot) => 'values' in slot) as State | undefined
  const id = state?.values._id ?? ''
  if (state && index === 0) owners.set(String(id), { state, acts: shared.acts })
  const places = shared.places[index]
  if (!places) return
  watched.push({ region: new WeakRef(region), places, state })
  isDue ||= kept.size + predictions.size > 0
}

/** Another view comes into the page. */
export function forget(): void {
  watched = []
  for (const each of [owners, kept, predictions]) each.clear()
}

/** The server has said what is in fields: what it has changed is not the browser's any more. */
export function stateChanged(before: SharedState, now: SharedState): void {
  isDue = true
  for (const [name, { carrier, told }] of kept) {
    if (name in now && now[name] !== before[name] && !carrier && now[name] !== told)
      kept.delete(name)
  }
}

/**
 * Does at once what a call changes in the browser.
 *
 * @returns what to send along, and what to do once it is answered; null where nothing is to be sent
 */
export function take({
  handler,
  params,
  data,
}: UserEvent): { kept: Params; answered(): void } | null {
  const id = String(data.componentId ?? '')
  const owner = owners.get('')?.acts[handler] ? '' : id
  const { set, keep = [], isSent = 1 } = owners.get(owner)?.acts[handler] ?? {}
  const given = { ...data, ...params }
  for (let i = 0; i < keep.length; i += 2) {
    const name = keep[i] as string
    if (!(name in given)) continue
    const last = kept.get(name)
    const value = evaluate(keep[i + 1]!, (param) => given[param.slice(1)] as Value)
    kept.set(name, { value, told: last?.carrier ? last.value : last?.told })
    isDue = true
  }
  if (!isSent) {
    show()
    return null
  }
  const told: Params = {}
  const carrier = {}
  for (const [name, each] of kept) {
    if (each.carrier) continue
    told[name] = each.value
    each.carrier = carrier
  }
  const prediction = set && { owner, set, params: given }
  if (prediction) {
    predictions.add(prediction)
    isDue = true
  }
  show()
  return {
    kept: told,
    answered() {
      if (prediction) isDue = predictions.delete(prediction)
      for (const [name, each] of kept) {
        if (each.carrier === carrier) isDue = kept.delete(name)
      }
      show()
    },
  }
}

/** Shows what is due. */
export function show(): void {
  if (!isDue) return
  isDue = false
  const predicted = new Map<string, Map<string, Value>>()
  for (const { owner, set, params } of predictions) {
    const state = owners.get(owner)?.state.values ?? {}
    const values = predicted.get(owner) ?? new Map<string, Value>()
    predicted.set(owner, values)
    const read = (name: string): Value =>
      name[0] === '$' ? (params[name.slice(1)] as Value) : valueOf(name, state, values)
    for (let i = 0; i < set.length; i += 2)
      values.set(set[i] as string, evaluate(set[i + 1]!, read))
  }
  watched = watched.filter((each) => {
    const region = each.region.deref()
    if (region) showIn(region, each, predicted)
    return region
  })
}

function showIn(
  region: LiveRegion,
  { places, state }: Watched,
  predicted: ReadonlyMap<string, ReadonlyMap<string, Value>>,
): void {
  const root = owners.get('')?.state.values
  // A component has its own fields in each region; what else a region was given is beside those of the page.
  const own = state?.values
  const values = own && '_id' in own ? own : { ...root, ...own }
  const over = predicted.get(String(values._id ?? ''))
  const read = (name: string): Value => valueOf(name, values, over)
  for (let i = 0; i < places.length; i += 2) {
    const value = evaluate(places[i + 1]!, read, values._n as NumberFormat | undefined)
    const slot = region.slots[places[i] as number]
    try {
      slot?.fill(value)
    } catch (error) {
      // It is gone: its region is no longer shown.
      if (!(error instanceof Miss)) throw error
    }
  }
}

function valueOf(
  name: string,
  state: SharedState,
  over: ReadonlyMap<string, Value> | undefined,
): Value {
  if (over?.has(name)) return over.get(name)
  const own = kept.get(name)
  return own ? own.value : (state[name] as Value)
}
