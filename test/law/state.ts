import { Stream } from '../../src/shared/stream.ts'
import { SafeString } from '../../src/template/values/safe-string.ts'
import { TestPart } from '../support/templates.ts'
import { keys, partTexts, valueAt } from './random-values.ts'

/** What the law's templates show. Every field may hold anything of its kind; lists change in place. */
export interface State {
  text: unknown
  other: unknown
  html: unknown
  /** Markup that may stand in a paragraph. */
  inline: SafeString
  /** Markup of SVG. */
  shape: SafeString
  label: string
  address: string
  flag: boolean
  flag2: boolean
  kind: number
  /** Items with ids that differ. */
  items: Item[]
  /** Objects without ids: told apart by identity. Their `key` may be missing, or given twice. */
  rows: Row[]
  /** Plain values, some of them twice. */
  words: unknown[]
  pairs: Map<string, unknown>
  bag: Set<unknown>
  /** Changed in place. */
  when: Date
  person: Person
  /** Objects that are told apart by a getter of their class. */
  people: Person[]
  tree: Branch
  lang: string
  big: number | bigint
  /** Attributes that data names: markup, and names with values. */
  extra: SafeString
  free: Record<string, unknown>
  /** Frozen, and replaced as a whole; some of its items may change all the same. */
  fixed: readonly Fixed[]
  /** An object that another name may have too. */
  favourite: Named
  /** Components, which change in place and are replaced; a text may stand in the place of one. */
  part: TestPart | string
  parts: TestPart[]
  /** Items that are forgotten once they are sent. */
  readonly streams: { readonly log: Stream }
  /** Temporary: they are there for one render. */
  note: string
  lines: Item[]
  /** Hangs on another field. */
  readonly total: number
}

export interface Named {
  name: unknown
  done: boolean
}

export interface Item extends Named {
  id: number | string
  tags: string[]
  kids: Item[]
}

export interface Row extends Named {
  key: unknown
}

export interface Fixed extends Named {
  readonly id: number
  readonly tags: readonly unknown[]
}

/** What a template sees of it is behind getters. */
export class Person {
  #name: unknown
  readonly #pk: number
  #isDone = false
  readonly tags: string[] = []

  constructor(pk: number, name: unknown) {
    this.#pk = pk
    this.#name = name
  }

  get pk(): number {
    return this.#pk
  }

  get name(): unknown {
    return this.#name
  }

  get done(): boolean {
    return this.#isDone
  }

  greeting(): string {
    return `Hi, ${String(this.#name)}`
  }

  toString(): string {
    return `person ${this.#pk}`
  }

  rename(name: unknown): void {
    this.#name = name
    this.#isDone = !this.#isDone
  }
}

export interface Branch {
  name: unknown
  children: Branch[]
}

export function firstState(): State {
  const items = [item(1), item(2), item(3)]
  return {
    text: 'text',
    other: 'other',
    html: new SafeString('<b>bold</b>'),
    inline: new SafeString('<i>in</i>line'),
    shape: new SafeString('<circle r="1"/>'),
    label: 'label',
    address: '/here',
    flag: true,
    flag2: false,
    kind: 0,
    items,
    rows: [row(1), row(2)],
    words: ['a', 'b'],
    pairs: new Map<string, unknown>([
      ['one', 1],
      ['two', 2],
    ]),
    bag: new Set(['a', 1]),
    when: new Date(86_400_000),
    person: new Person(1, 'Ann'),
    people: [new Person(1, 'Ann'), new Person(2, 'Bob')],
    tree: { name: 'root', children: [{ name: 'leaf', children: [] }] },
    lang: 'en',
    big: 1234567.891,
    extra: new SafeString('title="t"'),
    free: { one: 1 },
    fixed: Object.freeze([fixed(1), fixed(2)]),
    favourite: items[0]!,
    part: part(0, items),
    parts: [part(1, items), part(2, items)],
    streams: { log: streamOf([item(1), item(2)]) },
    note: 'first',
    lines: [item(1)],
    get total() {
      return this.items.length
    },
  }
}

/** An item whose id is free in a list. */
export function item(n: number, among: readonly Item[] = []): Item {
  let id = n % 12
  while (among.some((each) => each.id === id || each.id === `x${id}`)) id++
  return {
    id: id % 4 === 3 ? `x${id}` : id,
    name: `item ${id}`,
    done: n % 2 === 1,
    tags: n % 3 === 0 ? [] : ['tag'],
    kids: [],
  }
}

export function person(n: number, among: readonly Person[]): Person {
  let pk = n % 12
  while (among.some((each) => each.pk === pk)) pk++
  return new Person(pk, valueAt(n))
}

export function row(n: number): Row {
  return { key: keys[n % keys.length], name: valueAt(n), done: n % 2 === 0 }
}

/** @param n every third can still change */
export function fixed(n: number, among: readonly Fixed[] = []): Fixed {
  let id = n % 12
  while (among.some((each) => each.id === id)) id++
  const tags = Object.freeze(n % 3 === 0 ? [] : ['tag', n])
  const made: Fixed = { id, name: valueAt(n), done: n % 2 === 1, tags }
  return n % 3 === 0 ? made : Object.freeze(made)
}

export function leaf(n: number): Branch {
  return { name: `leaf ${n}`, children: [] }
}

function streamOf(items: readonly Item[]): Stream {
  const stream = new Stream()
  stream.note({ kind: 'insert', at: -1, limit: 0, items })
  return stream
}

/** @param items one of which it shows */
export function part(n: number, items: readonly Named[]): TestPart {
  const c = n % 5 === 0 ? part(n + 1, items) : ''
  const item = items[n % Math.max(1, items.length)]
  return new TestPart(partTexts[n % partTexts.length]!, {
    n: valueAt(n),
    on: n % 2 === 0,
    l: [n % 3, 'x'],
    c,
    item,
    component_id: `c${n}`,
  })
}
