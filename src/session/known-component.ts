import type { Program } from '../render/program.ts'
import { type Component, LiveComponent, readComponentContext } from '../view/component.ts'
import type { LiveView } from '../view/live-view.ts'
import { isThenable } from './with-timeout.ts'

export type AnyComponent = Component<any>

/** What holds components: the view, or another component. */
export type Owner = LiveView | AnyComponent

/** What a page knows of a component that it shows, or has shown and still holds. */
export interface KnownComponent {
  readonly component: AnyComponent
  owner: Owner
  id: string
  /** The field that holds it by itself; null in a collection. */
  field: string | null
  /** Whether a template has made it, so that no field need hold it. */
  isMade: boolean
  isMounted: boolean
  /** What drew it last. */
  template: Program | null
  /** While it is mounted, or reads its context. */
  waiting: Promise<unknown> | null
  /** What its template reads in place of itself, in the turn `readIn`. */
  context: object | null
  readIn: number
  /** The last turn that drew it. */
  shownIn: number
}

export function knownComponent(component: AnyComponent, owner: Owner): KnownComponent {
  return {
    component,
    owner,
    id: '',
    field: null,
    isMade: false,
    isMounted: false,
    template: null,
    waiting: null,
    context: null,
    readIn: 0,
    shownIn: 0,
  }
}

/**
 * Mounts a component that was not drawn before, and reads its context for this turn.
 *
 * @returns what has to be waited for before it can be drawn; null when nothing
 */
export function prepare(known: KnownComponent, turn: number): Promise<unknown> | null {
  if (known.waiting === null && !known.isMounted) {
    const { component } = known
    const mounting =
      component instanceof LiveComponent ? component.mount(component.props) : undefined
    if (isThenable(mounting)) wait(known, mounting, () => (known.isMounted = true))
    else known.isMounted = true
  }
  if (known.waiting === null && known.readIn !== turn) {
    const read = (context: object | null): void => {
      known.context = context
      known.readIn = turn
    }
    const context = readComponentContext(known.component)
    if (isThenable(context)) wait(known, context, read)
    else read(context)
  }
  return known.waiting
}

function wait<T>(known: KnownComponent, promise: PromiseLike<T>, then: (result: T) => void): void {
  known.waiting = Promise.resolve(promise)
    .then(then)
    .finally(() => {
      known.waiting = null
    })
  // Who waits for it gets the error; a render that fails meanwhile has one of its own.
  known.waiting.catch(() => {})
}
