import { uriOf } from '../page.ts'

/** Links that have their `aria-current` from here. */
const marked = new WeakSet<Element>()

/** A patch is shown first. */
const delayMs = 50

let timer: ReturnType<typeof setTimeout> | undefined

/** Puts `aria-current` on the links that lead to what is shown, soon. */
export function markCurrentLinks(): void {
  clearTimeout(timer)
  timer = setTimeout(() => {
    for (const link of document.querySelectorAll<HTMLAnchorElement>(
      'a[dj-patch], a[dj-navigate]',
    )) {
      if (!isCurrent(link)) {
        if (marked.delete(link)) link.removeAttribute('aria-current')
      } else if (!link.hasAttribute('aria-current')) {
        link.setAttribute('aria-current', 'page')
        marked.add(link)
      }
    }
  }, delayMs)
}

/** A link to another view is current whatever the query is, unless it says one itself. */
function isCurrent(link: HTMLAnchorElement): boolean {
  const isWhole = link.search || link.hasAttribute('dj-patch')
  return uriOf(link) === (isWhole ? uriOf(location) : location.pathname)
}
