import { optional, type Piece } from '../fuzz/piece.ts'
import type { Content, ContentMaker, Make } from './random-content.ts'
import { conditions, fields, loops, ownContents, seldomFields } from './template-words.ts'

/** Makes tags around content. */
export class TagMaker {
  readonly #maker: ContentMaker

  constructor(maker: ContentMaker) {
    this.#maker = maker
  }

  branch(body: Make): Piece {
    const condition = (): string => this.#maker.draw.pick(conditions)
    return this.#maker.draw.weighed<Piece>([
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
            `{% ifchanged ${this.#maker.draw.pick(['x.done', 'x.name kind', 'words'])} %}`,
            body(),
            optional('{% else %}', body()),
            '{% endifchanged %}',
          ],
          bodies: [1],
        }),
      ],
    ])
  }

  loop(kind: Content, body: Make): Piece {
    const { kept, options } = this.#maker
    return kept.inRows(options.keepsInRows, () => this.#anyLoop(kind, body))
  }

  #anyLoop(kind: Content, body: Make): Piece {
    const { draw, options } = this.#maker
    if (draw.chance(0.12)) return this.#groups(body)
    const around = aroundPart[kind]
    if (around && draw.chance(options.isCoarse ? 0.4 : 0.15)) return this.#parts(around, body)
    if (around && draw.chance(0.15)) return this.#ownRows(around)
    const empty: Piece = this.#maker.draw.chance(0.6) ? optional('{% empty %}', body()) : ''
    const head = this.#maker.draw.pick(
      kind === 'terms' ? [...loops, 'key, x in pairs.items'] : loops,
    )
    return {
      parts: [
        `{% for ${head} %}`,
        this.#maker.gap(),
        body(),
        this.#maker.gap(),
        empty,
        '{% endfor %}',
      ],
      bodies: [2],
    }
  }

  /** An include of a template by itself; null where none may stand. */
  call(kind: Content): Piece | null {
    if (kind === 'items') return optional('{% include "node.html" with node=tree %}')
    if (kind === 'flow') return optional('<ul>{% include "node.html" with node=tree %}</ul>')
    return kind === 'phrase' ? optional('({% include "texts.html" with node=tree only %})') : null
  }

  /** A list of components. */
  #parts([start, end]: readonly [string, string], body: Make): Piece {
    const empty: Piece = this.#maker.draw.chance(0.5) ? optional('{% empty %}', body()) : ''
    const gap = (): Piece => this.#maker.gap()
    const row = [start, gap(), '{{ c }}', gap(), end]
    return { parts: ['{% for c in parts %}', ...row, empty, '{% endfor %}'] }
  }

  /** A list whose rows hang on their items alone, as those have to that are not compared while they stand. */
  #ownRows([start, end]: readonly [string, string]): Piece {
    const { draw } = this.#maker
    const content = draw.many(1, 2, () => optional(draw.pick(ownContents)))
    return { parts: ['{% for x in fixed %}', start, ...content, end, '{% endfor %}'] }
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

  scope(kind: Content, body: Make): Piece {
    const around = (start: string, end: string): Make => {
      return () => ({ parts: [start, body(), end], bodies: [1] })
    }
    return this.#maker.draw.weighed<Piece>([
      [3, around('{% with y=x.name %}', '{% endwith %}')],
      [1, around('{% with x=person y=label %}', '{% endwith %}')],
      [2, around('{% language lang %}', '{% endlanguage %}')],
      [1, around('{% localize off %}', '{% endlocalize %}')],
      [
        kind === 'flow' || kind === 'phrase' ? 2 : 0,
        () => ({
          parts: [
            '{% include "part.html" with y=',
            this.#maker.draw.pick(['label', 'x.name', 'text']),
            ' %}',
          ],
        }),
      ],
    ])
  }

  /** Pieces without a certain place, and bodies that tags work on. */
  coarse(kind: Content, body: Make): Piece {
    const around = (start: string, end: string): Make => {
      return () => ({ parts: [start, body(), end], bodies: [1] })
    }
    const bodies: [number, Make][] = [[1, around('{% spaceless %}', '{% endspaceless %}')]]
    if (kind === 'flow' || kind === 'phrase')
      bodies.push(
        [2, around('<span>{% if flag %}<b>{% endif %}', '{% if flag %}</b>{% endif %}</span>')],
        // In capitals nothing tells which fields these are.
        [
          1,
          () => ({
            parts: ['{% filter upper %}', unwritten(body()), '{% endfilter %}'],
            bodies: [1],
          }),
        ],
      )
    if (kind === 'flow')
      bodies.push(
        [
          6,
          around(
            '<div>{% if flag %}<section>{% endif %}',
            '{% if flag %}</section>{% endif %}</div>',
          ),
        ],
        [10, () => this.#coarseFields()],
        [1, () => ({ parts: ['<table>', this.#maker.content('rows', 1), '</table>'] })],
        [
          1,
          () => ({
            parts: [
              '<ul>{% for x in items %}<li',
              this.#maker.attributes(),
              '>',
              this.#maker.leaf('phrase'),
              '{% endfor %}</ul>',
            ],
          }),
        ],
      )
    return this.#maker.draw.weighed(bodies)
  }

  #coarseFields(): Piece {
    const { draw } = this.#maker
    return {
      parts: [
        '<div>{{ label }}{% if flag2 %}<p>{% endif %}',
        optional(draw.pick(seldomFields)),
        optional(draw.pick([...seldomFields, ...fields])),
        '{% if flag2 %}</p>{% endif %}</div>',
      ],
    }
  }
}

/** A piece whose fields do not say that the template writes their state. */
function unwritten(piece: Piece): Piece {
  if (typeof piece === 'string') return piece.replaceAll(' data-written', '')
  return { ...piece, parts: piece.parts.map(unwritten) }
}

/** The tags around a component, where one may stand. */
const aroundPart: Partial<Record<Content, readonly [string, string]>> = {
  flow: ['', ''],
  phrase: ['<b>', '</b>'],
  items: ['<li>', '</li>'],
  cells: ['<td>', '</td>'],
}
