import { describePart, Part, type PartDescription } from '../shared/part.ts'
import { DjustError } from '../shared/errors.ts'
import type { JSChain } from '../shared/js.ts'
import type { ClientEvents, EventPayload } from '../shared/register.ts'
import { type OwnContext, publicData, resolveName } from './own-names.ts'
import { consume, provide } from './provided.ts'
import { addRoot } from './roots.ts'
import { templateOf } from './template-of.ts'
import { noPlace, uniqueId } from './unique-id.ts'
import type { ViewStatics } from './view-options.ts'

/** Props that all may be left out may be left out together. */
export type PropsArgs<P> = {} extends P ? [props?: P] : [props: P]

/** What a component asks of the page that shows it. */
export interface ComponentHost {
  readonly id: string
  triggerUpdate(): void
  sendParent(event: string, data: unknown): void
  pushEvent(event: string, payload: unknown): void
  pushCommands(commands: JSChain): void
  /** Those around it, the nearest first. */
  owners(): readonly object[]
}

let readHost: (component: Component<any>) => ComponentHost | null
let setHost: (component: Component<any>, host: ComponentHost | null) => void
let setProps: (component: Component<any>, props: object) => void

/**
 * A piece of a page with a template and values of its own. Its public fields are what its template reads, its handlers
 * are what the browser may call.
 *
 * ```ts
 * class Badge extends Component<{ count: number }> {
 *   static template = '<span class="badge">{{ props.count }}</span>'
 * }
 * ```
 */
export abstract class Component<
  P extends object = {},
> extends (Part as unknown as (abstract new () => Part) & ViewStatics) {
  static {
    addRoot(this.prototype)
    readHost = (component) => component.#host
    setHost = (component, host) => {
      component.#host = host
    }
    setProps = (component, props) => {
      ;(component as { props: object }).props = props
    }
  }

  /** What it was made with. */
  readonly props: P
  #host: ComponentHost | null = null

  constructor(...[props]: PropsArgs<P>) {
    super()
    this.props = (props ?? {}) as P
  }

  /**
   * Names it in its page: the field that holds it, such as `alert`, or `rows.3` and `cells.a` in arrays and Maps. Empty
   * until a page has shown it.
   */
  get componentId(): string {
    return this.#host?.id ?? ''
  }

  /**
   * An id for an element of its template: the same each time, and another for each component of the page.
   *
   * @param suffix tells its elements apart
   * @throws {DjustError} `no_place_yet` before a page shows it
   */
  uniqueId(suffix = ''): string {
    if (this.componentId === '') throw noPlace(this, 'uniqueId()')
    return uniqueId(this.componentId, suffix)
  }

  /** Lets the components that this one holds, and those in them, consume a value. */
  provideContext(name: string, value: unknown): void {
    provide(this, name, value)
  }

  /**
   * What the nearest of those around it provides under a name: a component that holds it, or the view.
   *
   * @param otherwise what it is where nobody does; without it, that is an error
   * @throws {DjustError} `context_not_provided`, or `no_place_yet` before a page shows it
   */
  consumeContext<T = unknown>(name: string, ...otherwise: [otherwise?: T]): T {
    if (!this.#host) throw noPlace(this, 'consumeContext()')
    return consume(this, this.#host.owners(), name, otherwise) as T
  }

  /** Where it is drawn without a page, as in a mail. */
  [describePart](): PartDescription {
    const Class = this.constructor as ComponentClass
    return {
      name: Class.name,
      template: templateOf(Class),
      read: (name) => resolveName(this, contextNow(this), name),
    }
  }
}

/** A component with a state of its own, which lives as long as its page holds it. */
export abstract class LiveComponent<P extends object = {}> extends Component<P> {
  static {
    addRoot(this.prototype)
  }

  // biome-ignore-start lint/correctness/noUnusedFunctionParameters: they name what authors receive

  /** Runs once, before it is first drawn, for what needs I/O. */
  mount(props: P): void | Promise<void> {}

  /**
   * Runs in place of `mount` when its page goes on from what was stored: it was made with its props, and its fields have
   * been set to what they were. For what `static transient` names.
   */
  restored(): void | Promise<void> {}

  /** Runs when its page no longer holds it, or ends. */
  unmount(): void {}

  /** Receives what a component that this one holds sends with `sendParent`. */
  handleComponentEvent(event: string, data: any, sender: Component<any>): void | Promise<void> {}

  // biome-ignore-end lint/correctness/noUnusedFunctionParameters: they name what authors receive

  /**
   * Says what the template may read, before every render. Overridden, its result is all of it; spread
   * `super.getContextData()` to add to the component's own public fields and getters.
   */
  getContextData(): object & OwnContext {
    return publicData(LiveComponent.prototype, this)
  }

  /** Names the event whose handler runs, as `eventId` of the view does. */
  get eventId(): string | null {
    const view = readHost(this)?.owners().at(-1) as { readonly eventId?: string | null } | undefined
    return view?.eventId ?? null
  }

  /** Shows what changed in it outside of an event: after a timer, say. */
  triggerUpdate(): void {
    readHost(this)?.triggerUpdate()
  }

  /** Tells the page's own scripts, as `pushEvent` of the view does. */
  pushEvent<const E extends keyof ClientEvents & string>(
    event: E,
    ...payload: EventPayload<E>
  ): void {
    readHost(this)?.pushEvent(event, payload[0])
  }

  /** Has the browser do commands, as `pushCommands` of the view does. */
  pushCommands(commands: JSChain): void {
    readHost(this)?.pushCommands(commands)
  }

  /** Tells its owner, the view or component that holds it, in `handleComponentEvent`. */
  sendParent(event: string, data?: unknown): void {
    readHost(this)?.sendParent(event, data)
  }
}

/** A class of components. */
export type ComponentClass = (abstract new (
  ...args: any[]
) => Component<any>) & {
  prototype: Component<any>
}

/** Whether a value is a class of components. */
export function isComponentClass(value: unknown): value is ComponentClass {
  return typeof value === 'function' && value.prototype instanceof Component
}

/** Gives a component the page that shows it, or takes it away. */
export function attachComponent(component: Component<any>, host: ComponentHost | null): void {
  setHost(component, host)
}

/** Gives a component other props. */
export function renewProps(component: Component<any>, props: object): void {
  setProps(component, props)
}

/**
 * What a component's `getContextData` gives, or null when its class does not override it: then names are read from the
 * component itself.
 */
export function readComponentContext(
  component: Component<any>,
): object | null | Promise<object | null> {
  if (!(component instanceof LiveComponent)) return null
  if (component.getContextData === LiveComponent.prototype.getContextData) return null
  const context: unknown = component.getContextData()
  return isPromise(context)
    ? context.then((settled) => checkContext(component, settled))
    : checkContext(component, context)
}

function checkContext(component: Component<any>, context: unknown): object {
  if (typeof context === 'object' && context !== null) return context
  throw new DjustError(
    'bad_context',
    `getContextData() of ${component.constructor.name} returned ${String(context)}. ` +
      'Return an object: its properties are what the template may read.',
  )
}

function contextNow(component: Component<any>): object | null {
  const context = readComponentContext(component)
  if (!isPromise(context)) return context
  throw new DjustError(
    'bad_context',
    `getContextData() of ${component.constructor.name} is async, and a text such as a mail cannot wait for it. ` +
      'Read what it needs before the text is drawn.',
  )
}

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise
}
