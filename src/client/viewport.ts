import { eventOf, inTime } from './events.ts'
import type { Session } from './session.ts'
import { Scroller } from './virtual/scroller.ts'

const ends = ['dj-viewport-top', 'dj-viewport-bottom'] as const

type End = (typeof ends)[number]

/**
 * Sends an event when the first or last row of a list comes into sight, once for each row that is there. Rows that come
 * in above leave those in sight where they are.
 */
export class Viewport {
  readonly #session: Pick<Session, 'send'>
  readonly #watches = ends.map((end) => new Watch(end, (list) => this.#reached(list, end)))
  readonly #rows = new MutationObserver(() => this.#watch())

  constructor(session: Pick<Session, 'send'>) {
    this.#session = session
  }

  /** Notes before a patch where rows are. @returns to be called after it */
  hold(): () => void {
    const held = lists().map(inSight)
    return () => {
      for (const stay of held) stay?.()
      this.#rows.disconnect()
      for (const list of lists()) this.#rows.observe(list, { childList: true })
      this.#watch()
    }
  }

  end(): void {
    this.#rows.disconnect()
    for (const watch of this.#watches) watch.end()
  }

  #watch(): void {
    for (const watch of this.#watches) watch.begin()
  }

  #reached(list: Element, end: End): void {
    const sent = eventOf(list, end)
    inTime(sent, () => this.#session.send(sent))
  }
}

/** Waits for the rows at one end of all lists. */
class Watch {
  readonly #end: End
  readonly #sent = new WeakSet<Element>()
  readonly #observer: IntersectionObserver

  constructor(end: End, reached: (list: Element) => void) {
    this.#end = end
    this.#observer = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        const list = target.parentElement
        if (!isIntersecting || !list || this.#sent.has(target)) continue
        this.#sent.add(target)
        reached(list)
      }
    })
  }

  begin(): void {
    this.#observer.disconnect()
    for (const list of document.querySelectorAll(
      `[dj-view] [${this.#end}]:not([${this.#end}=""])`,
    )) {
      const row = lastRow(list, this.#end)
      if (row && !this.#sent.has(row)) this.#observer.observe(row)
    }
  }

  end(): void {
    this.#observer.disconnect()
  }
}

/** The row at an end of a list; none where a virtual list goes on. */
function lastRow(list: Element, end: End): Element | undefined {
  const children = [...list.children].filter(
    (child) => !isSpacer(child) || child.getBoundingClientRect().height > 0,
  )
  const row = end === 'dj-viewport-top' ? children[0] : children.at(-1)
  return row && isSpacer(row) ? undefined : row
}

function isSpacer(child: Element): boolean {
  return child.hasAttribute('data-djust-spacer')
}

function lists(): Element[] {
  return [...document.querySelectorAll(ends.map((end) => `[dj-view] [${end}]`).join())]
}

/** @returns what brings the first row in sight back to where it is */
function inSight(list: Element): (() => void) | undefined {
  // A virtual list does so itself.
  if (list.hasAttribute('dj-virtual')) return undefined
  const scroller = new Scroller(list)
  const row = firstBelow(list.children, scroller.top)
  if (!row) return undefined
  const { top } = row.getBoundingClientRect()
  return () => {
    if (row.isConnected) scroller.by(row.getBoundingClientRect().top - top)
  }
}

/** The first of many rows, which stand below each other, that ends below a height. */
function firstBelow(rows: HTMLCollection, top: number): Element | undefined {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (rows[middle]!.getBoundingClientRect().bottom > top) high = middle
    else low = middle + 1
  }
  return rows[low]
}
