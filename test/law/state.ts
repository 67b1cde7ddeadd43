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

/** Changes a state in place, as handlers do. */
export function change(state: State, [choice, a, b, c]: Change): void {
  actions[choice % actions.length]!(state, a, b, c)
}

const actions: ((state: State, a: number, b: number, c: number) => void)[] = [
  (state, a) => (state.text = valueAt(a)),
  (state, a) => (state.other = valueAt(a)),
  (state, a) => (state.html = a % 3 === 0 ? valueAt(a) : new SafeString(markups[a % markups.length]!)),
  (state, a) => (state.shape = new SafeString(shapes[a % shapes.length]!)),
  (state, a) => (state.label = labels[a % labels.length]!),
  (state, a) => (state.address = addresses[a % addresses.length]!),
  (state) => (state.flag = !state.flag),
  (state) => (state.flag2 = !state.flag2),
  (state, a) => (state.kind = a % 4),
  (state, a, b) => rearrange(state.items, a, b, (id) => item(id, state.items)),
  (state, a, b, c) => (pick(state.items, a).name = valueAt(b + c)),
  (state, a) => (pick(state.items, a).done = !pick(state.items, a).done),
  (state, a, b, c) => rearrange(pick(state.items, a).tags, b, c, (n) => `tag ${n}`),
  (state, a, b, c) => {
    const { kids } = pick(state.items, a)
    rearrange(kids, b, c, (id) => item(id, kids))
  },
  (state, a, b, c) => (pick(pick(state.items, a).kids, b).name = valueAt(c)),
  (state) => (state.items = state.items.map((each) => ({ ...each }))),
  (state, a, b) => rearrange(state.rows, a, b, row),
  (state, a, b) => (pick(state.rows, a).name = valueAt(b)),
  (state, a, b) => (pick(state.rows, a).key = keys[b % keys.length]),
  (state) => (state.rows = state.rows.map((each) => ({ ...each }))),
  (state, a, b) => rearrange(state.words, a, b, (n) => valueAt(n)),
  (state, a, b) => (state.words[a % (state.words.length + 1)] = valueAt(b)),
  (state, a, b) => {
    const name = `key ${a % 4}`
    if (b % 3 === 0) delete state.pairs[name]
    else state.pairs[name] = valueAt(b)
  },
  (state, a, b, c) => {
    const { children } = branchAt(state.tree, a)
    rearrange(children, b, c, (n) => ({ name: `leaf ${n}`, children: [] }))
  },
  (state, a, b) => (branchAt(state.tree, a).name = valueAt(b)),
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
const addresses = ['/here', '?a=1&copy=2', 'javascript:alert(1)', '#there', 'https://x.test/?q="', '']
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
