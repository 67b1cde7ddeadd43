import { OwnedFields } from '../../src/client/fields.ts'
import { Draw } from '../fuzz/draw.ts'
import { type Apart, isAnchor } from './canonical.ts'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const fields = 'input, textarea, select'
/** Elements in which another script would not put its own. */
const closed =
  'textarea, title, style, script, option, svg *, math *, template, [data-djust-replace], [data-djust-replace] *, ' +
  '[dj-update="ignore"], [dj-update="ignore"] *'
/** What another script would put into some elements; into others an `<i>`. */
const fitting: Readonly<Record<string, string>> = { tbody: 'tr', tr: 'td', ul: 'li', dl: 'dd' }

/** Whose a field is, as the rules of `src/client/fields.ts` have it. */
interface Ownership {
  /** What the user made it show, as long as nobody else may change that. */
  shown: string | Element | null
  isEdited: boolean
  event: SentEvent | null
  isEditSent: boolean
}

interface SentEvent {
  readonly settle: (hasFailed: boolean) => void
}

/**
 * What users and other scripts do to a page meanwhile: they edit fields, and send them; they put in elements of their
 * own, join and drop texts, and take away comments.
 */
export class Mischief {
  #draw = new Draw(0)
  readonly #root: Element
  readonly #fields: WatchedFields
  readonly #owned = new Map<Element, Ownership>()
  readonly #sent: SentEvent[] = []
  readonly #placed: { node: Element; parent: Element }[] = []
  #focused: Element | null = null
  /** Whether a comment may be gone, and a patch may miss. */
  isTorn = false

  constructor(root: Element, fields: WatchedFields) {
    this.#root = root
    this.#fields = fields
  }

  /** The fields that show what their user says; with a radio button its group, also what came to that later. */
  get edited(): Apart {
    const owned = [...this.#owned].filter(([, { isEdited, event }]) => isEdited || event)
    return new Set(owned.flatMap(([field]) => groupOf(field as Field, this.#root)))
  }

  /**
   * Does something before a patch comes.
   *
   * @param mayTear whether comments may be taken away, after which all values are needed
   */
  before(seed: number, mayTear: boolean): void {
    this.#draw = new Draw(seed)
    if (seed === 0) return
    this.#draw.weighed([
      [6, () => this.#edit()],
      [3, () => this.#send()],
      [4, () => this.#putIn()],
      [2, () => this.#root.normalize()],
      [2, () => this.#dropEmptyTexts()],
      [1, () => mayTear && this.#takeComments()],
      [1, () => this.#takeOver()],
    ])
  }

  /** The server answers, or the event failed, after what it changed is shown. */
  after(): void {
    if (!this.#draw.chance(0.4)) return
    const event = this.#sent.shift()
    if (!event || this.isTorn) return
    const hasFailed = this.#draw.chance(0.3)
    event.settle(hasFailed)
    for (const [field, ownership] of this.#owned) {
      if (ownership.event !== event) continue
      ownership.event = null
      // What the template does not write is the user's for ever.
      if (hasFailed || !this.#fields.writes(field)) ownership.isEdited ||= ownership.isEditSent
      if (!hasFailed || !ownership.isEdited) ownership.shown = null
    }
  }

  /** All is built anew: what was put in is gone, and what users edited went over to other fields. */
  rebuilt(): void {
    this.isTorn = false
    this.#placed.length = 0
    this.#owned.clear()
    for (const field of this.#fields.users()) this.#ownershipOf(field).isEdited = true
    this.#focused = null
  }

  /**
   * @param unclear fields whose state hangs on the order of events
   * @throws {Error} when something that is not the template's was touched
   */
  check(unclear: Apart): void {
    for (const { node, parent } of this.#placed) {
      if (parent.isConnected && node.parentNode !== parent)
        throw new Error(`a third-party <${node.localName}> in <${parent.localName}> is gone`)
    }
    for (const [field, { shown }] of this.#owned) {
      if (shown === null || !field.isConnected || unclear.has(field)) continue
      if (shown instanceof Element && !field.contains(shown)) continue
      if (shows(field as Field) !== shown)
        throw new Error(
          `what the user made of <${field.localName}> became ${shows(field as Field)}`,
        )
    }
    const focused = this.#focused
    // A browser takes the focus from what a patch hides.
    if (focused?.checkVisibility?.() === false) this.#focused = null
    else if (focused?.isConnected && document.activeElement !== focused)
      throw new Error(`the focus went from <${focused.localName}>`)
  }

  #edit(): void {
    const field = this.#anyField()
    if (!field) return
    field.focus()
    change(field, this.#draw)
    this.#focused = document.activeElement === field ? field : null
    for (const each of groupOf(field, this.#root)) {
      const ownership = this.#ownershipOf(each)
      ownership.isEdited = true
      ownership.shown = shows(each)
    }
    for (const type of ['input', 'change'])
      field.dispatchEvent(new InputEvent(type, { bubbles: true }))
  }

  #send(): void {
    const edited = [...this.#owned].filter(([field, { isEdited }]) => isEdited && field.isConnected)
    const field =
      edited.length > 0 && this.#draw.chance(0.7)
        ? (this.#draw.pick(edited)[0] as Field)
        : this.#anyField()
    if (!field) return
    const event = { settle: this.#fields.carry([field]) }
    this.#sent.push(event)
    for (const each of groupOf(field, this.#root)) {
      const ownership = this.#ownershipOf(each)
      const { isEdited, isEditSent } = ownership
      ownership.isEditSent = isEdited || (ownership.event !== null && isEditSent)
      ownership.isEdited = false
      ownership.event = event
      if (!ownership.isEditSent) ownership.shown = null
    }
  }

  #anyField(): Field | null {
    const found = [...this.#root.querySelectorAll<Field>(fields)].filter(
      (field) => !(field instanceof HTMLInputElement && /hidden|range/.test(field.type)),
    )
    return found.length > 0 ? this.#draw.pick(found) : null
  }

  #ownershipOf(field: Element): Ownership {
    const known = this.#owned.get(field)
    if (known) return known
    const ownership = { shown: null, isEdited: false, event: null, isEditSent: false }
    this.#owned.set(field, ownership)
    return ownership
  }

  #putIn(): void {
    const found = [this.#root, ...this.#root.querySelectorAll('*')].filter(
      (element) => !element.matches(closed),
    )
    if (found.length === 0) return
    const parent = this.#draw.pick(found)
    const node = document.createElement(fitting[parent.localName] ?? 'i')
    node.setAttribute('data-third-party', '')
    const before = parent.childNodes[this.#draw.whole(0, parent.childNodes.length)] ?? null
    parent.insertBefore(node, before)
    this.#placed.push({ node, parent })
  }

  /** A widget puts its own content into an element that is left to it. */
  #takeOver(): void {
    for (const element of this.#root.querySelectorAll('[dj-update="ignore"]')) {
      element.replaceChildren(document.createElement('canvas'))
      element.setAttribute('title', 'a widget')
    }
  }

  #dropEmptyTexts(): void {
    for (const node of nodesIn(this.#root))
      if (node instanceof Text && node.data === '') node.remove()
  }

  #takeComments(): void {
    const comments = nodesIn(this.#root).filter(isAnchor)
    if (comments.length === 0) return
    for (const comment of comments) comment.remove()
    this.isTorn = true
  }
}

/** Remembers what of which fields the template writes, as it says itself or as the runtime takes it. */
export class WatchedFields extends OwnedFields {
  readonly #bound = new WeakSet<Element>()

  override bind(element: Element, name: string): void {
    const isOfSwitch = element instanceof HTMLInputElement && isSwitch(element)
    if ((name === 'checked') === isOfSwitch) this.#bound.add(element)
    super.bind(element, name)
  }

  writes(field: Element): boolean {
    const isWritten = (each: Element): boolean =>
      this.#bound.has(each) || each.hasAttribute('data-written')
    return field instanceof HTMLSelectElement
      ? [...field.options].every(isWritten)
      : isWritten(field)
  }
}

function nodesIn(parent: Node): ChildNode[] {
  return [...parent.childNodes].flatMap((node) => [node, ...nodesIn(node)])
}

function change(field: Field, draw: Draw): void {
  if (field instanceof HTMLSelectElement) {
    const { length } = field.options
    if (length > 0) field.selectedIndex = draw.whole(0, length - 1)
  } else if (field instanceof HTMLInputElement && isSwitch(field)) {
    field.checked = field.type === 'radio' || !field.checked
  } else field.value = `edited ${draw.whole(0, 9)}`
}

/** What a field shows: a text, or the option of a drop-down. */
function shows(field: Field): string | Element | null {
  if (field instanceof HTMLSelectElement)
    return field.multiple ? null : (field.options[field.selectedIndex] ?? null)
  if (field instanceof HTMLInputElement && isSwitch(field)) return String(field.checked)
  return field.value
}

function isSwitch({ type }: HTMLInputElement): boolean {
  return type === 'checkbox' || type === 'radio'
}

/** The fields that change with a field. */
function groupOf(field: Field, root: Element): Field[] {
  if (!(field instanceof HTMLInputElement) || field.type !== 'radio') return [field]
  const { name, form } = field
  return [...root.querySelectorAll<HTMLInputElement>('input')].filter(
    (other) => other.type === 'radio' && other.name === name && other.form === form,
  )
}
