const fields = 'input:not([type]), textarea'
/** Elements in which another script would not put its own. */
const closed = 'textarea, title, style, script, option, svg *, math *, template'

/**
 * What users and other scripts do to a page meanwhile: they edit fields, put in elements of their own and normalize
 * texts.
 */
export class Mischief {
  readonly edited = new Set<HTMLInputElement | HTMLTextAreaElement>()
  readonly #root: Element
  readonly #placed: { node: Element; parent: Element }[] = []
  #focused: Element | null = null
  #random: number

  /** @param seed 0 for a page left in peace */
  constructor(seed: number, root: Element) {
    this.#random = seed
    this.#root = root
  }

  act(): void {
    if (this.#random === 0) return
    switch (this.#next(4)) {
      case 0:
        return this.#edit()
      case 1:
        return this.#putIn()
      case 2:
        return this.#root.normalize()
    }
  }

  /** @throws {Error} when something that is not the template's was touched */
  check(): void {
    for (const { node, parent } of this.#placed) {
      if (parent.isConnected && node.parentNode !== parent)
        throw new Error(`a third-party node in <${parent.localName}> is gone`)
    }
    for (const field of this.edited) {
      if (field.isConnected && field.value !== 'edited')
        throw new Error(`what the user wrote became "${field.value}"`)
    }
    if (this.#focused?.isConnected && document.activeElement !== this.#focused)
      throw new Error(`the focus went from <${this.#focused.localName}>`)
  }

  #edit(): void {
    const found = [...this.#root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(fields)]
    const field = found[this.#next(found.length)]
    if (!field) return
    field.focus()
    field.value = 'edited'
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    this.edited.add(field)
    this.#focused = document.activeElement === field ? field : null
  }

  #putIn(): void {
    const found = [this.#root, ...this.#root.querySelectorAll('*')].filter(
      (element) => !element.matches(closed),
    )
    const parent = found[this.#next(found.length)]!
    const node = document.createElement('i')
    node.setAttribute('data-third-party', '')
    const before = parent.childNodes[this.#next(parent.childNodes.length + 1)] ?? null
    parent.insertBefore(node, before)
    this.#placed.push({ node, parent })
  }

  /** A number from 0 up to, not including, `end`. */
  #next(end: number): number {
    this.#random = (this.#random * 48271) % 2147483647
    return this.#random % Math.max(1, end)
  }
}
