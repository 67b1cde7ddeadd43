import { compare } from './compare.ts'
import { toItems } from './iterate.ts'
import { NamedTuple, toRepr } from './python-text.ts'

/** One group of a `{% regroup %}`: neighbouring items of the same key. */
export class GroupedResult extends NamedTuple {
  readonly grouper: unknown
  readonly list: readonly unknown[]

  constructor(grouper: unknown, list: readonly unknown[]) {
    super()
    this.grouper = grouper
    this.list = list
  }

  /** A group can be taken apart: `{% for city, people in groups %}`. */
  *[Symbol.iterator](): Iterator<unknown> {
    yield this.grouper
    yield this.list
  }

  get 0(): unknown {
    return this.grouper
  }

  get 1(): unknown {
    return this.list
  }

  get length(): number {
    return 2
  }

  toString(): string {
    return `GroupedResult(grouper=${toRepr(this.grouper)}, list=${toRepr(this.list)})`
  }
}

/** Puts neighbours of the same key into groups; a missing list has none. */
export function group(items: unknown, keyOf: (item: unknown) => unknown): GroupedResult[] {
  const groups: { grouper: unknown; list: unknown[] }[] = []
  for (const item of toItems(items)) {
    const grouper = keyOf(item) ?? null
    const last = groups.at(-1)
    if (last && compare('==', last.grouper, grouper)) last.list.push(item)
    else groups.push({ grouper, list: [item] })
  }
  return groups.map(({ grouper, list }) => new GroupedResult(grouper, list))
}
