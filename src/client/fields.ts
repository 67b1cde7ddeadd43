import { controlsOf } from './dom.ts'
import {
  heldBy,
  isChanged,
  markupOf,
  setDefault,
  setDefaultOnly,
  showDefault,
  togetherWith,
} from './field-state.ts'

/** Who may write into form fields: what the live part asks. */
export interface Fields {
  /** Marks an element as one whose `value`, `checked` or `selected` the server writes. */
  bind(element: Element, name: string): void
  /**
   * Writes it: always what the markup says, and what the field shows unless that is the user's now.
   *
   * @param value false for an attribute that is not there
   */
  write(element: Element, name: string, value: string | false): void
  /**
   * Notes what users chose in drop-downs and among radio buttons.
   *
   * @returns chooses it again: an option or button that is put in may say that it is chosen
   */
  choices(): () => void
  /**
   * Notes that an event carries what these fields hold now.
   *
   * @returns to be called when the event has ended: after a failure the fields stay the user's
   */
  carry(fields: readonly Element[]): (hasFailed: boolean) => void
  /** The fields that are the user's now. */
  users(): Element[]
  /** The user has changed a field. */
  edited(field: Element): void
  /** A new view is about to say what fields hold, which knows nothing of what was typed before. */
  renew(): void
}

/** Whose a field is. */
interface Ownership {
  /** Whether the user changed it since it was last sent. */
  isEdited: boolean
  /** Names the last event that carried it, until that is answered. */
  carrier: object | null
  /** Whether a change of the user's is among what is carried. */
  isEditCarried: boolean
  /** What it held when that was last looked at. */
  held: string
  /** Whether the user has ever changed it. */
  wasEdited: boolean
  /** Whether it was told before, to a view that is no more. */
  isRenewed: boolean
  /** What its markup said when it was touched first. */
  readonly drawn: string
}

/**
 * Lets the user and the server write into the same fields.
 *
 * A field that the user changed is the user's until the server has answered the event that carried
 * the change. With the answer it shows what the server says, unless it was changed again meanwhile.
 * So a handler can clear a field that was empty for the server all along, and nobody loses what
 * they are typing.
 */
export class OwnedFields implements Fields {
  /** Of the few fields that somebody touched: before each patch the drop-downs among them are looked at. */
  readonly #ownerships = new Map<Element, Ownership>()
  /** What of an element the server writes. */
  readonly #bound = new WeakMap<Element, Set<string>>()
  /** The field in which an input method composes a text, which a write would tear apart. */
  #composing: Element | null = null
  #afterComposing: (() => void)[] = []
  /** Whether a new view has still to be told what was typed. */
  #isRenewed = false

  start(signal: AbortSignal): void {
    const options = { capture: true, signal }
    const on = (type: string, listener: (field: Element) => void) => {
      document.addEventListener(type, ({ target }) => listener(target as Element), options)
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    on('input', (field) => this.edited(field))
    on('change', (field) => this.#left(field))
    on('compositionstart', (field) => {
      clearTimeout(timer)
      this.#composing = field
    })
    on('compositionend', () => {
      // Some browsers tell of the new text only now, by an input event.
      timer = setTimeout(() => this.#composed())
    })
    // Not while it is captured: listeners of the page may still prevent it.
    document.addEventListener('reset', (event) => this.#reset(event), { signal })
  }

  bind(element: Element, name: string): void {
    const names = this.#bound.get(element) ?? new Set()
    // While a patch is written, radio buttons of a group may differ from their markup for a moment.
    if (names.has(name)) return
    this.#bound.set(element, names.add(name))
    const field = fieldOf(element)
    // Of one that was touched since this script is here, more is known than what it shows.
    if (this.#ownerships.has(field) || !isChanged(element, name)) return
    const ownership = this.#ownership(field)
    ownership.isEdited = ownership.wasEdited = true
  }

  write(element: Element, name: string, value: string | false): void {
    const field = fieldOf(element)
    if (field === this.#composing) {
      this.#afterComposing.push(() => this.write(element, name, value))
      return
    }
    if (this.#isUsers(field)) {
      setDefaultOnly(element, name, value)
    } else {
      setDefault(element, name, value)
      showDefault(element, name)
      this.#look(field)
    }
  }

  choices(): () => void {
    const users = this.users()
    const buttons = users.filter(isChosenButton)
    const options = users.flatMap((field) =>
      field instanceof HTMLSelectElement ? [...field.selectedOptions] : [],
    )
    return () => {
      for (const option of options) option.selected = true
      for (const button of buttons) button.checked = true
    }
  }

  carry(fields: readonly Element[]): (hasFailed: boolean) => void {
    const carrier = {}
    const carried = new Set(fields.flatMap(togetherWith))
    for (const field of carried) {
      const ownership = this.#ownership(field)
      const { isEdited, isEditCarried } = ownership
      ownership.isEditCarried = isEdited || (ownership.carrier !== null && isEditCarried)
      ownership.isEdited = false
      ownership.carrier = carrier
    }
    return (hasFailed) => {
      for (const field of carried) {
        const ownership = this.#ownerships.get(field)
        if (ownership?.carrier !== carrier) continue
        ownership.carrier = null
        if (hasFailed) ownership.isEdited ||= ownership.isEditCarried
        // A radio button may have come to its group meanwhile.
        for (const each of togetherWith(field)) this.#show(each)
      }
    }
  }

  users(): Element[] {
    return [...this.#ownerships.keys()].filter((field) => this.#isUsers(field))
  }

  edited(field: Element): void {
    for (const each of togetherWith(field)) {
      const ownership = this.#ownership(each)
      ownership.isEdited = ownership.wasEdited = true
      ownership.held = heldBy(each)
    }
  }

  renew(): void {
    this.#isRenewed = true
    for (const ownership of this.#ownerships.values()) {
      const { isEdited, wasEdited, carrier } = ownership
      if (isEdited || !wasEdited || carrier) continue
      ownership.isEdited = ownership.isRenewed = true
    }
  }

  /**
   * The fields of which a new view does not know what the user has typed. What had been told before is lost where the
   * markup is again what it was at first; where not, it shows what the view says.
   *
   * @param isLeft whether a field shows what the view says in any case
   */
  untold(isLeft: (field: Element) => boolean): Element[] {
    if (!this.#isRenewed) return []
    this.#isRenewed = false
    return [...this.#ownerships].flatMap(([field, ownership]) => {
      const { isEdited, carrier, isRenewed, drawn } = ownership
      if (!isEdited || carrier) return []
      ownership.isRenewed = false
      const markup = markupOf(field)
      const isTold = heldBy(field) === markup || (isRenewed && markup !== drawn)
      if (!isTold && !isLeft(field)) return document.contains(field) ? [field] : []
      ownership.isEdited = false
      this.#show(field)
      return []
    })
  }

  /** Browsers say that a field has changed once more when it is left: what was sent meanwhile is no new edit. */
  #left(field: Element): void {
    if (this.#ownerships.get(field)?.held !== heldBy(field)) this.edited(field)
  }

  #reset({ target, defaultPrevented }: Event): void {
    if (defaultPrevented || !(target instanceof HTMLFormElement)) return
    for (const field of controlsOf(target)) this.#ownerships.delete(field)
  }

  #composed(): void {
    this.#composing = null
    for (const write of this.#afterComposing.splice(0)) write()
  }

  /** Shows what the server says in a field, unless it is the user's. */
  #show(field: Element): void {
    if (field === this.#composing) {
      this.#afterComposing.push(() => this.#show(field))
      return
    }
    if (this.#isUsers(field)) return
    const parts = field instanceof HTMLSelectElement ? [...field.options] : [field]
    for (const part of parts) {
      for (const name of this.#bound.get(part) ?? []) showDefault(part, name)
    }
    this.#look(field)
  }

  #look(field: Element): void {
    const ownership = this.#ownerships.get(field)
    if (ownership) ownership.held = heldBy(field)
  }

  /** Whether a field shows what the user says: with `dj-force-value` it never does for long. */
  #isUsers(field: Element): boolean {
    const ownership = this.#ownerships.get(field)
    const isChanged = ownership?.isEdited || ownership?.carrier
    return !!isChanged && !field.hasAttribute('dj-force-value')
  }

  #ownership(field: Element): Ownership {
    const known = this.#ownerships.get(field)
    if (known) return known
    const ownership: Ownership = {
      isEdited: false,
      carrier: null,
      isEditCarried: false,
      held: '',
      wasEdited: false,
      isRenewed: false,
      drawn: markupOf(field),
    }
    this.#ownerships.set(field, ownership)
    return ownership
  }
}

/** The field that an element belongs to: an option is its select's. */
function fieldOf(element: Element): Element {
  return element instanceof HTMLOptionElement ? (element.closest('select') ?? element) : element
}

function isChosenButton(field: Element): field is HTMLInputElement {
  return field instanceof HTMLInputElement && field.type === 'radio' && field.checked
}
