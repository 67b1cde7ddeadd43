import type { GoCommand } from '../wire/frames.ts'
import { attribute, boundElement, isMatch, isPlainClick } from './dom.ts'
import { uriOf } from './page.ts'
import { report } from './report.ts'
import type { Session } from './session.ts'

/** Keeps the address bar and the view in step. */
export class Navigation {
  readonly #session: Pick<Session, 'visit'>
  /** Path and query that the view knows of. */
  #shown: string

  constructor(session: Pick<Session, 'visit'>, shown: string) {
    this.#session = session
    this.#shown = shown
  }

  start(signal: AbortSignal): void {
    document.addEventListener('click', (event) => this.#onClick(event), { signal })
  }

  /** Does what the server asks for. */
  run({ kind, to, replace }: GoCommand): void {
    const url = toUrl(to)
    if (!url || (kind === 'url' && url.origin !== location.origin)) refuse(to)
    else if (kind === 'url') this.#show(url, replace)
    else if (replace) location.replace(url)
    else location.assign(url)
  }

  /** The browser went to another entry of the history. */
  popped(): void {
    const uri = uriOf(location)
    if (uri === this.#shown) return
    this.#shown = uri
    this.#session.visit(uri)
  }

  #onClick(event: MouseEvent): void {
    const link = boundElement(event, 'dj-patch')
    if (!link || event.defaultPrevented || !isPlainClick(event)) return
    if (isMatch(link, 'input, select, textarea, [download], [target]:not([target=_self])')) return
    const to = attribute(link, 'dj-patch') || attribute(link, 'href') || ''
    const url = toUrl(to)
    if (url && this.#isWithinView(url)) {
      event.preventDefault()
      this.#show(url, false)
      this.#session.visit(this.#shown)
    } else if (!url || (link as HTMLAnchorElement).href !== url.href) {
      // Without such an address of its own, the browser does not know where the link leads.
      event.preventDefault()
      if (url) location.assign(url)
      else refuse(to)
    }
  }

  /**
   * Whether an address differs from the one shown in its query alone; a place within the page is
   * the browser's.
   */
  #isWithinView({ origin, pathname, search, hash }: URL): boolean {
    const isPage = origin === location.origin && pathname === location.pathname
    return isPage && (search !== location.search || !hash)
  }

  /** An address that is shown already gets no second entry in the history. */
  #show(url: URL, replace: boolean): void {
    if (replace || url.href === location.href) history.replaceState(history.state, '', url)
    else history.pushState(null, '', url)
    this.#shown = uriOf(url)
  }
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
