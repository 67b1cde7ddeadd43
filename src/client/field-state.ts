import { controlsOf } from './dom.ts'

/**
 * What a field shows, and what its markup says: the two come apart as soon as the user, or a
 * script, changes it. `value`, `checked` and `selected` name both the attribute and the property.
 */
type Field = Element & Record<string, unknown>

const defaults: Readonly<Record<string, string>> = {
  value: 'defaultValue',
  checked: 'defaultChecked',
  selected: 'defaultSelected',
}

/** Types of input that have no value apart from their attribute. */
const attributeOnly = /^(?:checkbox|radio|hidden|submit|image|reset|button|file)$/

/** Writes what the markup says. What the field shows may follow, where nobody changed it. */
export function setDefault(element: Element, name: string, value: string | false): void {
  if (element instanceof HTMLTextAreaElement) {
    const text = value || ''
    if (element.defaultValue !== text) element.defaultValue = text
  } else if (value === false) element.removeAttribute(name)
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

/**
 * Writes what the markup says, while the field shows what it did. An option may change which others of a drop-down are
 * chosen.
 */
export function setDefaultOnly(element: Element, name: string, value: string | false): void {
  const field = element as Field
  const shown = field[name]
  // Once its state was set, a checkbox or radio button no longer follows its attribute. Of a text
  // that can be edited this is true anyway.
  if (name === 'checked') field[name] = shown
  setDefault(element, name, value)
  if (name === 'selected') field[name] = shown
}

/** Makes a field show what its markup says. Writing an equal value could move the cursor. */
export function showDefault(element: Element, name: string): void {
  if (!hasOwnState(element, name) || !differs(element, name)) return
  const field = element as Field
  field[name] = field[defaults[name]!]
}

/**
 * Tells whether a field that was just found shows something else than its markup: the user was
 * faster than this script.
 */
export function isChanged(element: Element, name: string): boolean {
  if (!hasOwnState(element, name) || !differs(element, name)) return false
  return element instanceof HTMLOptionElement
    ? !isAsDrawn(element.closest('select'))
    : !isOverruled(element as HTMLInputElement)
}

function hasOwnState(element: Element, name: string): boolean {
  const isInput = element instanceof HTMLInputElement
  return name !== 'value' || !isInput || !attributeOnly.test(element.type)
}

/** What a field holds. */
export function heldBy(field: Element): string {
  const { value, checked, selectedOptions } = field as HTMLInputElement & HTMLSelectElement
  const chosen = selectedOptions ? Array.from(selectedOptions, (option) => option.value) : value
  return JSON.stringify([chosen, checked])
}

/** What it would hold as its markup says. Files are nothing that markup can say. */
export function markupOf(field: Element): string {
  const like = field.cloneNode(true) as Field
  if (field instanceof HTMLInputElement && field.type !== 'file') {
    like.value = like.defaultValue
    like.checked = like.defaultChecked
  }
  if (field instanceof HTMLTextAreaElement) like.value = like.defaultValue
  return heldBy(like)
}

/** Whether a field shows something else than it would show of its markup, which may hold what its type does not allow. */
function differs(element: Element, name: string): boolean {
  const field = element as Field
  const said = field[defaults[name]!]
  if (field[name] === said) return false
  const like = element.cloneNode() as Field
  like[name] = said
  return field[name] !== like[name]
}

/** Whether a drop-down shows what its markup makes it show, which may mark no option, or several. */
function isAsDrawn(select: HTMLSelectElement | null): boolean {
  if (!select || select.multiple) return false
  return (select.cloneNode(true) as HTMLSelectElement).selectedIndex === select.selectedIndex
}

/** Whether a radio button is off because another one of its group, which the markup marks too, came later. */
function isOverruled(button: HTMLInputElement): boolean {
  const marked = togetherWith(button).filter((other) => (other as HTMLInputElement).defaultChecked)
  return marked.indexOf(button) >= 0 && (marked.at(-1) as HTMLInputElement).checked
}

/** The fields that change with a field: the radio buttons of its group. */
export function togetherWith(field: Element): Element[] {
  if (!(field instanceof HTMLInputElement) || field.type !== 'radio' || !field.name) return [field]
  const { form, name } = field
  const around = form ? controlsOf(form) : field.ownerDocument.querySelectorAll('input')
  return [...around].filter((other) => {
    const { type, name: otherName, form: otherForm } = other as HTMLInputElement
    return other === field || (type === 'radio' && otherName === name && otherForm === form)
  })
}
