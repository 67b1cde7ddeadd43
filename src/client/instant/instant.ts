import { evaluate, type Value } from '../../expr/evaluate.ts'
import type { Expr } from '../../expr/expression.ts'
import type { LayoutAct, LayoutItem, PageLayout } from '../../wire/layout.ts'
import type { SharedState } from '../../wire/patch.ts'
import { patching } from '../around-patch.ts'
import { type LiveRegion, type LiveSlot, Miss } from '../live/slot.ts'
import type { Params } from '../params.ts'
import type { UserEvent } from '../user-event.ts'

/** A region with places that the browser works out. */
interface Watched {
  readonly region: WeakRef<LiveRegion>
  readonly places: readonly (number | Expr)[]
  readonly state: StateSlot | undefined
}

type Values = Record<string, Value>

let watched: Watched[] = []
/** Where those who have fields have them, by the id of the component; that of the page is empty. */
let owners: Record<string, StateSlot> = {}
/** Fields that the browser keeps, each with the event that tells of it, until that is answered. */
const kept = new Map<string, { value: Value; carrier?: UserEvent }>()
/** Events that are not answered. */
const waiting = new Set<UserEvent>()
/** Those that are held back for a while, and shown already: one of each element and directive. */
const held = new Set<UserEvent>()
/** Whether places may have to show something else. */
let isDue = false

/** Values that the browser works with, in a comment at the end of their region. */
export class StateSlot implements LiveSlot {
  readonly #comment: Comment
  values: SharedState
  /** What the browser does when handlers of their owner are called. */
  acts: Readonly<Record<string, LayoutAct>> = {}

  constructor(comment: Comment) {
    this.#comment = comment
    this.values = JSON.parse(comment.data || '{}')
  }

  patch(values: SharedState): void {
    this.fill(values)
  }

  /** What the server changes by itself is not the browser's any more. */
  fill(values: SharedState, isNew?: boolean): void {
    for (const name of isNew || waiting.size ? [] : kept.keys())
      if (values[name] !== this.values[name]) kept.delete(name)
    this.values = values
    isDue = true
  }

  nodes(): readonly ChildNode[] {
    return [this.#comment]
  }
}

/** Notes what is worked out in a region whose slots were found just now. */
export function found(
  region: LiveRegion,
  items: readonly LayoutItem[],
  { regions, shared }: PageLayout,
): void {
  if (!shared) return
  const index = regions.indexOf(items)
  const state = region.slots.find((slot) => slot instanceof StateSlot)
  if (state && !index) {
    owners[idOf(state.values)] = state
    state.acts = shared.acts
  }
  const places = shared.places[index]
  if (places) watched.push({ region: new WeakRef(region), places, state })
  isDue ||= kept.size + waiting.size + held.size > 0
}

/** Another view comes into the page. */
export function forget(): void {
  watched = []
  owners = {}
  kept.clear()
  waiting.clear()
  held.clear()
}

/** Shows what an event will do that is held back. It takes the place of one that will not be sent now. */
export function foresee(event: UserEvent): void {
  if (!actOf(event).set) return
  for (const other of held)
    if (other.trigger === event.trigger && other.directive === event.directive) held.delete(other)
  held.add(event)
  isDue = true
  show()
}

/**
 * Does what a call does in the browser.
 *
 * @returns the fields to tell with it; null where it is not sent
 */
export function take(event: UserEvent): Params | null {
  const { keep = [], isSent } = actOf(event)
  held.delete(event)
  each<string>(keep, (name, value) => {
    if (name in event.data || name in event.params)
      kept.set(name, { value: evaluate(value, readIn(event)) })
  })
  const told: Params = {}
  if (isSent !== 0) {
    waiting.add(event)
    for (const [name, each] of kept) {
      if (each.carrier) continue
      told[name] = each.value
      each.carrier = event
    }
  }
  isDue = true
  show()
  return isSent === 0 ? null : told
}

/** Takes back what was laid over the fields until an event is answered. */
export function answered(event: UserEvent): void {
  waiting.delete(event)
  for (const [name, { carrier }] of kept) if (carrier === event) kept.delete(name)
  isDue = true
  show()
}

/** Shows what is due. */
export function show(): void {
  if (!isDue) return
  isDue = false
  const predicted: Record<string, Values> = {}
  for (const event of [...waiting, ...held]) {
    const owner = ownerOf(event)
    const over = (predicted[owner] ??= {})
    const param = readIn(event)
    const field = reader(owners[owner]?.values ?? {}, over)
    each<string>(actOf(event).set ?? [], (name, value) => {
      over[name] = evaluate(value, (of) => (of[0] === '$' ? param(of) : field(of)))
    })
  }
  patching(() => {
    watched = watched.filter(({ region, places, state }) => {
      const shown = region.deref()
      const own = state?.values
      // A component has its own fields in each region; any other values are beside those of the page.
      const values = own && '_id' in own ? own : { ...owners['']?.values, ...own }
      const read = reader(values, predicted[idOf(values)] ?? {})
      each<number>(places, (slot, value) => {
        try {
          shown?.slots[slot]?.fill(evaluate(value, read))
        } catch (error) {
          // It is no longer in the page.
          if (!(error instanceof Miss)) throw error
        }
      })
      return shown
    })
  })
}

/** Whose handler it calls. */
function ownerOf({ handler, data }: UserEvent): string {
  return owners['']?.acts[handler] ? '' : ((data.componentId ?? '') as string)
}

function actOf(event: UserEvent): LayoutAct {
  return owners[ownerOf(event)]?.acts[event.handler] ?? {}
}

function idOf({ _id = '' }: SharedState): string {
  return _id as string
}

/** @param pairs names or numbers, and expressions, in turn */
function each<Key extends string | number>(
  pairs: readonly unknown[],
  act: (key: Key, value: Expr) => void,
): void {
  for (let i = 0; i < pairs.length; i += 2) act(pairs[i] as Key, pairs[i + 1] as Expr)
}

/** Reads parameters of an event: they have a `$` before their names. */
function readIn({ params, data }: UserEvent): (name: string) => Value {
  return (name) => ({ ...data, ...params })[name.slice(1)] as Value
}

/** Reads fields: what is predicted, else what the browser keeps, else what the server says. */
function reader(state: SharedState, over: Values): (name: string) => Value {
  return (name) =>
    name in over ? over[name] : ((kept.has(name) ? kept.get(name)!.value : state[name]) as Value)
}
