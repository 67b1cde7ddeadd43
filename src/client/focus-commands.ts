/** Elements that the focus shall come back to. */
const remembered: HTMLElement[] = []

const focusable =
  'a[href], area[href], button, input, select, textarea, summary, iframe, [tabindex]'

export function focusFirst(element: HTMLElement): void {
  for (const each of element.querySelectorAll<HTMLElement>(focusable)) {
    if (each.tabIndex < 0) continue
    // One that is hidden or disabled does not take it.
    each.focus()
    if (document.activeElement === each) return
  }
}

export function pushFocus(element: HTMLElement): void {
  remembered.push(element)
}

export function popFocus(): void {
  remembered.pop()?.focus()
}
