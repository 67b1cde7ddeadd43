import { beforeEach, describe, expect, it } from 'vitest'
import { input, program } from '../../test/support/templates.ts'
import { TemplateError } from '../shared/errors.ts'
import { environment } from '../template/values/env.ts'
import { SafeString } from '../template/values/safe-string.ts'
import { noTranslations } from '../template/values/translations.ts'
import type { Patch } from '../wire/patch.ts'
import type { Program, Rendered } from './program.ts'

let page: Program
let rendered: Rendered
let state: Record<string, unknown>

/** Draws the content of a live element for the first time. */
function show(text: string, context: Record<string, unknown>, others = {}): void {
  page = program(`<div dj-root>${text}</div>`, others)
  state = context
  rendered = page.paint(input(state)).rendered
}

/** What is sent after a change. */
function turn(changes: Record<string, unknown> = {}): Patch | null {
  Object.assign(state, changes)
  const update = page.diff(input(state), rendered)
  update.commit()
  return update.patch
}

describe('a page', () => {
  it('is whole and in order, however long its loops are', () => {
    const xs = Array.from({ length: 20_000 }, (_, i) => i)
    const list = xs.join('')
    show(
      '{% for x in xs %}{{ x }}{% endfor %}<a href="{% for x in xs %}{{ x }}{% endfor %}">b</a>',
      {
        xs,
      },
    )
    const all = `<div dj-root>${list}<a href="${list}">b</a></div>`
    expect(page.plain(input(state))).toContain(all)
    const painted = page.paint(input(state)).html.replace(/<!--.*?-->/g, '')
    expect(painted).toContain(all)
  })
})

describe('rows that are drawn', () => {
  const bodies: [string, (x: number) => string][] = [
    ['a', () => 'a'],
    ['a{{ x }}', (x) => `a${x}`],
    ['{{ x }}z', (x) => `${x}z`],
    ['a{{ x }}z', (x) => `a${x}z`],
    ['a{% if x %}{{ x }}{% endif %}z', (x) => `a${x || ''}z`],
    ['{% if x %}a{% endif %}{{ x }}z', (x) => `${x ? 'a' : ''}${x}z`],
    ['a{{ x }}{% if x %}z{% endif %}', (x) => `a${x}${x ? 'z' : ''}`],
    ['a{% for y in ys %}({{ y }}){% endfor %}z', () => 'a(7)(8)z'],
    ['{% for y in ys %}({{ y }}){% endfor %}', () => '(7)(8)'],
    [
      'a{{ x }}z{% if x %}{% for y in ys %}-{{ y }}-{% empty %}none{% endfor %}{% endif %}',
      (x) => `a${x}z${x ? '-7--8-' : ''}`,
    ],
  ]

  it('are whole, whatever they begin and end with', () => {
    for (const [body, row] of bodies) {
      const text = `{% autoescape off %}[{% for x in xs %}${body}{% empty %}none{% endfor %}]{% endautoescape %}`
      for (let count = 0; count < 4; count++) {
        const xs = Array.from({ length: count }, (_, i) => i)
        const drawn = program(text).plain(input({ xs, ys: [7, 8] }))
        expect(drawn, body).toContain(`[${count === 0 ? 'none' : xs.map(row).join('')}]`)
      }
    }
  })
})

describe('a shortened text', () => {
  const drawn = (text: string, state: object, own = '%(truncated_text)s…'): string => {
    const translations = { ...noTranslations, own: () => own }
    const env = { ...environment(), translations }
    return program(text).plain({ ...input(state as Record<string, unknown>), env })
  }

  it('is escaped', () => {
    expect(drawn('{{ a|truncatechars:4 }}', { a: 'a<bcd' })).toContain('a&lt;b…')
    expect(drawn('{{ a|truncatechars:2 }}', { a: 'a<bcd' })).toContain('a…')
    expect(drawn('<b title="{{ a|truncatechars:4 }}"></b>', { a: '"bcde' })).toContain('&quot;bc…')
    expect(drawn('{{ a|truncatewords:2 }}', { a: 'a < b' })).toContain('a &lt; …')
    expect(drawn('{{ a|truncatechars:9 }}', { a: ['<', 1] })).toContain('[&#x27;&lt;&#x27;')
  })

  it('has a mark of its language, which is escaped too', () => {
    const own = '%(truncated_text)s <more>'
    expect(drawn('{{ a|truncatechars:8 }}', { a: 'abcdefghi' }, own)).toContain('a &lt;more&gt;')
  })

  it('stays markup where it was', () => {
    const a = new SafeString('<b>abcdef</b>')
    expect(drawn('{{ a|truncatechars:6 }}', { a })).toContain('<b>ab…')
  })
})

describe('a patch', () => {
  it('holds the last of more conditions than a number can count', () => {
    const classes = Array.from({ length: 60 }, (_, i) => `{% if a${i} %}x${i}{% endif %}`)
    show(`<b class="${classes.join('')}"></b>`, {})
    expect(turn({ a59: true })).toEqual([0, 'x59'])
  })

  it('holds what changed and nothing else', () => {
    show('<b title="{{ a }}">{{ b }}</b>{{ c }}', { a: 1, b: 2, c: 3 })
    expect(turn()).toBeNull()
    expect(turn({ b: 4 })).toEqual([1, '4'])
    expect(turn({ a: 5, c: '' })).toEqual([0, '5', 2, ''])
    expect(turn()).toBeNull()
  })

  it('holds text as it is read, and markup only where a safe string has some', () => {
    show('{{ a }}|', { a: 1 })
    expect(turn({ a: '<&"' })).toEqual([0, '<&"'])
    expect(turn({ a: new SafeString('&lt;&copy;') })).toEqual([0, '<©'])
    expect(turn({ a: new SafeString('<b>&lt;</b>') })).toEqual([0, ['<b>&lt;</b>']])
    expect(turn({ a: null })).toEqual([0, 'None'])
    expect(turn({ a: undefined })).toEqual([0, ''])
    expect(turn({ a: 'x\r\ny' })).toEqual([0, 'x\ny'])
  })

  it('holds whole attributes, as a browser reads them', () => {
    show('<p class="a {{ a }}&amp;" title="{{ b }}"></p>', { a: 1, b: 1 })
    expect(turn({ a: 2 })).toEqual([0, 'a 2&'])
    expect(turn({ b: new SafeString('?a&copy=1&lt;') })).toEqual([1, '?a&copy=1<'])
  })

  it('holds a choice that text stands behind', () => {
    show('<p class="{% if a %}on {% endif %}card"></p>', { a: 1 })
    expect(turn({ a: 0 })).toEqual([0, 'card'])
    expect(turn({ a: 1 })).toEqual([0, 'on card'])
  })

  it('holds false for an attribute that is not there', () => {
    show(
      '<p {% if a %}hidden{% endif %} {% if a %}title="x{{ b }}"{% elif b %}title=y{% endif %}></p>',
      { a: true, b: 1 },
    )
    expect(turn({ a: false })).toEqual([0, false, 1, 'y'])
    expect(turn({ b: 0 })).toEqual([1, false])
    expect(turn({ a: true })).toEqual([0, '', 1, 'x0'])
  })

  it('takes the first of two conditions that give the same attribute, as a browser does', () => {
    const [a, b] = ['{% if a %}title="a"{% endif %}', '{% if b %}title="{{ b }}"{% endif %}']
    show(`<p ${a} ${b}></p><p ${b} ${a}></p>`, { a: false, b: 'b' })
    expect(turn({ a: true })).toEqual([0, 'a'])
    expect(turn({ b: 'c' })).toEqual([1, 'c'])
    expect(turn({ b: '' })).toEqual([1, 'a'])
  })

  it('never holds an address that runs code', () => {
    show('<a href="{{ a }}"></a><a {% if a %}href="{{ a }}"{% endif %}></a>', { a: '/' })
    expect(turn({ a: 'java\nscript:x' })).toEqual([
      0,
      'about:blank#blocked',
      1,
      'about:blank#blocked',
    ])
  })

  it('holds the choice of a branch, with its values where it has some', () => {
    show('{% if a %}<b></b>{% elif b %}{{ c }}{% else %}<i>{{ c }}</i>{% endif %}', {
      a: true,
      b: true,
      c: 1,
    })
    expect(turn({ a: false })).toEqual([0, [1, ['1']]])
    expect(turn({ c: 2 })).toEqual([0, [[0, '2']]])
    expect(turn({ b: false, c: 3 })).toEqual([0, [2, ['3']]])
    expect(turn({ a: true })).toEqual([0, [0]])
    expect(turn({ c: 4 })).toBeNull()
  })

  it('holds the choice past the last where no branch holds', () => {
    show('{% if a %}x{% elif b %}y{% endif %}', { a: true })
    expect(turn({ a: false })).toEqual([0, [2]])
  })

  it('holds the title of the document', () => {
    page = program('<title>{{ a }} &amp; more</title><p dj-root>{{ b }}</p>')
    state = { a: 1, b: 1 }
    rendered = page.paint(input(state)).rendered
    expect(turn()).toBeNull()
    expect(turn({ a: 2 })).toEqual([1, '2 & more'])
    expect(turn({ a: 3, b: 2 })).toEqual([0, '2', 1, '3 & more'])
  })

  it('goes into templates that include themselves', () => {
    const node = '{{ n.name }}{% for c in n.list %}{% include "node.html" with n=c %}{% endfor %}'
    const n = { name: 'a', list: [{ id: 1, name: 'b', list: [] as unknown[] }] }
    show('{% include "node.html" with n=n %}', { n }, { 'node.html': node })
    n.list[0]!.name = 'c'
    expect(turn()).toEqual([1, [0, 0, [0, [0, 'c']]]])
    n.list[0]!.list.push({ id: 2, name: 'd', list: [] })
    expect(turn()).toEqual([1, [0, 0, [0, [1, [3, [['d', [0]]]]]]]])
  })
})

describe('a change is noticed', () => {
  it.each<[string, () => Record<string, unknown>, (state: Record<string, any>) => void, Patch]>([
    ['in a list', () => ({ a: [1, 2] }), ({ a }) => a.push(3), [0, '[1, 2, 3]']],
    ['in an object', () => ({ a: { b: 1 } }), ({ a }) => (a.b = 2), [0, "{'b': 2}"]],
    [
      'in a date',
      () => ({ a: new Date(0) }),
      ({ a }) => a.setUTCFullYear(2000),
      [0, 'Jan. 1, 2000, midnight'],
    ],
    ['in a map', () => ({ a: new Map([[1, 2]]) }), ({ a }) => a.set(1, 3), [0, '{1: 3}']],
    [
      'from text to safe text',
      () => ({ a: '<b>' }),
      (s) => (s.a = new SafeString('<b>')),
      [0, ['<b>']],
    ],
    ['from nothing to empty text', () => ({ a: null }), (s) => (s.a = ''), [0, '']],
  ])('%s', (_where, context, change, patch) => {
    show('{{ a }}.', context())
    expect(turn()).toBeNull()
    change(state)
    expect(turn()).toEqual(patch)
  })

  it('only where it can be seen', () => {
    show('{{ a }}{{ b|length }}{{ c }}{{ d }}', { a: Number.NaN, b: [1], c: 0, d: true })
    ;(state.b as number[])[0] = 2
    expect(turn({ a: Number.NaN, c: -0 })).toBeNull()
  })

  it('without running the filters of a plain value that is the same', () => {
    let runs = 0
    const text = { toString: () => `${(runs += 1)}` }
    show('{{ a|upper }}{{ b|upper }}', { a: 'x', b: text })
    const before = runs
    turn()
    expect(runs).toBe(before + 1)
  })

  it('in a date, of which the time is kept and not what it shows', () => {
    const due = new Date(0)
    show('{% for x in l %}{{ x.due|date:"Y" }}{% endfor %}', { l: [{ id: 1, due }] })
    expect(JSON.stringify(rendered.record)).not.toContain('1970')
    expect(turn()).toBeNull()
    expect(turn({ l: [{ id: 1, due: new Date(0) }] })).toBeNull()
    due.setUTCFullYear(2000)
    expect(turn({ l: [{ id: 1, due }] })).toEqual([0, [0, 0, [0, '2000']]])
    expect(turn({ l: [{ id: 1, due: due.getTime() }] })).not.toBeNull()
    turn({ l: [{ id: 1, due: new Date(Number.NaN) }] })
    expect(turn({ l: [{ id: 1, due: new Date(Number.NaN) }] })).toBeNull()
  })

  it('from zero to minus zero where a filter shows it', () => {
    show('{% for x in l %}{{ x.n|stringformat:"f" }}{% endfor %}', { l: [{ id: 1, n: 0 }] })
    expect(turn({ l: [{ id: 1, n: -0 }] })).toEqual([0, [0, 0, [0, '-0.000000']]])
    expect(turn()).toBeNull()
  })

  it('by reading each name once', () => {
    let reads = 0
    const context = {
      get a() {
        reads += 1
        return 'x'
      },
    }
    show('{{ a }}{{ a }}{% if a %}{{ a }}{% endif %}', context)
    reads = 0
    page.diff(input(context), rendered)
    expect(reads).toBe(1)
  })
})

describe('rows are known', () => {
  const moves = (patch: Patch | null) => (patch?.[1] as unknown[] | undefined)?.[0]

  it.each([
    ['by their id', '{{ x.name }}', [{ id: 1 }, { id: 'b' }, { id: 3n }]],
    ['by their pk', '{{ x.name }}', [{ pk: 1 }, { pk: 2 }, { pk: 3 }]],
    ['by dj-key', '<i dj-key="{{ x.k }}"></i>', [{ k: 1 }, { k: 2 }, { k: 3 }]],
    [
      'by data-key with text around',
      '<i data-key="a-{{ x.k }}"></i>',
      [{ k: 1 }, { k: 2 }, { k: 3 }],
    ],
    [
      'by a key that the row itself sets',
      '{% with k=x.k %}{% with j=k %}<i dj-key="{{ j }}"></i>{% endwith %}{% endwith %}',
      [{ k: 1 }, { k: 2 }, { k: 3 }],
    ],
    [
      'by a key that is set in its tag',
      '<i {% url \'x\' x.k as u %}dj-key="{{ u }}"></i>',
      [{ k: 1 }, { k: 2 }, { k: 3 }],
    ],
  ])('%s', (_how, row, items) => {
    show(`{% for x in list %}${row}{% endfor %}`, { list: items })
    const [a, b, c] = items.map((each) => ({ ...each }))
    expect(moves(turn({ list: [b, a, c] }))).toEqual([0, [0, 1], 0])
  })

  it('by what they are where they have no id', () => {
    const [a, b, c] = [{}, {}, {}]
    show('{% for x in list %}{{ x.name }}{% endfor %}', { list: [a, b, c] })
    expect(moves(turn({ list: [c, a, b] }))).toEqual([0, [2, 0], 0])
    expect(turn()).toBeNull()
  })

  it('by their place where they are all copies', () => {
    show('{% for x in list %}{{ x.name }}{% endfor %}', { list: [{ name: 1 }, { name: 2 }] })
    expect(turn({ list: [{ name: 1 }, { name: 3 }] })).toEqual([0, [0, 1, [0, '3']]])
    expect(turn({ list: [{ name: 1 }, { name: 3 }, { name: 4 }] })).toEqual([
      0,
      [[0, 0, [2, ['4']]]],
    ])
    expect(turn({ list: [{ name: 5 }] })).toEqual([0, [[[2, 1], 0, 0], 0, [0, '5']]])
  })

  it('by the name of a pair, which is a new pair each time', () => {
    const map: Record<string, number> = { a: 1, b: 2 }
    show('{% for key, value in map.items %}{{ value }}{% endfor %}', { map })
    map.b = 3
    expect(turn()).toEqual([0, [0, 1, [0, '3']]])
    delete map.a
    expect(turn()).toEqual([0, [[[0], 0, 0]]])
  })

  it('by their value where they are plain, and by their place where it comes twice', () => {
    show('{% for x in list %}<i>{{ x }}</i>{% endfor %}', { list: ['a', 'b', 'a'] })
    expect(turn()).toBeNull()
    expect(turn({ list: ['b', 'a', 'a'] })).toEqual([0, [[0, [0, 1], 0]]])
    expect(turn({ list: ['a', 'a', Number.NaN] })).not.toBeNull()
    expect(turn()).toBeNull()
  })
})

describe('a key that is given twice, or missing', () => {
  const keys: [number, unknown][] = []
  const withReport = () => ({
    ...input(state),
    onBadKey: (at: { start: number }, key: unknown) => keys.push([at.start, key]),
  })
  beforeEach(() => {
    keys.length = 0
  })

  it('is reported with the attribute', () => {
    const text = '<div dj-root>{% for x in list %}<i dj-key="{{ x }}"></i>{% endfor %}</div>'
    page = program(text)
    state = { list: [1, 2, 1, '', 2] }
    rendered = page.paint(withReport()).rendered
    const at = text.indexOf('dj-key')
    expect(keys).toEqual([
      [at, 1],
      [at, ''],
      [at, 2],
    ])
  })

  it('is reported also of rows that the browser keeps', () => {
    const text =
      '<div dj-root><ul id="u" dj-update="append">{% for x in list %}<li id="{{ x }}"></li>{% endfor %}</ul></div>'
    page = program(text)
    state = { list: ['a', '', 'a'] }
    rendered = page.paint(withReport()).rendered
    const at = text.lastIndexOf('id=')
    expect(keys).toEqual([
      [at, ''],
      [at, 'a'],
    ])
    keys.length = 0
    state.list = ['b', 'b']
    page.diff(withReport(), rendered)
    page.fill(withReport())
    expect(keys).toEqual([
      [at, 'b'],
      [at, 'b'],
    ])
  })

  it('leaves its row known by its place, and shown right', () => {
    show('{% for x in list %}<i dj-key="{{ x.k }}">{{ x.n }}</i>{% endfor %}', {
      list: [
        { k: 1, n: 'a' },
        { k: 1, n: 'b' },
      ],
    })
    expect(turn()).toBeNull()
    ;(state.list as { n: string }[])[1]!.n = 'c'
    expect(turn()).toEqual([0, [0, 1, [1, 'c']]])
    ;(state.list as { k: unknown }[])[1]!.k = ''
    expect(turn()).toEqual([0, [[[1], 0, [1, ['', 'c']]]]])
  })
})

describe('until it is committed', () => {
  it('a patch is made again', () => {
    show('{{ a }}{% if a %}{{ a }}{% endif %}{% for x in l %}{{ x }}{% endfor %}', { a: 1, l: [1] })
    Object.assign(state, { a: 2, l: [2, 1] })
    const first = page.diff(input(state), rendered)
    const second = page.diff(input(state), rendered)
    expect(second.patch).toEqual(first.patch)
    second.commit()
    expect(turn()).toBeNull()
  })

  it('an error in the middle leaves what the browser shows', () => {
    const list = [
      { id: 1, name: 'a', tags: ['x'] },
      { id: 2, name: 'b', tags: ['y'] },
    ]
    show(
      '{{ a }}{% for x in list %}{{ x.name }}{% for t in x.tags %}{{ t }}{% endfor %}{% endfor %}{{ last.value }}',
      { a: 1, list, last: {} },
    )
    list.reverse()
    list[0]!.name = 'c'
    list[1]!.tags.unshift('z')
    state.a = 2
    state.last = {
      get value(): string {
        throw new Error('not now')
      },
    }
    expect(() => page.diff(input(state), rendered)).toThrow('not now')
    state.last = {}
    expect(turn()).toEqual([0, '2', 1, [[0, [0, 1], 0], 0, [0, 'c'], 1, [1, [[0, 0, [0, ['z']]]]]]])
  })
})

describe('an error while drawing', () => {
  const broken = {
    get value(): string {
      throw new Error('no such thing')
    },
  }

  it.each([
    ['a value', '<p>{{ a }}</p>\n<b>{{ x.value }}</b>', '2:7'],
    ['an attribute', '<p title="a {{ x.value }}"></p>', '1:16'],
    ['a condition', '\n\n{% if x.value %}{% endif %}', '3:7'],
    ['an argument', '{{ l|join:x.value }}', '1:11'],
    ['a loop', '{% for a in x.value %}{% endfor %}', '1:13'],
  ])('names the place of %s', (_what, text, at) => {
    const page = program(text)
    const draw = () => page.paint(input({ x: broken, l: [1] }))
    expect(draw).toThrow(TemplateError)
    expect(draw).toThrow(`no such thing\n\npage.html:${at}`)
    expect(() => page.plain(input({ x: broken, l: [1] }))).toThrow(`page.html:${at}`)
    expect(() => page.fill(input({ x: broken, l: [1] }))).toThrow(`page.html:${at}`)
  })
})

describe('all values', () => {
  it('say what each slot shows, whatever the browser has', () => {
    const text = `<div dj-root><p title="{{ a }}" {% if b %}hidden{% endif %}>{{ a }}</p>{% if b %}{{ a }}{% endif %}
{% for x in l %}<i>{{ x }}</i>{% endfor %}{% for x in none %}{% empty %}{{ a }}{% endfor %}{% for x in none %}{% endfor %}</div><title>{{ a }}</title>`
    const { values } = program(text).fill(input({ a: 'A', b: false, l: [1, 2] }))
    expect(values).toEqual(['A', false, 'A', [1], [['1'], ['2']], [0, ['A']], [0], 'A'])
  })

  it('are what a patch goes on from', () => {
    show('{{ a }}{% if a %}{{ a }}{% endif %}', { a: 1 })
    rendered = page.fill(input(state)).rendered
    expect(turn()).toBeNull()
    expect(turn({ a: 2 })).toEqual([0, '2', 1, [[0, '2']]])
  })
})

describe('the fingerprint', () => {
  const name = (text: string) => program(text).fingerprint

  it('is the same for the same layout', () => {
    expect(name('<p>{{ a }}</p>')).toBe(name('<p>{{ b }}</p>'))
  })

  it('is another where the live part is built in another way', () => {
    const names = [
      '<p>{{ a }}</p>',
      '<p>x{{ a }}</p>',
      '<p class="x">{{ a }}</p>',
      '<b>{{ a }}</b>',
      '<p>{{ a }}{{ b }}</p>',
    ]
    expect(new Set(names.map(name)).size).toBe(names.length)
  })
})

it('lists what stands outside the live part, with its place', () => {
  const text =
    '<title>{{ t }}</title><i class="a {{ a }}" title="{{ b|upper }}">{{ c }}</i><a href="/{{ d }}"></a><main dj-root class="{{ e }}">{{ f }}</main>{% for x in l %}{{ x }}{% endfor %}'
  const found = program(text).outside(input({ a: 1, b: 'b', c: '<', d: 4, e: 5, f: 6, l: [7, 8] }))
  expect(found.map((value) => value.text)).toEqual(['1', 'B', '<', '4', '5', '7', '8'])
  expect(found.map(({ at }) => text.slice(at.start, at.end))).toEqual([
    '{{ a }}',
    '{{ b|upper }}',
    '{{ c }}',
    '{{ d }}',
    '{{ e }}',
    '{{ x }}',
    '{{ x }}',
  ])
})
