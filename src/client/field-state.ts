/**
 * What a field shows, and what its markup says: the two come apart as soon as the user, or a script, changes it.
 * `value`, `checked` and `selected` are the names of both the attribute and the property.
 */
type Field = Element & Record<string, unknown>

const defaults: Readonly<Record<string, string>> = {
  value: 'defaultValue',
  checked: 'defaultChecked',
  selected: 'defaultSelected',
}

/** Types of input whose value is their attribute, and those that never show it. */
const attributeOnly = /^(?:checkbox|radio|hidden|submit|image|reset|button|file)$/

/** Types of input that show something else where their attribute is not a value of theirs. */
const neverEmpty = /^(?:color|range)$/

/** Writes what the markup says. What the field shows may follow, where nobody changed it. */
export function setDefault(element: Element, name: string, value: string | false): void {
  if (element instanceof HTMLTextAreaElement) {
    const text = value || ''
    if (element.defaultValue !== text) element.defaultValue = text
  } else if (value === false) element.removeAttribute(name)
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

/** Makes a field show what its markup says. An equal value is not written: that could move the cursor. */
export function showDefault(element: Element, name: string): void {
  if (hasOwnValue(element, name) && differs(element, name)) {
    const field = element as Field
    field[name] = field[defaults[name]!]
  }
}

/** Makes a field keep what it shows when its markup changes next. */
export function keepShown(element: Element, name: string): void {
  // A text that differs from its markup is kept anyway; a box or option may have changed because another one did.
  if (name !== 'value') (element as Field)[name] = (element as Field)[name]
}

/** Whether a field that was just found shows something else than its markup: the user was faster than this script. */
export function isChanged(element: Element, name: string): boolean {
  if (!hasOwnValue(element, name) || !differs(element, name)) return false
  if (element instanceof HTMLInputElement) return !neverEmpty.test(element.type)
  return !(element instanceof HTMLOptionElement && isShownByItself(element))
}

function hasOwnValue(element: Element, name: string): boolean {
  return !(
    name === 'value' &&
    element instanceof HTMLInputElement &&
    attributeOnly.test(element.type)
  )
}

function differs(element: Element, name: string): boolean {
  const field = element as Field
  return field[name] !== field[defaults[name]!]
}

/** Whether an option is shown because a drop-down must show one. */
function isShownByItself(option: HTMLOptionElement): boolean {
  const select = option.closest('select')
  return option.selected && !select?.multiple && option === select?.querySelector('option:enabled')
}
