/** Parents that hold none but certain elements. */
const rowTags: Readonly<Record<string, string>> = {
  TABLE: 'tr',
  TBODY: 'tr',
  THEAD: 'tr',
  TFOOT: 'tr',
  UL: 'li',
  OL: 'li',
}

/** An element that is as high as rows that are not in the page. */
export class Spacer {
  readonly element: HTMLElement
  readonly #box: HTMLElement

  constructor(parent: Element) {
    this.element = document.createElement(rowTags[parent.tagName] ?? 'div')
    this.element.setAttribute('aria-hidden', 'true')
    this.element.setAttribute('data-djust-spacer', '')
    this.#box = this.element
    if (this.element.tagName === 'TR')
      this.element.append((this.#box = document.createElement('td')))
    for (const { style } of [this.element, this.#box])
      style.cssText =
        'all:unset;display:revert;visibility:hidden;overflow-anchor:none;flex:none;list-style:none;padding:0;border:0;margin:0'
    this.height = 0
  }

  set height(px: number) {
    const height = `${px}px`
    if (this.#box.style.height !== height) this.#box.style.height = height
  }

  get top(): number {
    return this.element.getBoundingClientRect().top
  }
}
