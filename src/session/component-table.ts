import type { Program } from '../render/program.ts'
import { itemKey } from '../render/helpers.ts'
import type { OpenedPart, PartSource, RenderInput } from '../render/render-input.ts'
import { HandlerError, TemplateError } from '../shared/errors.ts'
import type { JSChain } from '../shared/js.ts'
import type { Part } from '../shared/part.ts'
import { partClass } from '../shared/part-registry.ts'
import {
  attachComponent,
  type ComponentClass,
  LiveComponent,
  renewProps,
} from '../view/component.ts'
import { handlerFor, type HandlerEntry, handlersOf } from '../view/handler-table.ts'
import { checkModelFields } from '../view/models.ts'
import { resolveName } from '../view/own-names.ts'
import type { LiveView } from '../view/live-view.ts'
import type { ReadName } from '../render/variants.ts'
import { ComponentIds } from './component-ids.ts'
import { checkUploads } from './upload-fields.ts'
import { GivenLayouts } from './given-layouts.ts'
import {
  type AnyComponent,
  knownComponent,
  type KnownComponent,
  type Owner,
  prepare,
} from './known-component.ts'
import type { ComponentPlace, RestoredComponent } from './stored-components.ts'
import type { OtherNames } from './template-names.ts'

/** What the session does for components. */
export interface ComponentSite {
  programOf(Class: ComponentClass, read: ReadName): Program
  triggerUpdate(): void
  pushEvent(event: string, payload: unknown): void
  pushCommands(commands: JSChain): void
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

/**
 * The components of one page: each has an id by which events find it, is mounted once, and is let go when the state no
 * longer holds it. A component becomes known when it is first drawn; nothing looks for components before that.
 */
export class ComponentTable {
  readonly #view: LiveView
  readonly #site: ComponentSite
  readonly #ids: ComponentIds
  /** Numbers of rows that have no key. */
  readonly #numbers = new WeakMap<object, number>()
  #lastNumber = 0
  readonly #checked = new WeakMap<Program, WeakSet<Owner>>()
  /** What components have sent to their owners, who are not told yet. */
  readonly messages: (() => unknown)[] = []
  readonly layouts = new GivenLayouts()
  /** Draws the components that the view's template shows. */
  readonly viewParts: PartSource
  /** The names that every template has. */
  others: OtherNames = nobody
  #turn = 1
  #waiting: Promise<unknown>[] = []

  /** @param context what the view's template reads in place of the view */
  constructor(view: LiveView, site: ComponentSite, context: object | null) {
    this.#view = view
    this.#site = site
    this.#ids = new ComponentIds(view)
    this.#ids.look(context)
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
    this.#ids.look(context)
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
    const waiting = prepare(known, this.#turn)
    if (waiting !== null) {
      this.#waiting.push(waiting)
      return null
    }
    const Class = component.constructor as ComponentClass
    const read: ReadName = (name) =>
      resolveName(component, known.context, name, (other) =>
        other === 'component_id' || other === 'componentId' ? known.id : this.others.read(other),
      )
    const template = this.#site.programOf(Class, read)
    this.layouts.use(template)
    this.#checkHandlers(template, known)
    if (known.template !== template) {
      checkModelFields(template.compiled.models, component)
      checkUploads(template.compiled.uploads, component)
    }
    known.template = template
    return {
      template,
      input: { ...input, read, parts: this.#source(component) },
      identity: component instanceof LiveComponent ? component : Class,
    }
  }

  /** A component that a template names: one with a state stays as long as its place is drawn. */
  #make(owner: Owner, { name, props, place }: Wanted): AnyComponent {
    const Class = partClass(name) as new (props: object) => AnyComponent
    const around = owner === this.#view ? '' : `${this.#ids.idOf(owner)}.`
    const keys = place.map((item) => this.#keyOf(itemKey(item)))
    const id = `${around}${name}-${keys.join('.')}`
    const made = this.#ids.withId(id)
    if (made && made.component instanceof LiveComponent && made.component.constructor === Class) {
      renewProps(made.component, props)
      return made.component
    }
    if (made) this.#drop(made)
    const component = new Class(props)
    const known = this.#add(component, owner)
    known.isMade = true
    this.#ids.setId(known, id)
    return component
  }

  /** The key of a row, as part of an id: objects without one are numbered. */
  #keyOf(key: unknown): string {
    if ((typeof key !== 'object' && typeof key !== 'function') || key === null) return String(key)
    let number = this.#numbers.get(key)
    if (number === undefined) this.#numbers.set(key, (number = ++this.#lastNumber))
    return `(${number})`
  }

  /** A handler that a component's template names is its own, or one of those that hold it. */
  #checkHandlers(template: Program, { component, owner }: KnownComponent): void {
    const checked = this.#checked.get(template) ?? new WeakSet()
    if (checked.has(owner)) return
    this.#checked.set(template, checked.add(owner))
    const owners = [component, ...this.#ids.ownersOf(component)]
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

  #know(component: AnyComponent, owner: Owner): KnownComponent {
    const known = this.#ids.get(component) ?? this.#add(component, owner)
    known.shownIn = this.#turn
    this.#ids.name(known, owner)
    return known
  }

  #add(component: AnyComponent, owner: Owner): KnownComponent {
    const site = this.#site
    const known = knownComponent(component, owner)
    this.#ids.add(known)
    attachComponent(component, {
      get id() {
        return known.id
      },
      triggerUpdate: () => site.triggerUpdate(),
      pushEvent: (event, payload) => site.pushEvent(event, payload),
      pushCommands: (commands) => site.pushCommands(commands),
      owners: () => this.#ids.ownersOf(component),
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
    return this.#ids.ownersOf(component).find(isReceiver) as LiveView | LiveComponent<any>
  }

  /** The components that the page is known to hold. */
  known(): AnyComponent[] {
    return [...this.#ids.all()].map(({ component }) => component)
  }

  // ── the store ──────────────────────────────────────────────────────────────────────────────────────────────

  placeOf(component: AnyComponent): ComponentPlace | null {
    const known = this.#ids.get(component)
    if (!known) return null
    return { id: known.id, ownerId: this.#ids.idOf(known.owner), isMounted: known.isMounted }
  }

  /** Components with a state that templates have made. */
  get made(): AnyComponent[] {
    return [...this.#ids.all()]
      .filter(({ component, isMade }) => isMade && component instanceof LiveComponent)
      .map(({ component }) => component)
  }

  /**
   * Goes on with components that were made of what was stored.
   *
   * @returns those that have been mounted, the outer ones first
   */
  adopt(restored: readonly RestoredComponent[]): AnyComponent[] {
    // Those inside of others come first, and are to find their owners.
    for (const { component, place } of restored.toReversed()) {
      if (!place) continue
      const { id, ownerId, isMounted } = place
      const owner = this.#ids.withId(ownerId)?.component ?? this.#view
      const known = this.#add(component, owner)
      this.#ids.setId(known, id)
      known.field = this.#ids.fieldOf(known)
      known.isMade = !this.#ids.isHeld(known)
      known.isMounted = isMounted
    }
    return restored
      .toReversed()
      .filter(({ place }) => place?.isMounted)
      .map(({ component }) => component)
  }

  // ── events ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** The component of an id that a browser may have sent. */
  find(id: string): AnyComponent | undefined {
    const known = this.#ids.withId(id)
    if (known) return known.component
    const found = this.#ids.notYetDrawn(id)
    return found && this.#know(found, this.#view).component
  }

  /** Every component that is known. */
  get all(): readonly AnyComponent[] {
    return [...this.#ids.all()].map(({ component }) => component)
  }

  /** A component that is shown, by an id that a browser may have sent. */
  shown(id: string): KnownComponent | undefined {
    return this.#ids.withId(id)
  }

  /** A component that the render of this turn has drawn, to be drawn by itself; null for any other. */
  opened(id: string, input: RenderInput): OpenedPart<Program> | null {
    const known = this.#ids.withId(id)
    if (known?.shownIn !== this.#turn) return null
    return this.#open(known.component, input, known.owner)
  }

  /**
   * Finds what an event runs: the view's own handler; or that of the component it comes from, or of those that hold it.
   *
   * @param id of that component; empty when it comes from none
   * @throws {HandlerError} `not_callable`
   */
  handlerFor(name: string, id: string): { owner: Owner; entry: HandlerEntry } {
    const component = id === '' ? undefined : this.find(id)
    const owners = component ? [component, ...this.#ids.ownersOf(component)] : []
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
    for (const known of this.#ids.all()) {
      if (known.shownIn !== this.#turn && !this.#ids.isHeld(known)) this.#drop(known)
    }
  }

  /** Lets go of all. */
  end(): void {
    for (const known of this.#ids.all()) this.#drop(known)
  }

  #drop(known: KnownComponent): void {
    const { component } = known
    this.#ids.delete(known)
    try {
      if (component instanceof LiveComponent && known.isMounted) component.unmount()
    } catch (error) {
      this.#site.log(`${nameOf(component)}.unmount() failed`, error)
    }
    attachComponent(component, null)
  }
}

const nobody: OtherNames = { read: () => undefined, giverOf: () => null }

function nameOf(owner: Owner): string {
  return owner.constructor.name
}
