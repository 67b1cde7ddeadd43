import { features } from '../features.ts'

type Field = HTMLElement & {
  name?: string
  type?: string
  value?: string
  checked?: boolean
  files?: FileList | null
  selectionStart?: number | null
  selectionEnd?: number | null
}

/** What a page showed before it is built anew, while it is. */
let shownBefore: Element | null = null

/** The element of the same id that the page showed before, while it is built anew. */
export function before(element: Element | null): Element | null | undefined {
  return element && shownBefore?.querySelector(`[id="${CSS.escape(element.id)}"]`)
}

/**
 * Builds the content of an element anew. What the browser has made of elements that are its own stays, and what users entered, and the focus, goes over to the fields that take the place
 * of the old ones.
 *
 * @param build fills the emptied element
 */
export function rebuild(root: Element, build: () => void): void {
  const shown = root.cloneNode() as Element
  const focused = document.activeElement as Field | null
  const edited = (features.fields?.users() ?? []).filter((field) => root.contains(field)) as Field[]
  const isFocusInside = focused !== null && focused !== root && root.contains(focused)
  // A field that is not in the document any more does not tell.
  const { selectionStart, selectionEnd } = focused ?? {}
  shown.append(...root.childNodes)
  const old = document.createElement('div')
  old.append(shown)
  shownBefore = old
  try {
    build()
    for (const own of root.querySelectorAll('[dj-update=ignore]')) {
      const shown = before(own)
      if (shown) own.replaceChildren(...shown.childNodes)
    }
  } finally {
    shownBefore = null
  }
  for (const field of edited) {
    const heir = heirOf(field, old, root)
    if (!heir) continue
    copyState(field, heir)
    features.fields?.edited(heir)
  }
  const heir = isFocusInside ? (heirOf(focused, old, root) as HTMLInputElement) : null
  heir?.focus({ preventScroll: true })
  if (typeof selectionStart === 'number')
    heir?.setSelectionRange(selectionStart, selectionEnd ?? null)
}

/** The field that takes the place of another: of the same id, or else of the same name, and as far behind others of it. */
function heirOf(field: Field, old: Element, root: Element): Field | undefined {
  const alike = (within: Element): Field[] =>
    [...within.querySelectorAll<Field>(field.localName)].filter((other) => isAlike(field, other))
  return alike(root)[alike(old).indexOf(field)]
}

function isAlike(field: Field, other: Field): boolean {
  if (field.id || other.id) return field.id === other.id
  if (field.name !== other.name || field.type !== other.type) return false
  if (isChoice(field)) return field.value === other.value
  return !!field.name || field.textContent === other.textContent
}

function copyState(from: Field, to: Field): void {
  if (isChoice(from)) to.checked = from.checked!
  else if (from.type === 'file') to.files = from.files!
  else if (from instanceof HTMLSelectElement) {
    const chosen = new Set([...from.selectedOptions].map(({ value }) => value))
    for (const option of (to as unknown as HTMLSelectElement).options)
      option.selected = chosen.has(option.value)
  } else if (from.value !== undefined) to.value = from.value
}

function isChoice({ type }: Field): boolean {
  return type === 'checkbox' || type === 'radio'
}
