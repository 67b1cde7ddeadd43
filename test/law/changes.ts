import fc, { type Arbitrary } from 'fast-check'
import type { Change } from './state.ts'

/** A number of changes of a state, one after the other. */
export function changesOf(maxLength: number): Arbitrary<Change[]> {
  const number = fc.nat(10_000)
  return fc.array(fc.tuple(number, number, number, number), {
    minLength: 1,
    maxLength,
    size: 'max',
  })
}
