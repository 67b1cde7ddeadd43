import { it } from 'vitest'
import type { Feature } from '../features.ts'

/**
 * A test that proves a promised feature: without the feature it fails. docs/features.md lists it.
 * @param _name the feature, as test/features.ts has it
 * @param title what a user notices
 * @param timeoutMs how long the test may take
 */
export function feature(
  _name: Feature,
  title: string,
  test: () => Promise<void> | void,
  timeoutMs?: number,
): void {
  it(title, test, timeoutMs)
}
