import { page } from '../page.ts'
import { trusted } from '../policy.ts'

/** What stands in `<head>` because a page said so; what scripts put there is theirs. */
let owned = [...document.head.children]

/**
 * Makes ready what a page needs in `<head>`.
 *
 * @param showBody puts its body into the document
 * @returns what shows the page then
 */
export async function readyPage(
  { documentElement, head, body }: Document,
  showBody: (body: HTMLElement) => void,
): Promise<() => void> {
  const before = [...new Set([...owned, ...document.head.querySelectorAll('meta[dj-meta]')])]
  const loading: Promise<unknown>[] = []
  let last: Element | undefined
  // A copy of the list, which gets shorter.
  owned = [...head.children].map((wanted) => {
    const same = before.find((element) => element.isEqualNode(wanted))
    const element = same ?? revived(wanted)
    if (!same && element.matches('link[rel=stylesheet]'))
      loading.push(new Promise((done) => Object.assign(element, { onload: done, onerror: done })))
    if (!same) {
      if (last) last.after(element)
      else document.head.prepend(element)
    }
    last = element
    return element
  })
  await Promise.all(loading)
  return () => {
    for (const element of before) {
      if (owned.includes(element)) continue
      // A script has run, and would run again if it came back.
      if (isRun(element)) owned.push(element)
      else element.remove()
    }
    const html = document.documentElement
    const { className } = html
    for (const { name, value } of documentElement.attributes) html.setAttribute(name, value)
    // What the runtime says of the connection holds.
    html.classList.add(...(className.match(/\bdj-\S+/g) ?? []))
    const scripts = [...body.querySelectorAll('script')]
    showBody(body)
    for (const script of scripts) script.replaceWith(revived(script))
  }
}

function isRun(element: Element): element is HTMLScriptElement {
  return element.matches('script:not([type*=json])')
}

/** A script that a parser has read for another document never runs; one that is made here does. */
function revived(element: Element): Element {
  // The runtime is there, and loads the rest of itself.
  if (!isRun(element) || element.src.startsWith(new URL('.', page.core).href)) return element
  const script = document.createElement('script')
  for (const { name, value } of element.attributes)
    script.setAttribute(name, name === 'src' ? trusted().createScriptURL(value) : value)
  script.text = trusted().createScript(element.text)
  return script
}
