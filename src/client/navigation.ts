import { type GoCommand, maxSessionIndex } from '../wire/frames.ts'
import { aroundPatch } from './around-patch.ts'
import { attribute, isMatch, isPlainClick } from './dom.ts'
import { dataOf, page, uriOf } from './page.ts'
import { markCurrentLinks } from './pages/current-links.ts'
import { pageAt, prefetchPage } from './pages/fetch-page.ts'
import { showLoading } from './pages/loading-bar.ts'
import { beginEntry, enterEntry, entryState, followPlaces, restorePlace } from './pages/places.ts'
import { animated } from './pages/animated.ts'
import { readyPage } from './pages/show-page.ts'
import { report } from './report.ts'

/** How an address gets into the history: as a new entry, in place of the one that is shown, or it is there. */
type How = 'push' | 'replace' | 'there'

/** Whoever rests on a link for so long is likely to follow it. */
const hoverMs = 65

/** Of several pages that are asked for, the last one is shown. */
let asked = 0
/** What leads to other pages. */
let links = ''
let hovering: ReturnType<typeof setTimeout> | undefined

/** Keeps the address bar and the view in step, and shows other pages in this document. */
export function startNavigation(): void {
  const { signal } = page
  followPlaces()
  markCurrentLinks()
  links = dataOf(document).autoNavigate ? `${ours}, ${ordinary}` : ours
  aroundPatch.push(() => markCurrentLinks)
  addEventListener('click', onClick, { signal })
  addEventListener('change', onChange, { signal })
  addEventListener('pointerover', onHover, { signal })
  addEventListener('focusin', onHover, { signal })
}

/** Does what the server asks for. */
export function runCommand({ kind, to, replace, tells }: GoCommand): void {
  const url = toUrl(to)
  const how = replace ? 'replace' : 'push'
  if (!url || (kind !== 'redirect' && !isOwn(url))) refuse(to)
  else if (tells) patch(url)
  else if (kind === 'url') show(url, how)
  else if (kind === 'navigate') void navigate(url, how)
  else leaveFor(url, how)
}

/** The browser went to another entry of the history. */
export function popped(): void {
  // Turbo shows its entries by itself.
  if (history.state?.turbo) return
  if (!enterEntry()) void navigate(new URL(location.href), 'there')
  else if (uriOf(location) === page.uri) restorePlace()
  else visit(restorePlace)
}

function onClick(event: MouseEvent): void {
  const link = linkOf(event)
  if (!link || event.defaultPrevented || !isPlainClick(event)) return
  if (isMatch(link, `${fields}, ${notHere}`)) return
  const to = addressOf(link)
  const url = toUrl(to)
  if (!url) {
    if (!isMatch(link, ours)) return
    refuse(to)
  } else if (!isOwn(url) || (url.hash && uriOf(url) === uriOf(location))) {
    // Other sites and places within the page are the browser's.
    if ((link as HTMLAnchorElement).href === url.href) return
    location.assign(url)
  } else if (isPatch(link)) patch(url)
  else void navigate(url, 'push')
  event.preventDefault()
}

/** A field with `dj-patch` is a part of the address, under its name. */
function onChange({ target }: Event): void {
  const field = target as HTMLInputElement
  if (!isMatch(field, fields) || !isPatch(field)) return
  const { name, value, checked, type } = field
  const to = attribute(field, 'dj-patch')
  const url = toUrl(to || location.href)
  if (!url || !isOwn(url)) return refuse(to!)
  if (value && (checked || !/^(?:checkbox|radio)$/.test(type))) url.searchParams.set(name, value)
  else url.searchParams.delete(name)
  patch(url, [field])
}

function onHover(event: Event): void {
  clearTimeout(hovering)
  const link = linkOf(event)
  if (!link || !isMatch(link, `[dj-navigate]:not([dj-prefetch=false], ${notHere})`)) return
  const url = toUrl(addressOf(link))
  if (url && isOwn(url) && uriOf(url) !== uriOf(location))
    hovering = setTimeout(prefetchPage, hoverMs, url)
}

function patch(url: URL, fields?: readonly Element[]): void {
  show(url, 'push')
  visit(undefined, fields)
}

/**
 * Tells the view of the address that is shown.
 *
 * @param shown called when it follows, unless another one is shown by then
 */
function visit(shown?: () => void, fields: readonly Element[] = []): void {
  const uri = uriOf(location)
  page.uri = uri
  markCurrentLinks()
  page.session.visit(uri, () => uri === page.uri && shown?.(), fields)
}

/** Shows an address of the view. One that is shown already gets no second entry in the history. */
function show(url: URL, how: How): void {
  if (url.href === location.href) how = 'replace'
  enter(url, how, true)
  page.uri = uriOf(url)
  markCurrentLinks()
}

/** Shows the page of another view, or leaves for it where that is not possible. */
async function navigate(url: URL, how: How): Promise<void> {
  const turn = ++asked
  tell('start', url)
  const end = showLoading()
  try {
    const found = page.session.index < maxSessionIndex && (await pageAt(url))
    if (turn !== asked) return
    if (!found || page.signal.aborted) return leaveFor(url, how)
    const showPage = await readyPage(found.document, (body) => document.body.replaceWith(body))
    if (turn !== asked) return
    const change = () => {
      enter(found.url, how, false)
      showPage()
      page.enter()
      restorePlace()
    }
    await animated(change)
    tell('end', found.url)
  } finally {
    end()
  }
}

/** @param isOfPage whether the page that is shown stays */
function enter(url: URL, how: How, isOfPage: boolean): void {
  if (how === 'push') {
    beginEntry(isOfPage)
    history.pushState(entryState(), '', url)
  } else history.replaceState(history.state, '', url)
}

function leaveFor(url: URL, how: How): void {
  if (how === 'there') location.reload()
  else if (how === 'replace') location.replace(url)
  else location.assign(url)
}

const fields = 'input, select, textarea'

const ours = '[dj-patch], [dj-navigate]'

const ordinary = 'a[href]:not([data-no-navigate], [data-no-navigate] *)'

/** What is for another document than this one. */
const notHere = '[download], [target]:not([target=_self])'

/** The nearest element that leads to another page or address. */
function linkOf(event: Event): Element | undefined {
  return event
    .composedPath()
    .find((node): node is Element => node instanceof Element && isMatch(node, links))
}

function isPatch(element: Element): boolean {
  return isMatch(element, '[dj-view] [dj-patch]')
}

function addressOf(link: Element): string {
  return (
    attribute(link, 'dj-patch') || attribute(link, 'dj-navigate') || attribute(link, 'href') || ''
  )
}

function isOwn({ origin }: URL): boolean {
  return origin === location.origin
}

function tell(what: 'start' | 'end', { href }: URL): void {
  document.dispatchEvent(new CustomEvent(`djust:navigate-${what}`, { detail: { url: href } }))
}

/** Reads an address that a page may go to: never one that runs code. */
function toUrl(address: string): URL | null {
  try {
    const url = new URL(address, location.href)
    return /^https?:$/.test(url.protocol) ? url : null
  } catch {
    return null // Not an address; the caller says so.
  }
}

function refuse(address: string): void {
  report('bad_address', `The page does not go to "${address}".`)
}
