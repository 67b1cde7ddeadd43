import type { Draw } from '../fuzz/draw.ts'
import { optional, type Piece, textPiece } from '../fuzz/piece.ts'

/** A template of pieces, with those that it includes. */
export interface RandomTemplate {
  readonly page: Piece
  readonly others: Readonly<Record<string, Piece>>
}

/**
 * Makes templates: every tag around every other, in every kind of element, with and without white space.
 *
 * @param isCoarse whether some of its parts have no certain place. Such a template has no form fields, drop-downs or
 *   free attributes: an `<input>` whose first value holds a line end, a `<select multiple>`, and two groups of free
 *   attributes on one element may differ from a fresh paint where they are drawn anew with what is around them.
 */
export function randomTemplate(draw: Draw, isCoarse: boolean): RandomTemplate {
  const maker = new Maker(draw, isCoarse)
  const others = {
    'part.html': maker.part(),
    'node.html': maker.node(),
    'texts.html': maker.textNode(),
  }
  return { page: maker.page(), others }
}

/** What may stand somewhere, and so what everything there may be made of. */
type Content =
  | 'flow'
  | 'phrase'
  | 'items'
  | 'terms'
  | 'choices'
  | 'options'
  | 'sections'
  | 'rows'
  | 'cells'
  | 'shapes'
  | 'text'

type Make = () => Piece

class Maker {
  readonly #draw: Draw
  readonly #isCoarse: boolean

  constructor(draw: Draw, isCoarse: boolean) {
    this.#draw = draw
    this.#isCoarse = isCoarse
  }

  page(): Piece {
    const title = this.#draw.chance(0.3)
      ? { parts: ['<title>', this.content('text', 0), '</title>'] }
      : ''
    const { start, kind, end } = this.#draw.pick(
      this.#isCoarse ? roots.filter(({ kind }) => !ofSelects.has(kind)) : roots,
    )
    const body = this.content(kind, 3)
    return { parts: ['{% load i18n l10n tz %}', title, start, body, end] }
  }

  part(): Piece {
    return { parts: ['{% load i18n l10n tz %}', this.content('phrase', 1)] }
  }

  /** A template that includes itself for each child of a node. */
  node(): Piece {
    const inner =
      '{% for child in node.children %}{% include "node.html" with node=child %}{% endfor %}'
    const list = this.#draw.pick([
      `<ul>${inner}</ul>`,
      `{% if node.children %}<ul>${inner}</ul>{% endif %}`,
      `<ul>${inner}<li>end</li></ul>`,
    ])
    return {
      parts: [
        '<li',
        this.#attributes(),
        '>{{ node.name }}',
        this.content('phrase', 0),
        list,
        '</li>',
      ],
    }
  }

  textNode(): Piece {
    const inner =
      '{% for child in node.children %}{% include "texts.html" with node=child only %}, {% endfor %}'
    return { parts: ['{{ node.name }}', this.content('text', 0), '[', inner, ']'] }
  }

  /** @param depth how much may still stand in each other */
  content(kind: Content, depth: number): Piece {
    const most = depth >= 3 ? 4 : depth === 2 ? 3 : 2
    return { parts: this.#draw.many(1, most, () => optional(this.#piece(kind, depth))) }
  }

  #piece(kind: Content, depth: number): Piece {
    const leaf: Make = () => this.#leaf(kind)
    if (depth <= 0)
      return this.#draw.weighed([
        [1, () => this.#space()],
        [5, leaf],
      ])
    const body: Make = () => this.content(kind, depth - 1)
    return this.#draw.weighed<Piece>([
      [1, () => this.#space()],
      [3, leaf],
      [7, () => this.#element(kind, depth - 1)],
      [5, () => this.#branch(body)],
      [6, () => this.#loop(kind, body)],
      [2, () => this.#scope(kind, body)],
      [this.#isCoarse ? 3 : 0, () => this.#coarse(kind, body)],
    ])
  }

  #space(): Piece {
    return textPiece(
      this.#draw.pick([
        ' ',
        '\n  ',
        '\n',
        "{% url 'there' as there %}",
        "{% cycle 'one' 'two' 'three' as turn silent %}",
        '{% firstof x.name text as there %}',
        '{# note #}',
      ]),
    )
  }

  // ── what is shown ──────────────────────────────────────────────────────────────────────────────────────────

  #leaf(kind: Content): Piece {
    const { pick } = bound(this.#draw)
    const output = (): Piece => optional(pick(outputs))
    const plain = (): Piece => optional(pick(plainOutputs))
    const wrapped = (tag: string, inside: Make): Piece => ({
      parts: [`<${tag}`, this.#attributes(), '>', inside(), `</${tag}>`],
    })
    const around =
      (inside: Make): Make =>
      () => ({ parts: [textPiece(pick(texts)), inside()] })
    switch (kind) {
      case 'flow':
        return this.#draw.weighed<Piece>([
          [3, () => textPiece(pick(texts))],
          [5, output],
          [2, () => optional(pick(markups))],
          [this.#isCoarse ? 0 : 2, () => optional(pick(fields))],
          [1, () => optional('<!-- note -->')],
          [1, () => optional('<ul>{% include "node.html" with node=tree %}</ul>')],
          [1, () => optional(pick(styles))],
        ])
      case 'phrase':
        return this.#draw.weighed<Piece>([
          [3, () => textPiece(pick(texts))],
          [6, output],
          [1, () => optional('{{ inline }}')],
          [this.#isCoarse ? 0 : 2, () => optional(pick(fields))],
          [1, () => optional('<!-- note -->')],
          [1, () => optional('({% include "texts.html" with node=tree only %})')],
        ])
      case 'items':
        return this.#draw.weighed<Piece>([
          [4, () => wrapped('li', output)],
          [2, () => wrapped('li', around(output))],
          [1, () => optional('{% include "node.html" with node=tree %}')],
        ])
      case 'terms':
        return { parts: [wrapped('dt', output), wrapped('dd', around(output))] }
      case 'choices':
      case 'options':
        return this.#draw.weighed<Piece>([
          [3, () => wrapped('option', plain)],
          [
            2,
            () => ({ parts: ['<option ', optional(pick(selections)), '>', plain(), '</option>'] }),
          ],
        ])
      case 'sections':
        return { parts: ['<tbody>', this.#leaf('rows'), '</tbody>'] }
      case 'rows':
        return { parts: ['<tr', this.#attributes(), '>', this.#leaf('cells'), '</tr>'] }
      case 'cells':
        return wrapped(pick(['td', 'td', 'th']), this.#draw.chance(0.6) ? output : around(output))
      case 'shapes':
        return this.#draw.weighed<Piece>([
          [2, () => ({ parts: ['<circle', this.#attributes(), ' r="{{ kind }}"/>'] })],
          [2, () => optional('{{ shape }}')],
          [3, () => wrapped(pick(['text', 'title', 'desc']), plain)],
        ])
      case 'text':
        return this.#draw.weighed<Piece>([
          [2, () => textPiece(pick(texts))],
          [4, plain],
        ])
      default:
        return kind satisfies never
    }
  }

  // ── elements ───────────────────────────────────────────────────────────────────────────────────────────────

  #element(kind: Content, depth: number): Piece {
    const to = (tag: string, inside: Content, isKeyed = false): Make => {
      return () =>
        isKeyed ? this.#keyed(tag, inside, depth) : this.#tag(tag, this.content(inside, depth))
    }
    const table = (): Piece => this.#tag('table', this.content('sections', depth))
    const area = (): Piece => this.#tag('textarea', this.content('text', 0))
    const select = (): Piece => {
      const names = this.#draw.pick(['', ' multiple ', ' name="s" '])
      return {
        parts: [
          `<select${names}`,
          this.#attributes(),
          '>',
          this.content('choices', depth),
          '</select>',
        ],
      }
    }
    const svg = to('svg', 'shapes')
    switch (kind) {
      case 'flow':
        return this.#draw.weighed<Piece>([
          [3, to('div', 'flow')],
          [1, to('section', 'flow', true)],
          [3, to('p', 'phrase')],
          [1, to('pre', 'phrase')],
          [2, to('ul', 'items')],
          [2, to('dl', 'terms')],
          [3, table],
          [2, () => wrap('table', to('tbody', 'rows')())],
          [this.#isCoarse ? 0 : 3, select],
          [2, svg],
          [this.#isCoarse ? 0 : 1, area],
          [1, () => this.#merged(depth)],
          [1, () => this.#tag('form', this.content('flow', depth))],
        ])
      case 'phrase':
        return this.#draw.weighed<Piece>([
          [3, to('span', 'phrase')],
          [2, to('b', 'phrase')],
          [1, to('i', 'phrase', true)],
          [this.#isCoarse ? 0 : 1, area],
          [this.#isCoarse ? 0 : 1, select],
        ])
      case 'items':
        return this.#draw.weighed<Piece>([
          [2, to('li', 'flow')],
          [2, to('li', 'phrase')],
          [2, to('li', 'phrase', true)],
        ])
      case 'terms':
        return this.#draw.weighed<Piece>([
          [1, to('dt', 'phrase')],
          [1, to('dd', 'flow')],
        ])
      case 'choices':
        return this.#draw.weighed<Piece>([
          [2, to('optgroup', 'options')],
          [1, to('option', 'text')],
        ])
      case 'options':
        return this.#tag('option', this.content('text', depth))
      case 'sections':
        return this.#draw.weighed<Piece>([
          [4, to('tbody', 'rows')],
          [1, to('thead', 'rows')],
          [1, to('tbody', 'rows', true)],
        ])
      case 'rows':
        return this.#draw.weighed<Piece>([
          [3, to('tr', 'cells')],
          [2, to('tr', 'cells', true)],
        ])
      case 'cells':
        return this.#draw.weighed<Piece>([
          [2, to('td', 'flow')],
          [1, to('th', 'phrase')],
        ])
      case 'shapes':
        return this.#draw.weighed<Piece>([
          [3, to('g', 'shapes')],
          [1, to('text', 'text')],
          [1, to('foreignObject', 'flow')],
          [1, () => this.#tag('linearGradient', '<stop offset="{{ kind }}"/>')],
        ])
      case 'text':
        return this.#leaf('text')
      default:
        return kind satisfies never
    }
  }

  #tag(tag: string, body: Piece): Piece {
    return { parts: [`<${tag}`, this.#attributes(), '>', body, `</${tag}>`], bodies: [3] }
  }

  /** A list whose rows have keys of their own. */
  #keyed(tag: string, inside: Content, depth: number): Piece {
    const [head, key] = this.#draw.pick([
      ['x in rows', 'data-key="{{ x.key }}"'],
      ['x in rows reversed', 'dj-key="{{ x.key }}"'],
      ['x in items', 'dj-key="item-{{ x.id }}"'],
      ['x in words', 'data-key="{{ forloop.counter }}"'],
    ] as const)
    return {
      parts: [
        `{% for ${head} %}`,
        this.#gap(),
        `<${tag} ${key}`,
        this.#attributes(),
        '>',
        this.content(inside, depth),
        `</${tag}>`,
        this.#gap(),
        '{% endfor %}',
      ],
      bodies: [5],
    }
  }

  #gap(): Piece {
    return optional(this.#draw.pick(['', '', ' ', '\n  ']))
  }

  /** Branches that differ in one opening tag. */
  #merged(depth: number): Piece {
    const body = this.content('flow', depth)
    const [a, b] = [this.#attributes(), this.#attributes()]
    return {
      parts: [
        '{% if flag %}<section',
        a,
        '>{% else %}<section',
        b,
        '>{% endif %}',
        body,
        '</section>',
      ],
      bodies: [5],
    }
  }

  #attributes(): Piece {
    const count = this.#draw.weighed([
      [3, () => 0],
      [5, () => 1],
      [2, () => 2],
    ])
    const parts: Piece[] = []
    let taken = ''
    for (let n = 0; n < count; n++) {
      const attribute = this.#draw.pick(attributes)
      if (this.#isCoarse && isFree(attribute)) continue
      if (namesOf(attribute).some((name) => taken.includes(name))) continue
      taken += attribute
      parts.push(optional(attribute))
    }
    return { parts }
  }

  // ── tags ───────────────────────────────────────────────────────────────────────────────────────────────────

  #branch(body: Make): Piece {
    const condition = (): string => this.#draw.pick(conditions)
    return this.#draw.weighed<Piece>([
      [5, () => ({ parts: [`{% if ${condition()} %}`, body(), '{% endif %}'], bodies: [1] })],
      [
        4,
        () => ({
          parts: [`{% if ${condition()} %}`, body(), '{% else %}', body(), '{% endif %}'],
          bodies: [1, 3],
        }),
      ],
      [
        3,
        () => ({
          parts: [
            `{% if ${condition()} %}`,
            body(),
            optional(`{% elif ${condition()} %}`, body()),
            optional('{% else %}', body()),
            '{% endif %}',
          ],
          bodies: [1],
        }),
      ],
      [
        2,
        () => ({
          parts: [
            `{% ifchanged ${this.#draw.pick(['x.done', 'x.name kind', 'words'])} %}`,
            body(),
            optional('{% else %}', body()),
            '{% endifchanged %}',
          ],
          bodies: [1],
        }),
      ],
    ])
  }

  #loop(kind: Content, body: Make): Piece {
    if (this.#draw.chance(0.12)) return this.#groups(body)
    const empty: Piece = this.#draw.chance(0.5) ? optional('{% empty %}', body()) : ''
    const head = this.#draw.pick(kind === 'terms' ? [...loops, 'key, x in pairs.items'] : loops)
    return {
      parts: [`{% for ${head} %}`, this.#gap(), body(), this.#gap(), empty, '{% endfor %}'],
      bodies: [2],
    }
  }

  #groups(body: Make): Piece {
    return {
      parts: [
        '{% regroup items by done as groups %}{% for group in groups %}{% for x in group.list %}',
        body(),
        '{% endfor %}{% endfor %}',
      ],
      bodies: [1],
    }
  }

  #scope(kind: Content, body: Make): Piece {
    const around = (start: string, end: string): Make => {
      return () => ({ parts: [start, body(), end], bodies: [1] })
    }
    return this.#draw.weighed<Piece>([
      [3, around('{% with y=x.name %}', '{% endwith %}')],
      [1, around('{% with x=person y=label %}', '{% endwith %}')],
      [2, around('{% language lang %}', '{% endlanguage %}')],
      [1, around('{% localize off %}', '{% endlocalize %}')],
      [
        kind === 'flow' || kind === 'phrase' ? 2 : 0,
        () => ({
          parts: [
            '{% include "part.html" with y=',
            this.#draw.pick(['label', 'x.name', 'text']),
            ' %}',
          ],
        }),
      ],
    ])
  }

  /** Pieces without a certain place, and bodies that tags work on. */
  #coarse(kind: Content, body: Make): Piece {
    const around = (start: string, end: string): Make => {
      return () => ({ parts: [start, body(), end], bodies: [1] })
    }
    const bodies: [number, Make][] = [[1, around('{% spaceless %}', '{% endspaceless %}')]]
    if (kind === 'flow' || kind === 'phrase')
      bodies.push(
        [2, around('<span>{% if flag %}<b>{% endif %}', '{% if flag %}</b>{% endif %}</span>')],
        [1, around('{% filter upper %}', '{% endfilter %}')],
      )
    if (kind === 'flow')
      bodies.push(
        [1, () => ({ parts: ['<table>', this.content('rows', 1), '</table>'] })],
        [
          1,
          () => ({
            parts: [
              '<ul>{% for x in items %}<li',
              this.#attributes(),
              '>',
              this.#leaf('phrase'),
              '{% endfor %}</ul>',
            ],
          }),
        ],
      )
    return this.#draw.weighed(bodies)
  }
}

/** The names of attributes that a piece writes. */
function namesOf(attribute: string): string[] {
  if (isFree(attribute)) return ['extra', 'for name', 'title', 'lang']
  return attribute.match(/\b[a-z-]+(?==["']?[^ ])|\bhidden\b/g) ?? []
}

function isFree(attribute: string): boolean {
  return /\{\{ extra|for name/.test(attribute)
}

function root(kind: Content, tag: string): { start: string; kind: Content; end: string } {
  const around = (surroundings[tag] ?? '').split(' ').filter((each) => each !== '')
  const start = around.map((each) => `<${each}>`).join('')
  const end = around.map((each) => `</${each}>`).reverse()
  return { start: `${start}<${tag} dj-root>`, kind, end: `</${tag}>${end.join('')}` }
}

const surroundings: Readonly<Record<string, string>> = {
  td: 'table tbody tr',
  li: 'ul',
  tbody: 'table',
  tr: 'table tbody',
  optgroup: 'select',
  option: 'select',
  g: 'svg',
}

function bound(draw: Draw) {
  return { pick: <T>(list: readonly T[]): T => draw.pick(list) }
}

function wrap(tag: string, body: Piece): Piece {
  return { parts: [`<${tag}>`, body, `</${tag}>`], bodies: [1] }
}

/** What only drop-downs hold. */
const ofSelects: ReadonlySet<Content> = new Set(['choices', 'options', 'text'])

/** A live part of each kind of element. */
const roots = [
  ...[
    root('flow', 'div'),
    root('flow', 'div'),
    root('flow', 'td'),
    root('flow', 'li'),
    root('phrase', 'p'),
  ],
  ...[root('phrase', 'span'), root('items', 'ul'), root('terms', 'dl'), root('sections', 'table')],
  ...[
    root('rows', 'tbody'),
    root('cells', 'tr'),
    root('choices', 'select'),
    root('options', 'optgroup'),
  ],
  ...[root('shapes', 'svg'), root('shapes', 'g'), root('text', 'option')],
]

const texts = ['a', ' b ', '&amp; ', '\n', '&copy', "it's", 'שלום ', '😀']
const plainOutputs = [
  '{{ label }}',
  '{{ kind }}',
  '{{ forloop.counter }}',
  '{{ x.id }}',
  '{{ big }}',
]
const outputs = [
  ...['{{ text }}', '{{ text }}', '{{ other }}', '{{ label|upper }}', '{{ forloop.counter }}'],
  ...[
    '{{ x }}',
    '{{ x.name }}',
    '{{ x.name }}',
    '{{ y }}',
    '{{ words|length }}',
    '{{ text|default:"-" }}',
  ],
  ...[
    '{{ there }}',
    '{{ turn }}',
    '{{ label|truncatechars:5 }}',
    '{{ other|linebreaksbr }}',
    '{{ key }}',
  ],
  ...[
    '{% cycle label "b" %}',
    '{% autoescape off %}{{ label }}{% endautoescape %}',
    '{{ group.grouper }}',
  ],
  ...['{{ when|date:"j. F Y H:i" }}', '{{ person }}', '{{ person.name }}', '{{ person.greeting }}'],
  ...['{{ big|floatformat:2 }}', '{{ big }}', '{% ifchanged %}{{ kind }}{% endifchanged %}'],
  ...[
    '{{ bag|join:", " }}',
    '{{ x.parentloop.counter }}',
    '{{ forloop.parentloop.counter }}',
    '{{ forloop.last }}',
  ],
  ...[
    '{% widthratio kind 3 100 %}',
    '{% firstof x.name label %}',
    '{{ pairs.one }}',
    '{{ child.name }}',
  ],
]
const markups = [
  '<div>{{ html }}</div>',
  '{{ html }}',
  '<p>a {{ inline }} b</p>',
  '{{ html }} and {{ html|safe }}!',
  '<div>{{ text|linebreaks }}</div>',
]
const styles = [
  '<style>{% if flag %}p > i { color: red }{% endif %}</style>',
  '<pre>\n{{ text }}</pre>',
]
const conditions = [
  ...[
    'flag',
    'flag',
    'flag2',
    'not flag',
    'kind == 1',
    'kind > 1',
    'x.done',
    'x.done',
    'forloop.first',
  ],
  ...[
    'words',
    'items',
    'flag and flag2',
    'text',
    'label == "label"',
    'x.name',
    'forloop.last',
    'bag',
  ],
]
const loops = [
  ...[
    'x in words',
    'x in words',
    'x in rows',
    'x in rows',
    'x in items',
    'x in items',
    'x in items reversed',
  ],
  ...[
    'x in x.tags',
    'x in x.kids',
    'x in people',
    'x in bag',
    'key, x in pairs.items',
    'x in items|dictsort:"id"',
  ],
]
const selections = [
  '{% if x.done %}selected{% endif %}',
  '{% if flag %}selected{% endif %} value="{{ x.id }}"',
  'value="{{ label }}" {% if kind == 1 %}selected{% endif %}',
  '{% if flag2 %}disabled{% endif %}',
]
const fields = [
  '<input value="{{ text }}">',
  '<input{% if flag %} disabled{% endif %}>',
  '<input {% if flag %}value="{{ other }}"{% endif %} name="n{{ kind }}">',
  '<textarea>{{ text }}</textarea>',
  '<textarea>\n{{ other }} x</textarea>',
  '<textarea>{% if flag %}{{ label }}{% endif %}.</textarea>',
  '<input type="checkbox"{% if x.done %} checked{% endif %}>',
  '<input type="checkbox" {% if flag %}checked{% endif %} value="{{ kind }}">',
  '<input type="radio" name="r" value="1" {% if kind == 1 %}checked{% endif %}><input type="radio" name="r" value="2" {% if kind == 2 %}checked{% endif %}>',
  '<input type="hidden" value="{{ text }}">',
  '<input type="range" value="{{ kind }}">',
  '<button {% if flag %}disabled{% endif %}>{{ label }}</button>',
]
const attributes = [
  ' class="static"',
  ' class="{{ label }}"',
  ' title="a {{ text }} b"',
  " data-a='{{ other }}'",
  ' data-h="{{ html }}"',
  ' class="a{% if flag %} on{% endif %}"',
  ' class="{% for x in words %}w{{ x }} {% endfor %}"',
  " class=\"{% cycle 'odd' 'even' %}\"",
  ' {% ifchanged x.done %}title="changed"{% endifchanged %}',
  '{% if flag %} hidden{% endif %}',
  ' {% if flag2 %}title="{{ x }}"{% else %}lang="en"{% endif %}',
  '{% if x.done %} data-n="{{ forloop.counter }}"{% endif %}',
  ' {% if flag %}id="i" data-b="1"{% elif kind %}data-c="{{ kind }}"{% endif %}',
  ' title={{ text }} id=u ',
  ' lang=x-{{ kind }}{% if flag %}-on{% endif %} ',
  ' style="{% if flag %}color: red{% endif %}"',
  '{% for name, value in free.items %} data-{{ name }}="{{ value }}"{% endfor %}',
  ' {% if flag2 %}{{ extra }}{% endif %}',
  ' {{ extra }}',
]
