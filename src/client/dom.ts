/**
 * A form's fields hide its own members: after `<input name="getAttribute">`, `form.getAttribute` is
 * that field. Whatever may be a form is asked through the prototypes.
 */
const { closest, getAttribute, getAttributeNames, matches } = Element.prototype
const elementsOfForm = Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, 'elements')!.get!

export function attribute(element: Element, name: string): string | null {
  return getAttribute.call(element, name)
}

export function attributeNames(element: Element): string[] {
  return getAttributeNames.call(element)
}

export function isMatch(element: Element, selector: string): boolean {
  return matches.call(element, selector)
}

/** The id of the component that an element belongs to; empty for none. */
export function componentIdOf(element: Element): string {
  const root: Element | null = closest.call(
    element,
    '[data-component-id]:not([data-component-id=""])',
  )
  return root ? attribute(root, 'data-component-id')! : ''
}

/** The fields of a form, also those outside it that name it. */
export function controlsOf(form: HTMLFormElement): HTMLElement[] {
  return Array.from(elementsOfForm.call(form) as Iterable<HTMLElement>)
}

/**
 * Finds the nearest element with a directive that an event went through, if it is part of a live
 * view. Where listeners before us have taken the target out of the page, it goes by the event's path.
 */
export function boundElement(event: Event, directive: string): Element | null {
  const { target } = event
  const has = `[${directive}]`
  if (target instanceof Element && target.isConnected)
    return closest.call(target, `[dj-view] ${has}, [dj-view]${has}`)
  const path = event.composedPath().filter((node) => node instanceof Element)
  const view = path.findIndex((node) => isMatch(node, '[dj-view]'))
  return path.slice(0, view + 1).find((node) => isMatch(node, has)) ?? null
}

/**
 * Whether a click means what it says: the main button, with no key that asks for a new tab or a
 * download.
 */
export function isPlainClick({ button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  return button === 0 && !(altKey || ctrlKey || metaKey || shiftKey)
}
