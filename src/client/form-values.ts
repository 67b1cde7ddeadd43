import { csrfField } from '../shared/csrf-field.ts'
import { ownFieldPrefix } from '../shared/model-event.ts'
import { attribute, controlsOf, isMatch } from './dom.ts'
import type { Params } from './params.ts'

const severalAtOnce = 'select[multiple], input[type=file][multiple]'

/**
 * Reads a form as its handler gets it: all fields by name.
 *
 * - a name that occurs once is a text, one that repeats a list;
 * - a checkbox is a boolean, several of one name are the list of those checked;
 * - a select or file field for several is always a list; files are their names;
 * - the button that submitted is there by its name, which `_target` tells.
 */
export function formValues(form: HTMLFormElement, submitter: HTMLElement | null): Params {
  const lists = sentValues(form)
  const values: Params = Object.create(null)
  for (const control of controlsOf(form)) {
    const name = attribute(control, 'name')
    if (!name || isMatch(control, ':disabled')) continue
    if (isCheckbox(control) && !(name in values)) values[name] = control.checked
    else if (isCheckbox(control) || isMatch(control, severalAtOnce)) {
      values[name] = lists.get(name) ?? []
    }
  }
  for (const [name, list] of lists) values[name] ??= list.length > 1 ? list : (list[0] ?? '')

  const target = submitter && attribute(submitter, 'name')
  if (target) {
    values[target] = (submitter as HTMLButtonElement).value
    values._target = target
  }
  delete values[csrfField]
  for (const name in values) if (name.startsWith(ownFieldPrefix)) delete values[name]
  // No server takes this name, and the frame that had it would be refused as a whole.
  delete values.__proto__
  return values
}

/** What the browser itself would send, except for files that were not chosen. */
function sentValues(form: HTMLFormElement): Map<string, string[]> {
  const lists = new Map<string, string[]>()
  for (const [name, entry] of new FormData(form)) {
    const list = lists.get(name) ?? []
    lists.set(name, list)
    if (typeof entry === 'string') list.push(entry)
    else if (entry.name) list.push(entry.name)
  }
  return lists
}

function isCheckbox(control: Element): control is HTMLInputElement {
  return control instanceof HTMLInputElement && control.type === 'checkbox'
}
