import type { Draw } from '../fuzz/draw.ts'
import { optional, type Piece } from '../fuzz/piece.ts'
import type { Content } from './random-content.ts'

/** Makes what the browser keeps: elements of their own, rows that only come, attributes that are drawn once. */
export class KeptMaker {
  readonly #draw: Draw
  #count = 0
  /** Whether it may stand where it would be made now. */
  mayStand = false

  constructor(draw: Draw) {
    this.#draw = draw
  }

  /** Makes a body of a list, in which it may stand or not. */
  inRows(may: boolean, make: () => Piece): Piece {
    const before = this.mayStand
    this.mayStand &&= may
    try {
      return make()
    } finally {
      this.mayStand = before
    }
  }

  /** Makes such a piece; null where there is none. */
  piece(kind: Content): Piece | null {
    const tag = tags[kind]
    if (!tag || !this.mayStand) return null
    const id = `id="k${++this.#count}"`
    if (kind === 'sections') return this.#rows(kind, id)
    return this.#draw.pick([
      () => this.#widget(tag, id),
      () => this.#attributes(tag),
      () => this.#replaced(tag),
      () => (kind === 'flow' ? this.#rows(kind, id) : this.#widget(tag, id)),
    ])()
  }

  #widget(tag: string, id: string): Piece {
    return {
      parts: [
        `<${tag} ${id} dj-update="ignore"`,
        this.#attribute(),
        ' data-n="{{ kind }}">',
        this.#content(),
        `</${tag}>`,
      ],
    }
  }

  #attributes(tag: string): Piece {
    const words = 'dj-ignore-attrs="class hidden title"'
    return {
      parts: [
        `<${tag} ${words}`,
        this.#attribute(),
        ' lang="{{ label }}">',
        this.#content(),
        `</${tag}>`,
      ],
    }
  }

  #replaced(tag: string): Piece {
    return { parts: [`<${tag} data-djust-replace>`, this.#content(), `</${tag}>`] }
  }

  #rows(kind: Content, id: string): Piece {
    const [list, row, end] =
      kind === 'sections' ? ['tbody', 'tr><td', 'td></tr'] : ['ul', 'li', 'li']
    const [tag, inner = ''] = row!.split('>')
    const head = this.#draw.pick(['x in items', 'x in items reversed', 'x in fixed'])
    return {
      parts: [
        `<${list} ${id} dj-update="${this.#draw.pick(['append', 'prepend'])}">`,
        `{% for ${head} %}<${tag} data-key="{{ x.id }}"`,
        this.#attribute(),
        inner === '' ? '>' : `>${inner}>`,
        this.#content(),
        `</${end}>`,
        optional(`{% empty %}<${row}>none</${end}>`),
        `{% endfor %}</${list}>`,
      ],
    }
  }

  /** Makes what stands in no branch or loop: a list of a stream, or a place of temporary fields; null where there is none. */
  forgotten(kind: Content): Piece | null {
    if (kind === 'sections') return this.#stream(kind)
    if (kind !== 'flow') return null
    return this.#draw.weighed<Piece>([
      [1, () => this.#stream(kind)],
      [1, () => ({ parts: ['<table>', this.#stream('sections'), '</table>'] })],
      [1, () => optional(this.#draw.pick(temporaries))],
    ])
  }

  #stream(kind: Content): Piece {
    const [list, row, inner, end] =
      kind === 'sections' ? ['tbody', 'tr', '<td>', '</td></tr>'] : ['ul', 'li', '', '</li>']
    const key = this.#draw.pick([
      'data-key="{{ x.id }}"',
      'id="s-{{ x.id }}"',
      'dj-key="{{ x.id }}"',
    ])
    const some = (words: readonly string[]): Piece => ({
      parts: this.#draw.many(0, 2, () => optional(this.#draw.pick(words))),
    })
    const gap = this.#draw.pick(['', ' ', '\n'])
    return {
      parts: [
        `<${list} id="s${++this.#count}">{% for x in streams.log %}${gap}<${row} ${key}`,
        optional(this.#draw.pick(itemAttributes)),
        `>${inner}`,
        some(itemContents),
        `${end}${gap}`,
        optional('{% empty %}<!-- none -->'),
        `{% endfor %}</${list}>`,
      ],
    }
  }

  #attribute(): Piece {
    return optional(this.#draw.pick(attributes))
  }

  #content(): Piece {
    return { parts: this.#draw.many(0, 2, () => optional(this.#draw.pick(contents))) }
  }
}

/** The elements for it, by where they stand. */
const tags: Partial<Record<Content, string>> = {
  flow: 'div',
  phrase: 'span',
  items: 'li',
  terms: 'dd',
  cells: 'td',
  sections: 'tbody',
}

const attributes = [
  ' class="{{ label }}"',
  ' title="{{ text }}"',
  '{% if flag %} hidden{% endif %}',
  ' class="a{% if flag2 %} b{% endif %}"',
  '',
]

const contents = [
  '{{ label }}',
  'a {{ x.name }}',
  '<b>{{ kind }}</b>',
  '{% if flag %}<i>{{ text }}</i>{% endif %}',
  '{% for tag in x.tags %}<u>{{ tag }}</u>{% endfor %}',
  '<b title="{{ other }}"></b>',
]

/** What rows of streams show: nothing but their item, since what is around it is not followed. */
const itemContents = [
  '{{ x.name }}',
  'a {{ x.name }} b',
  '<b title="{{ x.id }}">{{ x.name }}</b>',
  '{% if x.done %}<i>{{ x.name }}</i>{% else %}none{% endif %}',
  '{% for tag in x.tags %}<u>{{ tag }}</u>{% empty %}-{% endfor %}',
  '{% with y=x.name %}<s>{{ y }}</s>{% endwith %}',
]
const itemAttributes = [' class="{{ x.name }}"', '{% if x.done %} hidden{% endif %}', '']

/** Places that read temporary fields, and nothing beside them that is compared otherwise. */
const temporaries = [
  '<p title="{{ note }}">{{ note }}</p>',
  '<p>a {{ note }} b<i></i>{{ note }}</p>',
  '<textarea>{{ note }}</textarea>',
  '{% if note %}<b>{{ kind }}</b>{% else %}<i>{{ label }}</i>{% endif %}',
  '{% if note == "label" %}<b>{{ text }}</b>{% endif %}',
  '<ul>{% for x in lines %}<li class="{{ x.id }}">{{ x.name }}</li>{% endfor %}</ul>',
  '<ul>{% for x in lines %}<li>{% if x.done %}<b>{{ x.id }}</b>{% endif %}</li>{% empty %}none{% endfor %}</ul>',
]
