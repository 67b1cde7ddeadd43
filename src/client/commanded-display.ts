import type { JSTransition } from '../shared/js-commands.ts'
import { keep } from './commanded.ts'

export function show(element: HTMLElement, options?: JSTransition | null): void {
  const { style } = element
  keep(element, 'display', () => {
    style.display = ''
    element.hidden = false
    // A class may hide it, too.
    if (isHidden(element)) style.display = 'revert'
  })
  transition(element, options)
}

export function hide(element: HTMLElement, options?: JSTransition | null): void {
  transition(element, options, () =>
    keep(element, 'display', () => (element.style.display = 'none')),
  )
}

export function toggle(element: HTMLElement, options?: JSTransition | null): void {
  if (isHidden(element)) show(element, options)
  else hide(element, options)
}

/** Gives an element classes for a while. @param ended called then, or at once where there are none */
export function transition(
  element: Element,
  options?: JSTransition | null,
  ended?: () => void,
): void {
  const classes = options?.transition?.match(/\S+/g)
  if (!classes) return ended?.()
  const { classList } = element
  classList.add(...classes)
  setTimeout(() => {
    classList.remove(...classes)
    ended?.()
  }, options?.time ?? 200)
}

function isHidden(element: Element): boolean {
  return getComputedStyle(element).display === 'none'
}
