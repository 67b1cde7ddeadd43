import type { Draw } from '../fuzz/draw.ts'
import { optional, type Piece, textPiece } from '../fuzz/piece.ts'
import { randomAttributes } from './random-attributes.ts'
import { KeptMaker } from './random-kept.ts'
import { TagMaker } from './random-tags.ts'
import {
  components,
  fields,
  markups,
  outputs,
  plainOutputs,
  selections,
  styles,
  texts,
} from './template-words.ts'

/** What a grammar leaves out. */
export interface GrammarOptions {
  /** Whether some parts of a page have no certain place. */
  readonly isCoarse: boolean
  /** Whether what the browser keeps may stand in rows of lists. */
  readonly keepsInRows: boolean
}

/** What may stand somewhere, and so what everything there may be made of. */
export type Content =
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

export type Make = () => Piece

/** Makes what stands in elements. */
export class ContentMaker {
  readonly draw: Draw
  readonly options: GrammarOptions
  readonly tags: TagMaker
  readonly kept: KeptMaker

  constructor(draw: Draw, options: GrammarOptions) {
    this.draw = draw
    this.options = options
    this.tags = new TagMaker(this)
    this.kept = new KeptMaker(draw)
  }

  /** @param depth how much may still stand in each other */
  content(kind: Content, depth: number): Piece {
    const most = depth >= 3 ? 4 : depth === 2 ? 3 : 2
    return { parts: this.draw.many(1, most, () => optional(this.#piece(kind, depth))) }
  }

  #piece(kind: Content, depth: number): Piece {
    const leaf: Make = () => this.leaf(kind)
    if (depth <= 0)
      return this.draw.weighed([
        [1, () => this.#space()],
        [5, leaf],
      ])
    const body: Make = () => this.content(kind, depth - 1)
    return this.draw.weighed<Piece>([
      [1, () => this.#space()],
      [3, leaf],
      [7, () => this.#element(kind, depth - 1)],
      [5, () => this.tags.branch(body)],
      [6, () => this.tags.loop(kind, body)],
      [2, () => this.tags.scope(kind, body)],
      [this.options.isCoarse ? 3 : 0, () => this.tags.coarse(kind, body)],
      [1, () => this.kept.piece(kind) ?? leaf()],
    ])
  }

  #space(): Piece {
    return textPiece(
      this.draw.pick([
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

  leaf(kind: Content): Piece {
    const { pick } = bound(this.draw)
    const { isCoarse } = this.options
    const output = (): Piece =>
      optional(pick(this.draw.chance(isCoarse ? 0.3 : 0.15) ? components : outputs))
    const plain = (): Piece => optional(pick(plainOutputs))
    const wrapped = (tag: string, inside: Make): Piece => ({
      parts: [`<${tag}`, this.attributes(), '>', inside(), `</${tag}>`],
    })
    const around =
      (inside: Make): Make =>
      () => ({ parts: [textPiece(pick(texts)), inside()] })
    switch (kind) {
      case 'flow':
        return this.draw.weighed<Piece>([
          [3, () => textPiece(pick(texts))],
          [5, output],
          [2, () => optional(pick(markups))],
          [0.7, () => optional('<div>{{ part }}</div>')],
          [isCoarse ? 4 : 2, () => optional(pick(fields))],
          [1, () => optional('<!-- note -->')],
          [1, () => optional('<ul>{% include "node.html" with node=tree %}</ul>')],
          [1, () => optional(pick(styles))],
        ])
      case 'phrase':
        return this.draw.weighed<Piece>([
          [3, () => textPiece(pick(texts))],
          [6, output],
          [isCoarse ? 2 : 0.7, () => optional(pick(components))],
          [1, () => optional('{{ inline }}')],
          [isCoarse ? 4 : 2, () => optional(pick(fields))],
          [1, () => optional('<!-- note -->')],
          [1, () => optional('({% include "texts.html" with node=tree only %})')],
        ])
      case 'items':
        return this.draw.weighed<Piece>([
          [4, () => wrapped('li', output)],
          [1, () => wrapped('li', () => optional('{{ inline }}'))],
          [2, () => wrapped('li', around(output))],
          [1, () => optional('{% include "node.html" with node=tree %}')],
        ])
      case 'terms':
        return { parts: [wrapped('dt', output), wrapped('dd', around(output))] }
      case 'choices':
      case 'options':
        return this.draw.weighed<Piece>([
          [3, () => wrapped('option', plain)],
          [
            2,
            () => ({ parts: ['<option ', optional(pick(selections)), '>', plain(), '</option>'] }),
          ],
        ])
      case 'sections':
        return { parts: ['<tbody>', this.leaf('rows'), '</tbody>'] }
      case 'rows':
        return { parts: ['<tr', this.attributes(), '>', this.leaf('cells'), '</tr>'] }
      case 'cells':
        return wrapped(pick(['td', 'td', 'th']), this.draw.chance(0.6) ? output : around(output))
      case 'shapes':
        return this.draw.weighed<Piece>([
          [2, () => ({ parts: ['<circle', this.attributes(), ' r="{{ kind }}"/>'] })],
          [2, () => optional('{{ shape }}')],
          [2, () => optional('<g>{{ shape }}</g>')],
          [3, () => wrapped(pick(['text', 'title', 'desc']), plain)],
        ])
      case 'text':
        return this.draw.weighed<Piece>([
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
        isKeyed
          ? this.kept.inRows(this.options.keepsInRows, () => this.#keyed(tag, inside, depth))
          : this.#tag(tag, this.content(inside, depth))
    }
    const table = (): Piece => this.#tag('table', this.content('sections', depth))
    const area = (): Piece => this.#tag('textarea', this.content('text', 0))
    const select = (): Piece => {
      const names = this.draw.pick(['', ' multiple ', ' name="s" '])
      return {
        parts: [
          `<select${names}`,
          this.attributes(),
          '>',
          this.content('choices', depth),
          '</select>',
        ],
      }
    }
    const svg = to('svg', 'shapes')
    switch (kind) {
      case 'flow':
        return this.draw.weighed<Piece>([
          [3, to('div', 'flow')],
          [1, to('section', 'flow', true)],
          [3, to('p', 'phrase')],
          [1, to('pre', 'phrase')],
          [2, to('ul', 'items')],
          [2, to('dl', 'terms')],
          [3, table],
          [2, () => wrap('table', to('tbody', 'rows')())],
          [3, select],
          [2, svg],
          [1, area],
          [1, () => this.#merged(depth)],
          [1, () => this.#tag('form', this.content('flow', depth))],
        ])
      case 'phrase':
        return this.draw.weighed<Piece>([
          [3, to('span', 'phrase')],
          [2, to('b', 'phrase')],
          [1, to('i', 'phrase', true)],
          [1, area],
          [1, select],
        ])
      case 'items':
        return this.draw.weighed<Piece>([
          [2, to('li', 'flow')],
          [2, to('li', 'phrase')],
          [2, to('li', 'phrase', true)],
        ])
      case 'terms':
        return this.draw.weighed<Piece>([
          [1, to('dt', 'phrase')],
          [1, to('dd', 'flow')],
        ])
      case 'choices':
        return this.draw.weighed<Piece>([
          [2, to('optgroup', 'options')],
          [1, to('option', 'text')],
        ])
      case 'options':
        return this.#tag('option', this.content('text', depth))
      case 'sections':
        return this.draw.weighed<Piece>([
          [4, to('tbody', 'rows')],
          [1, to('thead', 'rows')],
          [1, to('tbody', 'rows', true)],
        ])
      case 'rows':
        return this.draw.weighed<Piece>([
          [3, to('tr', 'cells')],
          [2, to('tr', 'cells', true)],
        ])
      case 'cells':
        return this.draw.weighed<Piece>([
          [2, to('td', 'flow')],
          [1, to('th', 'phrase')],
        ])
      case 'shapes':
        return this.draw.weighed<Piece>([
          [3, to('g', 'shapes')],
          [1, to('text', 'text')],
          [1, to('foreignObject', 'flow')],
          [1, () => this.#tag('linearGradient', '<stop offset="{{ kind }}"/>')],
        ])
      case 'text':
        return this.leaf('text')
      default:
        return kind satisfies never
    }
  }

  #tag(tag: string, body: Piece): Piece {
    return { parts: [`<${tag}`, this.attributes(), '>', body, `</${tag}>`], bodies: [3] }
  }

  /** A list whose rows have keys of their own. */
  #keyed(tag: string, inside: Content, depth: number): Piece {
    const [head, key] = this.draw.pick([
      ['x in rows', 'data-key="{{ x.key }}"'],
      ['x in rows reversed', 'dj-key="{{ x.key }}"'],
      ['x in items', 'dj-key="item-{{ x.id }}"'],
      ['x in words', 'data-key="{{ forloop.counter }}"'],
    ] as const)
    return {
      parts: [
        `{% for ${head} %}`,
        this.gap(),
        `<${tag} ${key}`,
        this.attributes(),
        '>',
        this.content(inside, depth),
        `</${tag}>`,
        this.gap(),
        '{% endfor %}',
      ],
      bodies: [5],
    }
  }

  gap(): Piece {
    return optional(this.draw.pick(['', '', ' ', '\n  ']))
  }

  /** Branches that differ in one opening tag. */
  #merged(depth: number): Piece {
    const body = this.content('flow', depth)
    const [a, b] = [this.attributes(), this.attributes()]
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

  /** What the server lets go of once it is drawn, now and then. */
  forgotten(kind: Content, probability: number): Piece {
    if (this.options.isCoarse || !this.draw.chance(probability)) return ''
    return this.kept.forgotten(kind) ?? ''
  }

  /** @param least of how many it has, where they fit together */
  attributes(least = 0): Piece {
    return randomAttributes(this.draw, least)
  }
}

function bound(draw: Draw) {
  return { pick: <T>(list: readonly T[]): T => draw.pick(list) }
}

function wrap(tag: string, body: Piece): Piece {
  return { parts: [`<${tag}>`, body, `</${tag}>`], bodies: [1] }
}
