import { navigateHeader } from '../../wire/navigate-header.ts'
import { dataOf, page } from '../page.ts'
import { trusted } from '../policy.ts'

/** A page that this document can show. */
export interface FetchedPage {
  /** Where it is from: its request may have been redirected. */
  readonly url: URL
  readonly document: Document
}

/** How long a page that was fetched in advance is worth showing. */
const freshMs = 15_000

/** The page that was fetched last, in advance. */
let ahead: { href: string; until: number; found: Promise<FetchedPage | null> } | null = null

/** Fetches a page that the user may be about to want. Its view is gone once it is drawn. */
export function prefetchPage({ href }: URL): void {
  if (!isAhead(href))
    ahead = { href, until: Date.now() + freshMs, found: fetchPage(href, { purpose: 'prefetch' }) }
}

/** @returns the page of an address; null where the document has to be left for it */
export function pageAt({ href }: URL): Promise<FetchedPage | null> {
  const found = isAhead(href) ? ahead!.found : fetchPage(href)
  // It is shown once: then it is old.
  ahead = null
  return found
}

function isAhead(href: string): boolean {
  return ahead?.href === href && Date.now() < ahead.until
}

async function fetchPage(href: string, purpose?: { purpose: string }): Promise<FetchedPage | null> {
  try {
    const from = dataOf(document).liveSession ?? ''
    const response = await fetch(href, { headers: { [navigateHeader]: from, ...purpose } })
    const html = await response.text()
    // Whatever has not this runtime is not live, or of another build.
    if (!response.ok || !html.includes(new URL(page.core).pathname)) return null
    const url = new URL(response.url)
    url.hash = new URL(href).hash
    const parser = new DOMParser()
    return { url, document: parser.parseFromString(trusted().createHTML(html), 'text/html') }
  } catch {
    return null // The browser tells why it cannot get there.
  }
}
