/**
 * Brings what an element does in step with an attribute that is about to change, where that does not follow by itself:
 * sound follows `muted` only when the element is made, and a dialog that is modal stays so without `open`.
 */
export function followAttribute(element: Element, name: string, value: string | false): void {
  const isOn = value !== false
  if (element.hasAttribute(name) === isOn) return
  if (element instanceof HTMLMediaElement && name === 'muted') element.muted = isOn
  if (element instanceof HTMLDialogElement && name === 'open' && !isOn) element.close()
}
