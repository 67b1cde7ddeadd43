/**
 * A list that prints in round brackets and equals only lists of its kind, as Python's tuples do.
 * Make one with `Tuple.of(1, 2)` or `Tuple.from(items)`.
 */
export class Tuple<Item = unknown> extends Array<Item> {}

/** Whether two lists are of the same kind: both tuples, or both none. */
export function areSameKind(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a instanceof Tuple === b instanceof Tuple
}
