import { page } from '../page.ts'

/** An entry of the browser's history: the page of this tab that it belongs to, and its own number. */
type Entry = readonly [page: number, entry: number]

/** Numbers are of one tab, whatever documents it has had. */
let count = Date.now()

let entry: Entry = shownEntry() ?? [++count, ++count]

/** Where the reader was in each entry: how far down, and what the element with the focus is like. */
const places = new Map<number, { at: number; focus: Node | undefined }>()

/** Whether the page still shows another entry. */
let isOnTheWay = false

/** Keeps in mind where the reader is in each entry of the history. */
export function followPlaces(): void {
  const { signal } = page
  history.replaceState(entryState(), '')
  addEventListener('scroll', () => isOnTheWay || notePlace(), { signal })
  // Whoever comes back from another document is brought there by the browser.
  addEventListener('pagehide', () => be('auto'), { signal })
}

/** What the history keeps of the entry that is shown. */
export function entryState(): unknown {
  return { ...history.state, djust: entry }
}

/** Another entry is about to be shown. @param isOfPage whether it is one of the same page */
export function beginEntry(isOfPage: boolean): void {
  notePlace()
  // The browser would scroll before there is what it scrolls to.
  be('manual')
  entry = [isOfPage ? entry[0] : ++count, ++count]
  isOnTheWay = !isOfPage
}

/** The browser shows another entry. @returns whether it is one of the same page */
export function enterEntry(): boolean {
  const [before] = entry
  const shown = shownEntry()
  if (shown) notePlace()
  // One that the browser has made, for a place in the page.
  entry = shown ?? [before, ++count]
  if (!shown) history.replaceState(entryState(), '')
  isOnTheWay = true
  return before === entry[0]
}

/** Brings the reader back to where they were in the entry, or to what its address names. */
export function restorePlace(): void {
  isOnTheWay = false
  const place = places.get(entry[1])
  const id = new URLSearchParams(location.hash.replace('#', 'id=')).get('id')
  const target = document.getElementById(id ?? '')
  if (target && !place) target.scrollIntoView()
  else scrollTo(0, place?.at ?? 0)
  if (document.activeElement !== document.body) return
  const wanted = [
    ...document.querySelectorAll<HTMLElement>('a, button, input, select, textarea, [tabindex]'),
  ]
  const same = place
    ? (element: Element) => element.cloneNode().isEqualNode(place.focus!)
    : (element: HTMLElement) => element.autofocus
  wanted.find(same)?.focus({ preventScroll: true })
}

function notePlace(): void {
  places.set(entry[1], { at: scrollY, focus: document.activeElement?.cloneNode() })
}

function be(who: ScrollRestoration): void {
  history.scrollRestoration = who
}

function shownEntry(): Entry | undefined {
  return history.state?.djust
}
