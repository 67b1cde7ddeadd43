import type { StreamChange } from '../../src/shared/stream.ts'
import { SafeString } from '../../src/template/values/safe-string.ts'
import type { TestPart } from '../support/templates.ts'
import {
  addresses,
  extras,
  inlines,
  keys,
  labels,
  languages,
  markups,
  shapes,
  valueAt,
} from './random-values.ts'
import { rearrange } from './rearrange.ts'
import {
  type Branch,
  fixed,
  item,
  type Item,
  leaf,
  type Named,
  part,
  person,
  row,
  type Row,
  type State,
} from './state.ts'
import type { Change } from './turns.ts'

/**
 * Changes a state in place, as handlers do.
 *
 * @param names what the page shows of it: only that is changed
 */
export function change(state: State, [choice, a, b, c]: Change, names: readonly string[]): void {
  const fields = new Set(names.flatMap((name) => [name, ...(behind[name] ?? [])]))
  const shown = actions.filter(([name]) => fields.has(name))
  shown[choice % shown.length]?.[1](state, a, b, c)
}

/** Fields that others hang on, or share objects with. */
const behind: Readonly<Record<string, readonly string[]>> = {
  total: ['items'],
  favourite: ['items'],
  part: ['items'],
  parts: ['part'],
}

type Action = (state: State, a: number, b: number, c: number) => void

const actions: readonly [name: keyof State, Action][] = [
  ['text', (state, a) => (state.text = valueAt(a))],
  ['other', (state, a) => (state.other = valueAt(a))],
  ['html', (state, a) => (state.html = a % 3 === 0 ? harmless(valueAt(a)) : markupAt(a))],
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
  ['fixed', (state, a, b) => rearrangeFixed(state, a, b)],
  ...twice(['fixed', (state, a, b) => changeFixed(state, a, b)]),
  ['favourite', (state, a) => (state.favourite = pick([...state.items, ...state.rows], a))],
  ['favourite', (state, a) => (state.favourite.name = valueAt(a))],
  ['favourite', (state, a) => (state.words[a % (state.words.length + 1)] = state.favourite)],
  ['favourite', (state) => state.rows.push(state.favourite as Row)],
  ['part', (state, a) => (state.part = a % 4 === 0 ? `text ${a}` : part(a, state.items))],
  ...often(['part', (state, a, b, c) => alter(state.part, a, b, c)]),
  ['part', (state, a) => (state.part = state.parts[a % 4] ?? state.part)],
  ['parts', (state, a, b) => rearrange(state.parts, a, b, (n) => part(n, state.items))],
  ...often(['parts', (state, a, b, c) => alter(state.parts[a % 4] ?? '', a, b, c)]),
  ...often(['streams', ({ streams: { log } }, a, b, c) => log.note(streamChange(a, b, c))]),
  ...twice(['note', (state, a) => (state.note = labels[a % labels.length]!)]),
  ['lines', ({ lines }, a, b) => rearrange(lines, a, b, (id) => item(id, lines))],
  ['lines', (state, a) => (state.lines = [item(a), item(a + 1)])],
  ['tree', (state, a, b, c) => rearrange(branchAt(state.tree, a).children, b, c, leaf)],
  ['tree', (state, a, b) => (branchAt(state.tree, a).name = valueAt(b))],
]

/** Something that is worth doing more often. */
function twice(action: (typeof actions)[number]): (typeof actions)[number][] {
  return [action, action]
}

function often(action: (typeof actions)[number]): (typeof actions)[number][] {
  return [...twice(action), ...twice(action)]
}

/** Changes what a component shows. */
function alter(one: TestPart | string, a: number, b: number, c: number): void {
  if (typeof one === 'string') return
  const { names } = one
  const list = names['l'] as unknown[]
  if (c % 5 === 0) names['n'] = valueAt(b)
  else if (c % 5 === 1) names['on'] = !names['on']
  else if (c % 5 === 2) rearrange(list, a, b, valueAt)
  else if (c % 5 === 3) names['c'] = names['c'] === '' ? part(b, [one.names['item'] as Named]) : ''
  else alter(names['c'] as TestPart | string, a, b, c + 1)
}

function streamChange(a: number, b: number, c: number): StreamChange {
  const some = Array.from({ length: b % 4 }, (_, i) => ({
    ...item((b >> 2) + i * c),
    name: valueAt(c + i),
  }))
  if (a % 10 < 2) return { kind: 'reset' }
  if (a % 10 < 4) return { kind: 'delete', item: some[0] ?? item(c).id }
  const at = [-1, -1, 0, 0, 1, 3, 50, -2, -2][a % 9]!
  return { kind: 'insert', at, limit: [0, 0, 2, 4][c % 4]!, items: some }
}

function rearrangeFixed(state: State, a: number, b: number): void {
  const list = [...state.fixed]
  rearrange(list, a, b, (n) => fixed(n, list))
  state.fixed = b % 4 === 0 ? list : Object.freeze(list)
}

/** Replaces an item by one that is a little different, or changes one that can still change. */
function changeFixed(state: State, a: number, b: number): void {
  const loose = state.fixed.filter((each) => !Object.isFrozen(each))
  const among = loose.length > 0 && b % 4 > 0 ? loose : state.fixed
  const one = among[a % Math.max(1, among.length)]
  if (!one) return
  if (!Object.isFrozen(one)) one.name = valueAt(b)
  else {
    const other = Object.freeze({ ...one, name: valueAt(b), done: !one.done })
    state.fixed = Object.freeze(state.fixed.map((each) => (each === one ? other : each)))
  }
}

function rearrangeKids(kids: Item[], a: number, b: number): void {
  rearrange(kids, a, b, (id) => item(id, kids))
}

/** A value that may be declared safe: one with a comment like ours makes the browser build the page anew. */
function harmless(value: unknown): unknown {
  return String(value).includes('<!--/') ? '<!-- a -->' : value
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
