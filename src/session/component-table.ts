import type { Program } from '../render/program.ts'
import { itemKey } from '../render/helpers.ts'
import type { OpenedPart, PartSource, RenderInput } from '../render/render-input.ts'
import { HandlerError, TemplateError } from '../shared/errors.ts'
import type { Part } from '../shared/part.ts'
import { partClass } from '../shared/part-registry.ts'
import {
  attachComponent,
  type Component,
  type ComponentClass,
  LiveComponent,
  readComponentContext,
  renewProps,
} from '../view/component.ts'
import { handlerFor, type HandlerEntry, handlersOf } from '../view/handler-table.ts'
import { resolveName } from '../view/own-names.ts'
import type { LiveView } from '../view/live-view.ts'
import type { ReadName } from '../render/variants.ts'
import { findComponents } from './find-components.ts'
import { GivenLayouts } from './given-layouts.ts'
import type { OtherNames } from './template-names.ts'

type AnyComponent = Component<any>

/** What holds components: the view, or another component. */
export type Owner = LiveView | AnyComponent

/** What the session does for components. */
export interface ComponentSite {
  programOf(Class: ComponentClass, read: ReadName): Program
  triggerUpdate(): void
  /** Something waits in `messages`. */
  hasMessage(): void
  /** Whether a template may name a handler that nobody has. */
  refusesDeadHandlers: boolean
  log(message: string, error?: unknown): void
}

/** What a template names: a component, its props, and what tells it from others of the name. */
interface Wanted {
  readonly name: string
  readonly props: object
  readonly place: readonly unknown[]
}

/** What a page knows of a component that it shows, or has shown and still holds. */
interface Known {
  readonly component: AnyComponent
  owner: Owner
  id: string
  /** The field that holds it by itself; null in a collection. */
  field: string | null
  isMounted: boolean
  /** While it is mounted, or reads its context. */
  waiting: Promise<unknown> | null
  /** What its template reads in place of itself, in the turn `readIn`. */
  context: object | null
  readIn: number
  /** The last turn that drew it. */
  shownIn: number
}

/**
 * The components of one page: each has an id by which events find it, is mounted once, and is let go when the state no
 * longer holds it. A component becomes known when it is first drawn; nothing looks for components before that.
 */
export class ComponentTable {
  readonly #view: LiveView
  readonly #site: ComponentSite
  readonly #known = new Map<AnyComponent, Known>()
  readonly #byId = new Map<string, Known>()
  /** What owners hold, as found in this turn. */
  readonly #held = new Map<Owner, Map<AnyComponent, string>>()
  /** Numbers of rows that have no key. */
  readonly #numbers = new WeakMap<object, number>()
  #lastNumber = 0
  readonly #checked = new Map<Program, Set<Owner>>()
  /** What components have sent to their owners, who are not told yet. */
  readonly messages: (() => unknown)[] = []
  readonly layouts = new GivenLayouts()
  /** Draws the components that the view's template shows. */
  readonly viewParts: PartSource
  /** The names that every template has. */
  others: OtherNames = nobody
  #turn = 1
  #viewContext: object | null
  #waiting: Promise<unknown>[] = []

  /** @param context what the view's template reads in place of the view */
  constructor(view: LiveView, site: ComponentSite, context: object | null) {
    this.#view = view
    this.#site = site
    this.#viewContext = context
    this.viewParts = this.#source(view)
  }

  // ── drawing ────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Begins a turn: contexts are read anew, and what changed in the state is seen.
   *
   * @param context what the view's template reads in place of the view
   */
  begin(context: object | null): void {
    this.#turn++
    this.#viewContext = context
    this.#held.clear()
    this.#waiting = []
  }

  /** What a render was not able to wait for; it has to be done again after that. */
  takeWaiting(): Promise<unknown>[] {
    return this.#waiting.splice(0)
  }

  /** @param owner whose template shows them */
  #source(owner: Owner): PartSource {
    const open = (part: Part, input: RenderInput): OpenedPart<Program> | null =>
      this.#open(part as AnyComponent, input, owner)
    const make = (name: string, props: object, place: readonly unknown[]): AnyComponent =>
      this.#make(owner, { name, props, place })
    return { open, openPlain: open, make }
  }

  #open(component: AnyComponent, input: RenderInput, owner: Owner): OpenedPart<Program> | null {
    const known = this.#know(component, owner)
    if (!this.#isReady(known)) return null
    const Class = component.constructor as ComponentClass
    const read: ReadName = (name) =>
      resolveName(component, known.context, name, (other) =>
        other === 'component_id' || other === 'componentId' ? known.id : this.others.read(other),
      )
    const template = this.#site.programOf(Class, read)
    this.layouts.use(template)
    this.#checkHandlers(template, known)
    return {
      template,
      input: { ...input, read, parts: this.#source(component) },
      identity: component instanceof LiveComponent ? component : Class,
    }
  }

  /** A component that a template names: one with a state stays as long as its place is drawn. */
  #make(owner: Owner, { name, props, place }: Wanted): AnyComponent {
    const Class = partClass(name) as new (props: object) => AnyComponent
    const around = owner === this.#view ? '' : `${this.#idOf(owner)}.`
    const keys = place.map((item) => this.#keyOf(itemKey(item)))
    const id = `${around}${name}-${keys.join('.')}`
    const made = this.#byId.get(id)
    if (made && made.component instanceof LiveComponent && made.component.constructor === Class) {
      renewProps(made.component, props)
      return made.component
    }
    if (made) this.#drop(made)
    const component = new Class(props)
    const known = this.#add(component, owner)
    known.id = id
    this.#byId.set(id, known)
    return component
  }

  /** The key of a row, as part of an id: objects without one are numbered. */
  #keyOf(key: unknown): string {
    if ((typeof key !== 'object' && typeof key !== 'function') || key === null) return String(key)
    let number = this.#numbers.get(key)
    if (number === undefined) this.#numbers.set(key, (number = ++this.#lastNumber))
    return `(${number})`
  }

  /** Whether it can be drawn now; if not, what it waits for is noted. */
  #isReady(known: Known): boolean {
    if (known.waiting === null && !known.isMounted) {
      const { component } = known
      const mounting =
        component instanceof LiveComponent ? component.mount(component.props) : undefined
      if (isPromise(mounting)) this.#await(known, mounting, () => (known.isMounted = true))
      else known.isMounted = true
    }
    if (known.waiting === null && known.readIn !== this.#turn) {
      const read = (context: object | null): void => {
        known.context = context
        known.readIn = this.#turn
      }
      const context = readComponentContext(known.component)
      if (isPromise(context)) this.#await(known, context, read)
      else read(context)
    }
    if (known.waiting !== null) this.#waiting.push(known.waiting)
    return known.waiting === null
  }

  #await<T>(known: Known, promise: PromiseLike<T>, then: (result: T) => void): void {
    known.waiting = Promise.resolve(promise)
      .then(then)
      .finally(() => {
        known.waiting = null
      })
    // Who waits for it gets the error; a render that fails meanwhile has one of its own.
    known.waiting.catch(() => {})
  }

  /** A handler that a component's template names is its own, or one of those that hold it. */
  #checkHandlers(template: Program, { component, owner }: Known): void {
    const checked = this.#checked.get(template) ?? new Set()
    if (checked.has(owner)) return
    this.#checked.set(template, checked.add(owner))
    const owners = [component, ...this.#ownersOf(component)]
    for (const { name, directive, at } of template.compiled.handlers) {
      if (owners.some((each) => handlersOf(each).has(name))) continue
      const error = new TemplateError(
        'unknown_handler',
        `${directive}="${name}": neither ${owners.map(nameOf).join(' nor ')} has a handler of that name. ` +
          `Write it in ${nameOf(component)}, or in ${nameOf(this.#view)} for all its components.`,
        at,
      )
      if (this.#site.refusesDeadHandlers) throw error
      this.#site.log(`A component of ${nameOf(this.#view)} has a handler that is not there`, error)
    }
  }

  // ── ids ────────────────────────────────────────────────────────────────────────────────────────────────────

  #know(component: AnyComponent, owner: Owner): Known {
    const known = this.#known.get(component) ?? this.#add(component, owner)
    known.shownIn = this.#turn
    const isNamed =
      known.field === null ? known.id !== '' : fieldOf(known.owner, known.field) === component
    if (!isNamed) this.#name(known, owner)
    return known
  }

  #add(component: AnyComponent, owner: Owner): Known {
    const site = this.#site
    const known: Known = {
      component,
      owner,
      id: '',
      field: null,
      isMounted: false,
      waiting: null,
      context: null,
      readIn: 0,
      shownIn: 0,
    }
    this.#known.set(component, known)
    attachComponent(known.component, {
      get id() {
        return known.id
      },
      triggerUpdate: () => site.triggerUpdate(),
      sendParent: (event, data) => {
        const receiver = this.#receiverOf(component)
        this.messages.push(() => receiver.handleComponentEvent(event, data, component))
        site.hasMessage()
      },
    })
    return known
  }

  /** The nearest of those around a component that may be told something. */
  #receiverOf(component: AnyComponent): LiveView | LiveComponent<any> {
    const isReceiver = (owner: Owner) => owner === this.#view || owner instanceof LiveComponent
    return this.#ownersOf(component).find(isReceiver) as LiveView | LiveComponent<any>
  }

  /** Names a component after where it is held: by whose template shows it, or else by those around. */
  #name(known: Known, shownBy: Owner): void {
    const holders = [shownBy, ...this.#ownersOf(shownBy)].flatMap((owner) => {
      const path = this.#heldBy(owner).get(known.component)
      return path === undefined ? [] : [{ owner, path }]
    })
    // What a component was given is somebody else's, unless nobody else has it.
    const holder = holders.find(({ path }) => !path.startsWith('props.')) ?? holders[0]
    if (!holder) return this.#setId(known, '')
    const { owner, path } = holder
    known.owner = owner
    known.field = path.includes('.') ? null : path
    this.#setId(known, owner === this.#view ? path : `${this.#idOf(owner)}.${path}`)
  }

  #setId(known: Known, wanted: string): void {
    if (this.#byId.get(known.id) === known) this.#byId.delete(known.id)
    known.id = this.#freeId(known, wanted)
    if (known.id !== '') this.#byId.set(known.id, known)
  }

  /** The id itself; in a list that has shifted, where another component still has it, the next number. */
  #freeId(known: Known, wanted: string): string {
    const holder = this.#byId.get(wanted)
    if (!holder || known.field !== null || !this.#isHeld(holder)) return wanted
    const [, start, number] = /^(.*?)(\d*)$/.exec(wanted)!
    for (let next = Number(number) + 1; ; next++) {
      if (!this.#byId.has(`${start}${next}`)) return `${start}${next}`
    }
  }

  #idOf(owner: Owner): string {
    return this.#known.get(owner as AnyComponent)?.id ?? ''
  }

  /** Those around a component, the nearest first; the view last. */
  #ownersOf(component: Owner): Owner[] {
    const owner = this.#known.get(component as AnyComponent)?.owner
    return owner ? [owner, ...this.#ownersOf(owner)] : []
  }

  #heldBy(owner: Owner): Map<AnyComponent, string> {
    let held = this.#held.get(owner)
    if (!held) {
      const context =
        owner === this.#view ? this.#viewContext : this.#known.get(owner as AnyComponent)?.context
      held = context ? findComponents(owner, context) : findComponents(owner)
      this.#held.set(owner, held)
    }
    return held
  }

  #isHeld({ component, owner, field }: Known): boolean {
    if (owner !== this.#view && !this.#known.has(owner as AnyComponent)) return false
    if (field !== null && fieldOf(owner, field) === component) return true
    return this.#heldBy(owner).has(component)
  }

  // ── events ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** The component of an id that a browser may have sent. */
  find(id: string): AnyComponent | undefined {
    const known = this.#byId.get(id)
    if (known) return known.component
    // The state may have changed since it was looked through.
    this.#held.clear()
    for (const [component, path] of this.#heldBy(this.#view)) {
      if (path === id && !this.#known.has(component)) {
        return this.#know(component, this.#view).component
      }
    }
    return undefined
  }

  /**
   * Finds what an event runs: the view's own handler; or that of the component it comes from, or of those that hold it.
   *
   * @param id of that component; empty when it comes from none
   * @throws {HandlerError} `not_callable`
   */
  handlerFor(name: string, id: string): { owner: Owner; entry: HandlerEntry } {
    const component = id === '' ? undefined : this.find(id)
    const owners = component ? [component, ...this.#ownersOf(component)] : []
    for (const owner of [this.#view, ...owners]) {
      const entry = handlersOf(owner).get(name)
      if (entry) return { owner, entry }
    }
    if (id !== '' && !component) {
      throw new HandlerError(
        'not_callable',
        `${nameOf(this.#view)} has no handler "${name}", and the page holds no component "${id}" any more.`,
      )
    }
    return { owner: this.#view, entry: handlerFor(component ?? this.#view, name) }
  }

  // ── the end ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Lets go of what the state no longer holds. */
  sweep(): void {
    for (const known of this.#known.values()) {
      if (known.shownIn !== this.#turn && !this.#isHeld(known)) this.#drop(known)
    }
  }

  /** Lets go of all. */
  end(): void {
    for (const known of this.#known.values()) this.#drop(known)
  }

  #drop(known: Known): void {
    const { component } = known
    this.#known.delete(component)
    if (this.#byId.get(known.id) === known) this.#byId.delete(known.id)
    try {
      if (component instanceof LiveComponent && known.isMounted) component.unmount()
    } catch (error) {
      this.#site.log(`${nameOf(component)}.unmount() failed`, error)
    }
    attachComponent(component, null)
  }
}

const nobody: OtherNames = { read: () => undefined, giverOf: () => null }

function fieldOf(owner: Owner, field: string): unknown {
  return Object.getOwnPropertyDescriptor(owner, field)?.value
}

function nameOf(owner: Owner): string {
  return owner.constructor.name
}

function isPromise(value: unknown): value is PromiseLike<any> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}
