import { SafeString } from '../../src/template/values/safe-string.ts'

/** What the law's templates show. Every field may hold anything of its kind; lists change in place. */
export interface State {
  text: unknown
  other: unknown
  html: unknown
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
  pairs: Record<string, unknown>
  tree: Branch
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

interface Branch {
  name: unknown
  children: Branch[]
}

/** One change: a number that chooses what is done, and three that say where and how. */
export type Change = readonly [choice: number, a: number, b: number, c: number]

export function firstState(): State {
  return {
    text: 'text',
    other: 'other',
    html: new SafeString('<b>bold</b>'),
    shape: new SafeString('<circle r="1"/>'),
    label: 'label',
    address: '/here',
    flag: true,
    flag2: false,
    kind: 0,
    items: [item(1), item(2), item(3)],
    rows: [row(1), row(2)],
    words: ['a', 'b'],
    pairs: { one: 1, two: 2 },
    tree: { name: 'root', children: [{ name: 'leaf', children: [] }] },
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

type Action = (state: State, a: number, b: number, c: number) => void

const actions: readonly [name: keyof State, Action][] = [
  ['text', (state, a) => (state.text = valueAt(a))],
  ['other', (state, a) => (state.other = valueAt(a))],
  ['html', (state, a) => (state.html = a % 3 === 0 ? valueAt(a) : markupAt(a))],
  ['shape', (state, a) => (state.shape = new SafeString(shapes[a % shapes.length]!))],
  ['label', (state, a) => (state.label = labels[a % labels.length]!)],
  ['address', (state, a) => (state.address = addresses[a % addresses.length]!)],
  ['flag', (state) => (state.flag = !state.flag)],
  ['flag2', (state) => (state.flag2 = !state.flag2)],
  ['kind', (state, a) => (state.kind = a % 4)],
  ['items', (state, a, b) => rearrange(state.items, a, b, (id) => item(id, state.items))],
  ['items', (state, a, b) => rearrange(state.items, a, b, (id) => item(id, state.items))],
  ['items', (state, a, b, c) => (pick(state.items, a).name = valueAt(b + c))],
  ['items', (state, a) => (pick(state.items, a).done = !pick(state.items, a).done)],
  ['items', (state, a, b, c) => rearrange(pick(state.items, a).tags, b, c, (n) => `tag ${n}`)],
  ['items', (state, a, b, c) => rearrangeKids(pick(state.items, a).kids, b, c)],
  ['items', (state, a, b, c) => (pick(pick(state.items, a).kids, b).name = valueAt(c))],
  ['items', (state) => (state.items = state.items.map((each) => ({ ...each })))],
  ['rows', (state, a, b) => rearrange(state.rows, a, b, row)],
  ['rows', (state, a, b) => rearrange(state.rows, a, b, row)],
  ['rows', (state, a, b) => (pick(state.rows, a).name = valueAt(b))],
  ['rows', (state, a, b) => (pick(state.rows, a).key = keys[b % keys.length])],
  ['rows', (state) => (state.rows = state.rows.map((each) => ({ ...each })))],
  ['words', (state, a, b) => rearrange(state.words, a, b, valueAt)],
  ['words', (state, a, b) => (state.words[a % (state.words.length + 1)] = valueAt(b))],
  ['pairs', (state, a, b) => (state.pairs[`key ${a % 4}`] = valueAt(b))],
  ['pairs', (state, a) => delete state.pairs[`key ${a % 4}`]],
  ['tree', (state, a, b, c) => rearrange(branchAt(state.tree, a).children, b, c, leaf)],
  ['tree', (state, a, b) => (branchAt(state.tree, a).name = valueAt(b))],
]

/** Adds, removes and moves things in a list. */
function rearrange<T>(list: T[], a: number, b: number, make: (n: number) => T): void {
  const at = Math.floor(a / 9) % (list.length + 1)
  switch (a % 9) {
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
      list.length = 0
      break
    case 6:
      list.splice(b % (list.length + 1), 0, ...list.splice(at, 1))
      break
    case 7:
      list.splice(at, 1, make(b))
      break
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
const shapes = ['<circle r="1"/>', '<path d="M0"/><g><title>x</title></g>', '', 'text']
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
]
