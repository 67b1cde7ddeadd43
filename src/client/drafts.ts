import { attribute, controlsOf } from './dom.ts'
import type { UserEvent } from './user-event.ts'

type Field = HTMLInputElement & HTMLSelectElement

type Property = 'selected' | 'checked' | 'value'

/** What the user decides of a field, and by which property: an option has a state of its own. */
type Part = [field: Field, of: Partial<Record<Property, unknown>>, property: Property]

/** The name of a field, and what the user has decided. */
type Held = [name: string, value: unknown]

/** What is the page's own, and what nobody who comes later may see: by types of fields and what they are for. */
const isKept = /^(?!file|hidden|.*(?:password|one-time|cc-))/

/** Keeps what is typed into forms with `dj-draft` in the browser, and puts it back. */
export class Drafts {
  readonly #reader: string
  readonly #seen = new WeakSet<Element>()

  /** @param reader stands for the user: another one gets no drafts of theirs */
  constructor(reader: string) {
    this.#reader = reader
  }

  start(signal: AbortSignal): void {
    document.addEventListener(
      'input',
      ({ target }) => {
        const { form } = target as Field
        if (!form || !attribute(form, 'dj-draft')) return
        const held = partsOf(form).map(([field, of, property]) => [field.name, of[property]])
        this.#store(form, (key) => localStorage.setItem(key, JSON.stringify(held)))
      },
      { signal },
    )
    this.restore()
  }

  /** Puts back what was typed into forms that are new in the page. */
  restore(): void {
    for (const form of forms()) {
      if (this.#seen.has(form)) continue
      this.#seen.add(form)
      const read = (key: string) => JSON.parse(localStorage.getItem(key)!) as Held[] | null
      const held = this.#store(form, read) ?? []
      for (const [field, of, property] of partsOf(form)) {
        const at = held.findIndex(([name]) => name === field.name)
        const [[, value]] = (at < 0 ? [['', of[property]]] : held.splice(at, 1)) as [Held]
        if (of[property] === value) continue
        of[property] = value
        field.dispatchEvent(new Event('input', { bubbles: true }))
      }
    }
  }

  /** An event has ended. A form that is taken needs no draft; one that is not has fields that say so. */
  ended({ trigger, directive }: UserEvent, hasFailed: boolean): void {
    if (directive === 'dj-submit' && !hasFailed && !trigger!.querySelector('[aria-invalid=true]'))
      this.#forget(trigger!)
  }

  /** The view needs its drafts no more. */
  run(): void {
    for (const form of forms()) this.#forget(form)
  }

  #forget(form: Element): void {
    this.#store(form, (key) => localStorage.removeItem(key))
  }

  /** Does something to what is kept of a form, where the browser keeps anything. */
  #store<T>(form: Element, act: (key: string) => T): T | undefined {
    try {
      return act(`djust-draft ${this.#reader} ${location.pathname} ${attribute(form, 'dj-draft')}`)
    } catch {
      return undefined // it keeps nothing, or no more
    }
  }
}

function forms(): Iterable<HTMLFormElement> {
  return document.querySelectorAll<HTMLFormElement>('form[dj-draft]')
}

function partsOf(form: HTMLFormElement): Part[] {
  return (controlsOf(form) as Field[]).flatMap((field): Part[] => {
    const { name, type, autocomplete, options } = field
    if (!name || !isKept.test(type + autocomplete)) return []
    if (options) return Array.from(options, (of) => [field, of, 'selected'])
    return [[field, field, /^(?:checkbox|radio)$/.test(type) ? 'checked' : 'value']]
  })
}
