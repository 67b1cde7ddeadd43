/**
 * What the browser keeps through a patch, because the template says so: the content of an element with
 * `dj-update="ignore"`, rows that only come, and attributes that `dj-ignore-attrs` names. A fresh page does not have it.
 */
export class Keeping {
  readonly #root: Element
  /** The elements with such words, in document order, as they are before a patch. */
  readonly #before = new Map<Element, Element>()

  #isRebuilt = false

  constructor(root: Element) {
    this.#root = root
    for (const element of keepersIn(root)) this.#before.set(element, copyOf(element))
  }

  /** Whether the page has, or had, any. */
  get isNeeded(): boolean {
    return this.#before.size > 0
  }

  /** All was built anew: then only contents are kept, by the ids of their elements. */
  rebuilt(): void {
    this.#isRebuilt = true
  }

  /** Gives a fresh page what the browser has to keep of the page before the patch. */
  putInto(fresh: Element): void {
    const isRebuilt = this.#isRebuilt
    const now = keepersIn(this.#root)
    const there = keepersIn(fresh)
    // Something else has come apart, and will be told.
    if (now.length !== there.length) return
    const old = [...this.#before.values()]
    for (const [i, element] of now.entries()) {
      const before = isRebuilt
        ? old.find(({ id }) => id !== '' && id === element.id)
        : this.#before.get(element)
      if (before) keep(before, there[i]!, !isRebuilt)
    }
  }
}

const keepers = '[dj-update], [dj-ignore-attrs]'

function keepersIn(root: Element): Element[] {
  return [...root.querySelectorAll(keepers)]
}

/** A copy of an element with its content, without what a third party put in: that is looked after elsewhere. */
function copyOf(element: Element): Element {
  const copy = element.cloneNode(true) as Element
  for (const other of copy.querySelectorAll('[data-third-party]')) other.remove()
  return copy
}

function keep(before: Element, fresh: Element, withAttributes: boolean): void {
  const mode = fresh.getAttribute('dj-update')
  if (withAttributes) keepAttributes(before, fresh, mode === 'ignore')
  if (mode === 'ignore') fresh.replaceChildren(...before.childNodes)
  // A filter may have written it in capitals, which says nothing.
  else if (mode === 'append' || mode === 'prepend') keepRows(before, fresh, mode === 'prepend')
}

/** @param isIgnored whether all are kept but those whose names begin with `data-` */
function keepAttributes(before: Element, fresh: Element, isIgnored: boolean): void {
  const all = [...before.attributes, ...fresh.attributes].map(({ name }) => name)
  const named = fresh.getAttribute('dj-ignore-attrs')?.split(' ') ?? []
  for (const name of isIgnored ? all.filter((each) => !each.startsWith('data-')) : named) {
    const value = before.getAttribute(name)
    if (value === null) fresh.removeAttribute(name)
    else fresh.setAttribute(name, value)
  }
}

/** Of rows that both have, the fresh ones stand where the ones before did; others come first or last. */
function keepRows(before: Element, fresh: Element, isFirst: boolean): void {
  const rows = new Map(rowsOf(fresh).map((row) => [keyOf(row), row]))
  const old = rowsOf(before).map((row) => {
    const known = rows.get(keyOf(row))
    rows.delete(keyOf(row))
    return known ?? row
  })
  if (old.length === 0) return
  const all = isFirst ? [...rows.values(), ...old] : [...old, ...rows.values()]
  fresh.replaceChildren(...all)
}

function rowsOf(element: Element): Element[] {
  return [...element.childNodes].filter(
    (node) => node instanceof Element && keyOf(node) !== null,
  ) as Element[]
}

function keyOf(row: Element): string | null {
  return row.getAttribute('data-key')
}
