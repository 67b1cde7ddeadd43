/** The property under which an object of djust's own gives its state as data, and takes it back. */
export const keptState = Symbol('kept state')

/**
 * What a field may hold that is more than data: a form, which has a schema besides its values. It is stored as data, and
 * the one that the field was initialised with takes that over.
 */
export interface KeepsState {
  [keptState]: unknown
}

export function keepsState(value: unknown): value is KeepsState {
  return typeof value === 'object' && value !== null && keptState in value
}
