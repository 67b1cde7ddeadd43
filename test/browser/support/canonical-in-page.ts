import { canonical } from '../../law/canonical.ts'

declare global {
  interface Window {
    compare: typeof compare
  }
}

/** What two documents show. */
export interface Compared {
  readonly actual: string
  readonly expected: string
}

/** Spells out the live part of this page, and that of a page as it comes from a server. */
function compare(html: string): Compared {
  const other = new DOMParser().parseFromString(html, 'text/html')
  return { actual: spell(document), expected: spell(other) }
}

function spell(page: Document): string {
  const root = page.querySelector('[dj-root]')!.cloneNode(true) as Element
  // What was put into a form so that it works without a script.
  for (const field of root.querySelectorAll('[name=csrfmiddlewaretoken]')) field.remove()
  for (const form of root.querySelectorAll('form[dj-submit]')) {
    form.removeAttribute('action')
    form.removeAttribute('method')
  }
  return `${page.title}\n${canonical(root)}`
}

window.compare = compare
