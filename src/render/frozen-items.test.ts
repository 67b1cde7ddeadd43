import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { input, program } from '../../test/support/templates.ts'
import type { Patch } from '../wire/patch.ts'
import { ListRecord } from '../diff/list-record.ts'
import { environment } from '../template/values/env.ts'

/** A page of a list, and what its turns give. */
function show(text: string, names: Record<string, unknown>) {
  const page = program(`<main dj-root>${text}</main>`)
  const { rendered } = page.paint(input(names))
  let env = environment()
  const compare = () => page.diff({ ...input(names), env }, rendered)
  return {
    turn(): Patch | null {
      const update = compare()
      update.commit()
      return update.patch
    },
    compare,
    groupDigits: () => (env = environment({ groupsDigits: true })),
    shown: () => plainly(rendered.record),
    anew: () => plainly(page.paint({ ...input(names), env }).rendered.record),
  }
}

/** A record without what is known of frozen items. */
function plainly(record: unknown): unknown {
  if (Array.isArray(record)) return record.map(plainly)
  if (!(record instanceof ListRecord)) return record
  return [record.keys, plainly(record.values), plainly(record.empty)]
}

describe('frozen items that stand', () => {
  it('are not read again from the third turn on', () => {
    let reads = 0
    const item = new Proxy(Object.freeze({ id: 1, name: 'a' }), {
      get(target, name) {
        reads++
        return Reflect.get(target, name) as unknown
      },
    })
    const names = { a: 1, l: Object.freeze([item]) }
    const page = show('{{ a }}<ul>{% for x in l %}<li>{{ x.name }}</li>{% endfor %}</ul>', names)
    page.turn()
    page.turn()
    reads = 0
    names.a = 2
    expect(page.turn()).toEqual([0, '2'])
    expect(reads).toBe(0)
  })

  it.each([
    ['a name from outside', '{{ x.n }}{{ other }}'],
    ['a name from outside in a condition', '{% if other == 2 %}{{ x.n }}{% endif %}'],
    ["a filter's argument", '{{ x.n|add:other }}'],
    ['a name in an attribute', '<b title="{{ x.n }} {{ other }}"></b>'],
    ['a name given by a tag', '{% with o=other %}{{ o }}{% endwith %}'],
    ['an inner list', '{% for y in inner %}{{ y }}{% endfor %}'],
    [
      'a changed language',
      '{% load i18n %}{% language lang %}{{ x.n|floatformat:1 }}{% endlanguage %}',
    ],
    ['a tag that computes', '{% firstof other %}'],
    [
      'what a tag remembers',
      '{% ifchanged other %}{{ x.n }}{% else %}-{% endifchanged %}{{ other }}',
    ],
  ])('are read again where rows show %s', (_what, row) => {
    const names = {
      l: Object.freeze([Object.freeze({ id: 1, n: 1 })]),
      other: 1,
      inner: [1],
      lang: 'en',
    }
    const page = show(`{% for x in l %}<p>${row}</p>{% endfor %}`, names)
    for (let i = 0; i < 3; i++) expect(page.turn()).toBeNull()
    Object.assign(names, { other: 2, inner: [2], lang: 'de' })
    expect(page.turn()).not.toBeNull()
    expect(page.shown()).toEqual(page.anew())
  })

  it('show the number of the round around them', () => {
    const rows = Object.freeze([1])
    const names = {
      l: [
        { id: 1, rows },
        { id: 2, rows },
      ],
    }
    const text =
      '{% for g in l %}<ul>{% for x in g.rows %}<li>{{ forloop.parentloop.counter }}{{ x }}</li>{% endfor %}</ul>{% endfor %}'
    const page = show(text, names)
    for (let i = 0; i < 3; i++) page.turn()
    names.l.reverse()
    page.turn()
    expect(page.shown()).toEqual(page.anew())
  })

  it('are read again where numbers are grouped', () => {
    const names = { l: Object.freeze([Object.freeze({ id: 1, n: 1000 })]) }
    const page = show('{% for x in l %}<p>{{ x.n|add:x.n }}</p>{% endfor %}', names)
    for (let i = 0; i < 3; i++) expect(page.turn()).toBeNull()
    page.groupDigits()
    expect(page.turn()).toEqual([0, [0, 0, [0, '2,000']]])
    expect(page.turn()).toBeNull()
  })
})

const templates = [
  '{% for x in l %}<li class="{% if x.done %}d{% endif %}">{{ forloop.counter }}{{ x.name|upper }}{{ x.owner.name }}{{ x.tags }}</li>{% empty %}none{% endfor %}',
  '{% for x in l %}<li dj-key="{{ x.name }}">{{ x.0 }}{{ x.length }}{{ x.tags|length }}</li>{% endfor %}',
  '{% for x in l %}<li>{{ x }}{% if forloop.last %}.{% endif %}</li>{% endfor %}',
  '{% for g in groups %}<ul>{% for x in g %}<li>{{ x.name }}{{ x.owner.name }}</li>{% endfor %}</ul>{% endfor %}',
]

it.each(templates)('shows what a new page would, whatever is frozen and replaced: %s', (text) => {
  const story = (choose: (choices: number) => number): void => {
    const pick = <T>(list: readonly T[]): T => list[choose(list.length)]!
    const frozen = <T extends object>(value: T): T => (choose(4) > 0 ? Object.freeze(value) : value)
    let last = 0
    const made: Record<string, any>[] = []
    const makeItem = (): unknown => {
      const owner = frozen({ name: `o${choose(3)}` })
      const fields = { name: `n${last++}`, done: choose(2) === 0, owner, tags: frozen([1]) }
      const kind = choose(9)
      if (kind === 0) return choose(5)
      if (kind === 1) {
        const counter = {
          get name() {
            return `g${count}`
          },
          owner,
        }
        return Object.freeze(counter)
      }
      if (kind === 2) return frozen(new Map([['name', last++]]))
      if (kind === 3) return frozen([frozen({ id: last++ }), 'b'])
      if (kind === 4)
        return Object.freeze(
          new (class {
            get name() {
              return `c${count}`
            }
          })(),
        )
      const item = frozen(choose(2) === 0 ? { id: last++, ...fields } : fields)
      made.push(item)
      return item
    }
    let count = 0
    const makeList = (): unknown[] => frozen(Array.from({ length: choose(4) }, makeItem))
    const lists = [makeList(), makeList()]
    const names: Record<string, unknown> = { l: lists[0], groups: [lists[0], lists[1]] }
    const page = show(text, names)
    for (let step = 0; step < 40; step++) {
      const list = pick(lists)
      const item = made.length > 0 ? pick(made) : {}
      switch (choose(9)) {
        case 0:
          lists.push(makeList())
          break
        case 1:
          names['l'] = pick(lists)
          break
        case 2:
          names['groups'] = [pick(lists), pick(lists)]
          break
        case 3:
          if (!Object.isFrozen(list)) list.push(makeItem())
          break
        case 4:
          if (!Object.isFrozen(item)) item['name'] = `m${last++}`
          break
        case 5:
          if (item['owner'] && !Object.isFrozen(item['owner'])) item['owner'].name = `p${last++}`
          break
        case 6:
          if (item['tags'] && !Object.isFrozen(item['tags'])) item['tags'].push(last++)
          break
        case 7:
          Object.freeze(choose(2) === 0 ? item : list)
          break
        default:
          count++
      }
      if (choose(4) === 0) {
        page.compare()
        continue
      }
      page.turn()
      expect(page.shown()).toEqual(page.anew())
    }
  }
  fc.assert(
    fc.property(fc.gen(), (gen) => story((choices) => gen(fc.nat, { max: choices - 1 }))),
    { numRuns: 100 },
  )
})
