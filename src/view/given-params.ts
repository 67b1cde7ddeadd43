import { csrfField } from '../shared/csrf-field.ts'

/** What came with an event. */
export interface GivenParams {
  /** From the event, `dj-value-*` or the form. */
  readonly params: GivenValues
  /** From `data-*` attributes. */
  readonly data: GivenValues
}

/** Values by name, in an object without prototype: no name is there that did not come. */
export type GivenValues = Readonly<Record<string, unknown>>

/** What each event carries by itself, with the value of what it does not have. */
export const carried = {
  value: '',
  checked: false,
  key: '',
  code: '',
  field: '',
  componentId: '',
  _target: '',
}

export function isCarried(name: string): name is keyof typeof carried {
  return Object.hasOwn(carried, name)
}

/** Whether nobody asked for the parameter: events carry it, or it is the button that submitted. */
export function isUncounted(given: GivenParams, name: string): boolean {
  return isCarried(name) || name === csrfField || name === given.params._target
}
