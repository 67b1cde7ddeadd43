import type { LiveView } from '../view/live-view.ts'
import { findComponents } from './find-components.ts'
import type { AnyComponent, KnownComponent, Owner } from './known-component.ts'

/** The components that a page knows, who holds each, and its id: by which events find it. */
export class ComponentIds {
  readonly #view: LiveView
  readonly #known = new Map<AnyComponent, KnownComponent>()
  readonly #byId = new Map<string, KnownComponent>()
  /** What owners hold, as found in this turn. */
  readonly #held = new Map<Owner, Map<AnyComponent, string>>()
  #viewContext: object | null = null

  constructor(view: LiveView) {
    this.#view = view
  }

  /** What owners hold may be another. @param context what the view's template reads in place of the view */
  look(context: object | null): void {
    this.#viewContext = context
    this.#held.clear()
  }

  get(component: AnyComponent): KnownComponent | undefined {
    return this.#known.get(component)
  }

  all(): Iterable<KnownComponent> {
    return this.#known.values()
  }

  add(known: KnownComponent): void {
    this.#known.set(known.component, known)
  }

  delete(known: KnownComponent): void {
    this.#known.delete(known.component)
    if (this.#byId.get(known.id) === known) this.#byId.delete(known.id)
  }

  // ── ids ────────────────────────────────────────────────────────────────────────────────────────────────────

  withId(id: string): KnownComponent | undefined {
    return this.#byId.get(id)
  }

  /** Finds a component of the view that was not drawn yet. */
  notYetDrawn(id: string): AnyComponent | undefined {
    // The state may have changed since it was looked through.
    this.#held.clear()
    for (const [component, path] of this.#heldBy(this.#view)) {
      if (path === id && !this.#known.has(component)) return component
    }
    return undefined
  }

  idOf(owner: Owner): string {
    return this.#known.get(owner as AnyComponent)?.id ?? ''
  }

  setId(known: KnownComponent, id: string): void {
    if (this.#byId.get(known.id) === known) this.#byId.delete(known.id)
    known.id = id
    if (id !== '') this.#byId.set(id, known)
  }

  /**
   * Makes sure that a component is named after where it is held: by whose template shows it, or else by those around. In a
   * collection it keeps the name that it had first.
   */
  name(known: KnownComponent, shownBy: Owner): void {
    const { component, field } = known
    if (field === null ? known.id !== '' : fieldOf(known.owner, field) === component) return
    const holders = [shownBy, ...this.ownersOf(shownBy)].flatMap((owner) => {
      const path = this.#pathIn(owner, component)
      return path === undefined ? [] : [{ owner, path }]
    })
    // What a component was given is somebody else's, unless nobody else has it.
    const holder = holders.find(({ path }) => !path.startsWith('props.')) ?? holders[0]
    if (!holder) return this.setId(known, '')
    const { owner, path } = holder
    known.owner = owner
    known.field = path.includes('.') ? null : path
    const wanted = owner === this.#view ? path : `${this.idOf(owner)}.${path}`
    this.setId(known, this.#freeId(known, wanted))
  }

  /** The id itself; in a list that has shifted, where another component still has it, the next number. */
  #freeId(known: KnownComponent, wanted: string): string {
    const holder = this.#byId.get(wanted)
    if (!holder || known.field !== null || !this.isHeld(holder)) return wanted
    const [, start, number] = /^(.*?)(\d*)$/.exec(wanted)!
    for (let next = Number(number) + 1; ; next++) {
      if (!this.#byId.has(`${start}${next}`)) return `${start}${next}`
    }
  }

  /** The field that holds a component by itself, which its id says. */
  fieldOf({ component, owner, id }: KnownComponent): string | null {
    const around = owner === this.#view ? '' : `${this.idOf(owner)}.`
    const field = id.slice(around.length)
    return fieldOf(owner, field) === component ? field : null
  }

  // ── owners ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** Those around a component, the nearest first; the view last. */
  ownersOf(component: Owner): Owner[] {
    const owner = this.#known.get(component as AnyComponent)?.owner
    return owner ? [owner, ...this.ownersOf(owner)] : []
  }

  /** Whether the state still holds a component. */
  isHeld({ component, owner, field }: KnownComponent): boolean {
    if (owner !== this.#view && !this.#known.has(owner as AnyComponent)) return false
    if (field !== null && fieldOf(owner, field) === component) return true
    return this.#heldBy(owner).has(component)
  }

  /** Where an owner holds a component. Most are in fields of their own, and nothing else is looked through then. */
  #pathIn(owner: Owner, component: AnyComponent): string | undefined {
    const field = Object.getOwnPropertyNames(owner).find(
      (name) => fieldOf(owner, name) === component,
    )
    return field ?? this.#heldBy(owner).get(component)
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
}

function fieldOf(owner: Owner, field: string): unknown {
  return Object.getOwnPropertyDescriptor(owner, field)?.value
}
