import type { Draw } from '../fuzz/draw.ts'
import { SafeString } from '../../src/template/values/safe-string.ts'

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
}

interface Item {
  id: number | string
  name: unknown
  done: boolean
  tags: string[]
  kids: Item[]
}

interface Row {
  key: unknown
  name: unknown
  done: boolean
}

/** What a template sees of it is behind getters. */
class Person {
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

interface Branch {
  name: unknown
  children: Branch[]
}

/** What happens between two renders. */
export interface Turn {
  readonly changes: readonly Change[]
  /** How far a render gets that fails before the one that succeeds; 0 for none. */
  readonly failsAfter: number
  /** Chooses what users and other scripts do before it; 0 for nothing. */
  readonly mischief: number
}

/** One change: a number that chooses what is done, and three that say where and how. */
export type Change = readonly [choice: number, a: number, b: number, c: number]

export function firstState(): State {
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
    items: [item(1), item(2), item(3)],
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
  }
}

/**
 * Changes a state in place, as handlers do.
 *
 * @param names what the page shows of it: only that is changed
 */
export function change(state: State, [choice, a, b, c]: Change, names: readonly string[]): void {
  const shown = actions.filter(([name]) => names.includes(name))
  shown[choice % shown.length]?.[1](state, a, b, c)
}

/** @param hasMischief whether users and other scripts do something meanwhile */
export function randomTurns(
  draw: Draw,
  [least, most]: readonly [number, number],
  hasMischief: boolean,
): Turn[] {
  const number = (): number => draw.whole(0, 9_999)
  const one = (): Change => [number(), number(), number(), number()]
  return draw.many(least, most, () => ({
    changes: draw.many(1, draw.pick([1, 2, 3, 4]), one),
    failsAfter: draw.chance(0.07) ? draw.whole(1, 30) : 0,
    mischief: hasMischief && draw.chance(0.7) ? draw.whole(1, 1_000_000) : 0,
  }))
}

type Action = (state: State, a: number, b: number, c: number) => void

const actions: readonly [name: keyof State, Action][] = [
  ['text', (state, a) => (state.text = valueAt(a))],
  ['other', (state, a) => (state.other = valueAt(a))],
  ['html', (state, a) => (state.html = a % 3 === 0 ? valueAt(a) : markupAt(a))],
  ['inline', (state, a) => (state.inline = new SafeString(inlines[a % inlines.length]!))],
  ['shape', (state, a) => (state.shape = new SafeString(shapes[a % shapes.length]!))],
  ['label', (state, a) => (state.label = labels[a % labels.length]!)],
  ['address', (state, a) => (state.address = addresses[a % addresses.length]!)],
  ...twice(['flag', (state) => (state.flag = !state.flag)]),
  ...twice(['flag2', (state) => (state.flag2 = !state.flag2)]),
  ['kind', (state, a) => (state.kind = a % 4)],
  ...twice(['items', (state, a, b) => rearrange(state.items, a, b, (id) => item(id, state.items))]),
  ['items', (state, a, b, c) => (pick(state.items, a).name = valueAt(b + c))],
  ['items', (state, a) => (pick(state.items, a).done = !pick(state.items, a).done)],
  ['items', (state, a, b, c) => rearrange(pick(state.items, a).tags, b, c, (n) => `tag ${n}`)],
  ['items', (state, a, b, c) => rearrangeKids(pick(state.items, a).kids, b, c)],
  ['items', (state, a, b, c) => (pick(pick(state.items, a).kids, b).name = valueAt(c))],
  ['items', (state) => (state.items = state.items.map((each) => ({ ...each })))],
  ...twice(['rows', (state, a, b) => rearrange(state.rows, a, b, row)]),
  ['rows', (state, a, b) => (pick(state.rows, a).name = valueAt(b))],
  ['rows', (state, a, b) => (pick(state.rows, a).key = keys[b % keys.length])],
  ['rows', (state) => (state.rows = state.rows.map((each) => ({ ...each })))],
  ...twice(['words', (state, a, b) => rearrange(state.words, a, b, valueAt)]),
  ['words', (state, a, b) => (state.words[a % (state.words.length + 1)] = valueAt(b))],
  ['pairs', (state, a, b) => state.pairs.set(a % 3 === 0 ? 'one' : `key ${a % 4}`, valueAt(b))],
  ['pairs', (state, a) => state.pairs.delete(`key ${a % 4}`)],
  ['bag', (state, a) => state.bag.add(valueAt(a))],
  ['bag', (state, a) => (a % 5 === 0 ? state.bag.clear() : state.bag.delete(valueAt(a)))],
  ['when', (state, a) => state.when.setTime(a * 7_777_777)],
  ['person', (state, a) => state.person.rename(valueAt(a))],
  ['people', (state, a, b) => rearrange(state.people, a, b, (n) => person(n, state.people))],
  ['people', (state, a, b) => state.people[a % 3]?.rename(valueAt(b))],
  ['lang', (state, a) => (state.lang = languages[a % languages.length]!)],
  ['big', (state, a) => (state.big = a % 3 === 0 ? BigInt(a) * 1_000_003n : a * 1.37)],
  ['extra', (state, a) => (state.extra = new SafeString(extras[a % extras.length]!))],
  ['free', (state, a, b) => (state.free[`n${a % 3}`] = valueAt(b))],
  ['free', (state, a) => delete state.free[`n${a % 3}`]],
  ['tree', (state, a, b, c) => rearrange(branchAt(state.tree, a).children, b, c, leaf)],
  ['tree', (state, a, b) => (branchAt(state.tree, a).name = valueAt(b))],
]

/** Something that is worth doing more often. */
function twice(action: (typeof actions)[number]): (typeof actions)[number][] {
  return [action, action]
}

/** Adds, removes and moves things in a list. */
function rearrange<T>(list: T[], a: number, b: number, make: (n: number) => T): void {
  const at = Math.floor(a / 12) % (list.length + 1)
  switch (a % 12) {
    case 0:
      list.push(make(b))
      break
    case 1:
      list.splice(at, 0, make(b), make(b + 1))
      break
    case 2:
      list.splice(at, 1 + (b % 3))
      break
    case 3:
      list.reverse()
      break
    case 4:
      shuffle(list, b)
      break
    case 5:
    case 9:
      list.length = 0
      break
    case 10:
      list.splice(0, list.length, make(b), make(b + 1), make(b + 2))
      break
    case 6:
      list.splice(b % (list.length + 1), 0, ...list.splice(at, 1))
      break
    case 7:
      list.splice(at, 1, make(b))
      break
    case 11: {
      const other = b % Math.max(1, list.length)
      if (at < list.length) [list[at], list[other]] = [list[other]!, list[at]!]
      break
    }
    default:
      list.splice(at, 2, ...list.slice(at, at + 2).reverse(), make(b))
  }
  list.length = Math.min(list.length, 8)
}

function shuffle(list: unknown[], seed: number): void {
  let random = seed + 1
  for (let i = list.length - 1; i > 0; i--) {
    random = (random * 48271) % 2147483647
    const j = random % (i + 1)
    ;[list[i], list[j]] = [list[j], list[i]]
  }
}

/** An item whose id is free in a list. */
function item(n: number, among: readonly Item[] = []): Item {
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

function person(n: number, among: readonly Person[]): Person {
  let pk = n % 12
  while (among.some((each) => each.pk === pk)) pk++
  return new Person(pk, valueAt(n))
}

function row(n: number): Row {
  return { key: keys[n % keys.length], name: valueAt(n), done: n % 2 === 0 }
}

function rearrangeKids(kids: Item[], a: number, b: number): void {
  rearrange(kids, a, b, (id) => item(id, kids))
}

function leaf(n: number): Branch {
  return { name: `leaf ${n}`, children: [] }
}

function markupAt(n: number): SafeString {
  return new SafeString(markups[n % markups.length]!)
}

function branchAt(tree: Branch, n: number): Branch {
  const all: Branch[] = []
  const visit = (branch: Branch): void => {
    all.push(branch)
    branch.children.forEach(visit)
  }
  visit(tree)
  return all[n % all.length]!
}

function pick<T extends object>(list: readonly T[], n: number): T {
  return list[n % list.length] ?? ({ kids: [], tags: [] } as unknown as T)
}

function valueAt(n: number): unknown {
  return values[n % values.length]
}

const labels = ['label', '', 'two words', `it's "quoted"`, '<&>', ' x ']
const addresses = [
  '/here',
  '?a=1&copy=2',
  'javascript:alert(1)',
  '#there',
  'https://x.test/?q="',
  '',
]
const keys = [1, '1', 2, 'b', '', undefined, 3, 3]
const markups = [
  '<i>one</i>',
  'plain &amp; <u>two</u><u>three</u>',
  'no markup &lt;&eacute;&copy',
  '',
  '<p>a<br>b</p> tail',
  'it is "quoted" and it\'s',
  '<!-- note --><em title="x">four</em>',
]
const inlines = ['<i>one</i>', 'two', '', 'a <b>b</b> c', '<u>d</u><u>e</u>', '&amp;&lt;']
const shapes = ['<circle r="1"/>', '<path d="M0"/><g><title>x</title></g>', '', 'text']
const languages = ['en', 'de', 'fr', 'hi', 'ar']
const extras = [
  'title="t"',
  'lang=de',
  '',
  'title="u" hidden',
  'data-x="&lt;" lang="x"',
  'onclick="a()"',
]
const values: unknown[] = [
  'text',
  '',
  'a',
  ' ',
  'two\nlines',
  '\nbegins with a line',
  '\n',
  '<script>alert(1)</script>',
  '&amp; & &lt;',
  `it's "quoted"`,
  'é😀',
  'carriage\r\nreturn',
  null,
  undefined,
  0,
  1,
  -1.5,
  Number.NaN,
  true,
  false,
  12n,
  new Date(86_400_000),
  [1, '<2>'],
  new SafeString('<b>safe</b>'),
  new SafeString('safe &amp; sound'),
  new SafeString(''),
  -0,
  Number.POSITIVE_INFINITY,
  12345678901234567890n,
  'שלום \u202eabc',
  '👩‍👩‍👧 e\u0301',
  'long '.repeat(300),
  '{{ text }}{% if %}',
  '<!--1--><!--/-->',
  '</textarea></title><b>x</b>',
  'javascript:alert(1)',
  new SafeString('<b>1</b><!-- c --> 2 <i title="x">3</i>'),
  { toString: () => 'an object' },
]
