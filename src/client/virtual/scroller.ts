/**
 * What scrolls a list: an element around it, or the page. It is found by what is too small for its content, since an
 * element that scrolls sideways counts as one that scrolls for styles.
 */
export class Scroller {
  readonly element: Element
  readonly #isPage: boolean

  /** @param list the element of the list; it may scroll itself */
  constructor(list: Element) {
    let element: Element | null = list
    while (element && !isTooSmall(element)) element = element.parentElement
    const page = document.scrollingElement ?? document.documentElement
    this.#isPage = !element || element === document.body || element === document.documentElement
    this.element = this.#isPage ? page : element!
    // Rows that come and go are no reason for the browser to scroll: it is done here.
    ;(this.element as HTMLElement).style.overflowAnchor = 'none'
  }

  /** What tells that it was scrolled. */
  get target(): EventTarget {
    return this.#isPage ? document : this.element
  }

  /** Where what is in sight begins, in the window. */
  get top(): number {
    return this.#isPage ? 0 : this.element.getBoundingClientRect().top + this.element.clientTop
  }

  get height(): number {
    return this.#isPage ? innerHeight : this.element.clientHeight
  }

  by(px: number): void {
    if (Math.abs(px) >= 1) this.element.scrollTop += px
  }
}

function isTooSmall(element: Element): boolean {
  const { scrollHeight, clientHeight } = element
  return scrollHeight > clientHeight && /auto|scroll/.test(getComputedStyle(element).overflowY)
}
