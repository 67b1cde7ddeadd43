import type { FuzzCase } from './case.ts'
import { Draw } from './draw.ts'
import { optional, type Piece, source, textPiece } from './piece.ts'
import { randomCondition } from './random-condition.ts'
import { randomContext } from './random-context.ts'
import { type Names, randomChain, randomList, randomValue } from './random-value.ts'

export interface CaseOptions {
  /** Whether every piece of text is whole markup of its own, as in a page. */
  readonly isWellFormed?: boolean
}

/** Makes templates that include and extend each other, with a context for them. */
export function randomCase(seed: number, options: CaseOptions = {}): FuzzCase {
  const draw = new Draw(seed)
  const maker = new TemplateMaker(draw, options.isWellFormed ? wholeTexts : texts)
  const templates: Record<string, Piece> = {
    'leaf.html': maker.template(1, ['a', 'b', 'x'], [], { isIncluded: true, isCalled: true }),
    'branch.html': maker.template(2, ['a', 'x'], ['leaf.html'], { isIncluded: true }),
    'tree.html': maker.tree(),
  }
  if (draw.chance(0.3)) {
    templates['base.html'] = maker.base()
    templates['middle.html'] = maker.child('base.html')
    templates['page.html'] = maker.child(draw.pick(['base.html', 'middle.html', './middle.html']))
  } else templates['page.html'] = maker.template(3, [], ['leaf.html', 'branch.html', 'tree.html'])
  return {
    templates,
    entry: 'page.html',
    context: randomContext(draw),
    autoescape: draw.chance(0.92),
    stringIfInvalid: draw.chance(0.93) ? '' : draw.pick(['INVALID', '[%s]']),
  }
}

/** What holds where a piece of a template stands. */
interface Place extends Names {
  readonly depth: number
  readonly templates: readonly string[]
  readonly isInBlock: boolean
  /** Whether the template may be included by a variable, or by itself: what {% ifchanged %} remembers there, outside of
   * loops of the template, is a listed difference. */
  readonly isCalled: boolean
  /** Whether other templates include the template, perhaps twice, and once without escaping: that {% cache %} keeps
   * both is a listed difference. */
  readonly isIncluded: boolean
  /** The named cycles that are there by now. */
  readonly cycles: string[]
}

const libraries = '{% load i18n l10n tz static cache %}'
const bindingNames = [['a'], ['b'], ['s'], ['c', 'a'], ['s', 'b']]
const blockNames = ['one', 'two', 'three', 'four']

class TemplateMaker {
  readonly #draw: Draw
  readonly #texts: readonly string[]
  #freeBlocks: string[] = []
  /** Names the fragments of {% cache %}: ours are also told apart by escaping, locale and zone. */
  #fragments = 0

  constructor(draw: Draw, texts: readonly string[]) {
    this.#draw = draw
    this.#texts = texts
  }

  template(
    depth: number,
    own: readonly string[],
    templates: readonly string[],
    use: Partial<Pick<Place, 'isCalled' | 'isIncluded'>> = {},
  ): Piece {
    const place = { ...this.#place(depth, own, templates), ...use }
    return { parts: [optional(libraries), this.#body(place)] }
  }

  /** A template that includes itself for every child of a node. */
  tree(): Piece {
    const use = { isCalled: true, isIncluded: true }
    const place = { ...this.#place(1, ['node.name', 'node'], []), ...use }
    const only = this.#draw.pick(['', ' only'])
    return {
      parts: [
        optional(libraries),
        this.#body(place),
        '{% for child in node.children %}',
        `{% include "tree.html" with node=child${only} %}`,
        this.#body({ ...place, isInLoop: true }),
        '{% endfor %}',
      ],
    }
  }

  base(): Piece {
    return this.#withBlocks(() => [
      optional(libraries),
      this.#body(this.#place(2, [], ['leaf.html'])),
    ])
  }

  child(parent: string): Piece {
    const draw = this.#draw
    return this.#withBlocks(() => {
      const place = this.#place(2, [], ['leaf.html'])
      const blocks = draw.many(1, 3, () => [this.#text(), this.#block(place)]).flat()
      return [`{% extends "${parent}" %}`, optional(libraries), ...blocks]
    })
  }

  #withBlocks(make: () => Piece[]): Piece {
    this.#freeBlocks = [...blockNames]
    const parts = make()
    this.#freeBlocks = []
    return { parts }
  }

  #place(depth: number, own: readonly string[], templates: readonly string[]): Place {
    const nothing = { isInLoop: false, isInBlock: false, isCalled: false, isIncluded: false }
    return { depth, own, bound: [], templates, ...nothing, cycles: [] }
  }

  #body(place: Place, least = 1): Piece {
    return { parts: this.#draw.many(least, place.depth >= 2 ? 4 : 3, () => this.#piece(place)) }
  }

  #inner(place: Place, own: readonly string[] = [], isInLoop = place.isInLoop): Piece {
    return this.#body({
      ...place,
      depth: place.depth - 1,
      own: [...own, ...place.own],
      bound: [...own, ...place.bound],
      isInLoop,
    })
  }

  #piece(place: Place): Piece {
    const draw = this.#draw
    const leaves: [number, () => Piece][] = [
      [6, () => this.#text()],
      [9, () => this.#output(place)],
      [1.2, () => this.#simpleTag(place)],
      [0.8, () => this.#comment(place)],
    ]
    if (place.isInLoop) leaves.push([1.5, () => this.#cycle(place)])
    if (place.templates.length > 0) leaves.push([1.2, () => this.#include(place)])
    if (place.depth === 0) return draw.weighed(leaves)
    return draw.weighed([
      ...leaves,
      [2.5, () => this.#if(place)],
      [3, () => this.#for(place)],
      [1.2, () => this.#with(place)],
      [place.isCalled && !place.isInLoop ? 0 : 0.8, () => this.#ifChanged(place)],
      [0.8, () => this.#regroup(place)],
      [2, () => this.#wrapper(place)],
      [this.#freeBlocks.length > 0 ? 3 : 0, () => this.#block(place)],
    ])
  }

  #text(): Piece {
    return textPiece(this.#draw.pick(this.#texts))
  }

  #output(place: Place): Piece {
    const draw = this.#draw
    if (place.isInBlock && draw.chance(0.15)) {
      return optional(
        draw.pick(['{{ block.super }}', '{{ block.super }}', '{{block.super|upper}}']),
      )
    }
    if (draw.chance(0.02)) {
      return optional(draw.pick(['{{ _("a <b>") }}', '{{ _("a <b>")|upper }}']))
    }
    const value = randomValue(draw, place)
    return draw.chance(0.95) ? optional('{{ ', value, ' }}') : optional('{{', value, '}}')
  }

  #if(place: Place): Piece {
    const draw = this.#draw
    const test = (): Piece => randomCondition(draw, place)
    const inner = (): Piece => this.#inner(place)
    const more = draw.many(0, 2, () => optional('{% elif ', test(), ' %}', inner()))
    const last = draw.chance(0.5) ? [optional('{% else %}', inner())] : []
    return {
      parts: ['{% if ', test(), ' %}', inner(), ...more, ...last, '{% endif %}'],
      isOptional: true,
      bodies: [3],
    }
  }

  #for(place: Place): Piece {
    const draw = this.#draw
    const [names, list] = draw.weighed<[string, Piece]>([
      [6, () => [draw.pick(['x', 'y', 'x']), randomList(draw, place)]],
      [1, () => ['x, y', draw.pick(['pairs', 'd.items', 'im.items', 'ld.0.items'])]],
      [0.5, () => ['a,b', draw.pick(['pairs', 'nested', 'ls', 'l'])]],
    ])
    const empty = draw.chance(0.3) ? [optional('{% empty %}', this.#inner(place))] : []
    return {
      parts: [
        `{% for ${names} in `,
        list,
        optional(draw.chance(0.15) ? ' reversed' : ''),
        ' %}',
        this.#inner(place, names.split(/, ?/), true),
        ...empty,
        '{% endfor %}',
      ],
      isOptional: true,
      bodies: [4],
    }
  }

  #with(place: Place): Piece {
    const draw = this.#draw
    const bindings = draw.chance(0.85)
      ? draw.pick(bindingNames).map((name) => [name, randomValue(draw, place, 1)] as const)
      : null
    const own = bindings?.map(([name]) => name) ?? ['c']
    const head: Piece[] = bindings
      ? bindings.map(([name, value], i) => {
          const parts = [` ${name}=`, value]
          return i === 0 ? { parts } : optional(...parts)
        })
      : [' ', randomValue(draw, place, 1), ' as c']
    return {
      parts: ['{% with', { parts: head }, ' %}', this.#inner(place, own), '{% endwith %}'],
      isOptional: true,
      bodies: [3],
    }
  }

  #ifChanged(place: Place): Piece {
    const draw = this.#draw
    const values = draw.many(0, 2, () => optional(' ', randomValue(draw, place, 1)))
    const last = draw.chance(0.3) ? [optional('{% else %}', this.#inner(place))] : []
    return {
      parts: ['{% ifchanged', ...values, ' %}', this.#inner(place), ...last, '{% endifchanged %}'],
      isOptional: true,
      bodies: [values.length + 2],
    }
  }

  #regroup(place: Place): Piece {
    const draw = this.#draw
    const key = draw.pick(['g', 'x.y', 'k', 'n', 'k|length', 'zz', 'g|default:"-"'])
    const list = draw.pick(['ld', 'ld|dictsort:"k"', 'zz', 'l', 'nested', 'd.items'])
    return {
      parts: [
        `{% regroup ${list} by ${key} as groups %}`,
        '{% for group in groups %}',
        optional('[{{ group.grouper }}:'),
        '{% for y in group.list %}',
        this.#inner(place, ['y', 'group.grouper'], true),
        '{% endfor %}',
        '{% endfor %}',
      ],
      isOptional: true,
    }
  }

  /** A tag with one body, for what changes how the body is shown. */
  #wrapper(place: Place): Piece {
    const draw = this.#draw
    const chain = randomChain(draw, place)
    const [open, close] = draw.weighed<[Piece[], string]>([
      [3, () => [['autoescape off'], 'endautoescape']],
      [1, () => [['autoescape on'], 'endautoescape']],
      [2, () => [['spaceless'], 'endspaceless']],
      [3, () => [['filter ', ...chain], 'endfilter']],
      [0.5, () => [['localize on'], 'endlocalize']],
      [0.5, () => [['localize off'], 'endlocalize']],
      [0.5, () => [['localtime off'], 'endlocaltime']],
      [0.7, () => [['timezone "Europe/Paris"'], 'endtimezone']],
      [0.7, () => [[`language "${draw.pick(['de', 'fr', 'en-gb'])}"`], 'endlanguage']],
      [
        place.isIncluded ? 0 : 0.5,
        () => [['cache 100 ', `f${this.#fragments++} ${draw.pick(['', 's', 'l.0'])}`], 'endcache'],
      ],
    ])
    return {
      parts: ['{% ', { parts: open }, ' %}', this.#inner(place), `{% ${close} %}`],
      isOptional: true,
      bodies: [3],
    }
  }

  #block(place: Place): Piece {
    const draw = this.#draw
    const name = this.#freeBlocks.shift()
    if (name === undefined) return this.#text()
    const depth = Math.max(0, place.depth - 1)
    const inner = this.#body({ ...place, depth, isInLoop: false, isInBlock: true })
    return {
      parts: [
        `{% block ${name} %}`,
        inner,
        draw.pick(['{% endblock %}', `{% endblock ${name} %}`]),
      ],
      isOptional: true,
      bodies: [1],
    }
  }

  #include(place: Place): Piece {
    const draw = this.#draw
    const name = draw.pick(place.templates)
    if (name === 'tree.html') return optional('{% include "tree.html" with node=tree %}')
    const value = draw.weighed([
      [5, () => `"${name}"`],
      [1, () => `"./${name}"`],
      [1, () => 'leaf'],
      [1, () => 'leaves'],
    ])
    const names = ['a', 'b', 'x'].filter(() => draw.chance(0.3))
    const bindings = names.map((name) => [` ${name}=`, randomValue(draw, place, 1)])
    const more = bindings.length > 0 ? [optional(' with', ...bindings.flat())] : []
    const only = this.#freeBlocks.length === 0 && draw.chance(0.25) ? [optional(' only')] : []
    return optional(`{% include ${value}`, ...more, ...only, ' %}')
  }

  #cycle(place: Place): Piece {
    const draw = this.#draw
    if (place.cycles.length > 0 && draw.chance(0.3)) {
      const name = draw.pick(place.cycles)
      return optional(
        draw.pick([`{% cycle ${name} %}`, `{% resetcycle ${name} %}`, `{{ ${name} }}`]),
      )
    }
    const values = draw.many(1, 3, () => ({ parts: [' ', randomValue(draw, place, 1)] }))
    const name = draw.pick(['cy', 'cz'])
    const [tail, isNamed] = draw.pick([
      ['', false],
      [` as ${name}`, true],
      [` as ${name} silent`, true],
    ] as const)
    if (isNamed) place.cycles.push(name)
    const reset = draw.chance(0.15) ? [optional('{% resetcycle %}')] : []
    return optional('{% cycle "odd"', ...values, tail, ' %}', ...reset)
  }

  #comment(place: Place): Piece {
    const draw = this.#draw
    const inside = source(this.#text())
    return optional(
      draw.weighed([
        [2, () => '{# note {{ x }} #}'],
        [1, () => '{# two\nlines #}'],
        [2, () => `{% comment "why" %}${inside}{% nonsense %}{{ | }}{% endcomment %}`],
        [2, () => `{% verbatim %}{{ ${place.own[0] ?? 's'} }}{% if %}{# #}{% endverbatim %}`],
        [1, () => '{% verbatim v %}{% endverbatim %}{% endverbatim v %}'],
      ]),
    )
  }

  #simpleTag(place: Place): Piece {
    const draw = this.#draw
    const value = (filters = 1): Piece => randomValue(draw, place, filters)
    const shown = (tag: readonly Piece[], name = 'q'): Piece =>
      draw.chance(0.7)
        ? optional('{% ', ...tag, ' %}')
        : optional('{% ', ...tag, ` as ${name} %}`, `<{{ ${name} }}>`)
    return draw.weighed<Piece>([
      [4, () => shown(['firstof ', ...draw.many(1, 3, () => optional(value(), ' ')), 's'])],
      [
        3,
        () =>
          shown([
            'widthratio ',
            value(),
            ' ',
            value(),
            ' ',
            draw.pick(['100', 'n', '7.9', '"12"', 's']),
          ]),
      ],
      [
        1,
        () =>
          optional(`{% templatetag ${draw.pick(['openblock', 'closecomment', 'openbrace'])} %}`),
      ],
      [
        1,
        () => shown([`now "${draw.pick(['Y', 'H:i', 'SHORT_DATE_FORMAT', 'jS F <b>', 'D T'])}"`]),
      ],
      [1, () => optional(`{% lorem ${draw.pick(['5 w', '1 p', '', 'n w', '1 b'].slice(0, 3))} %}`)],
      [1, () => shown(['static ', draw.pick(['"a b.css"', 's', 'h', '"x/y.js"', 'zz'])])],
      [0.5, () => shown([draw.pick(['get_static_prefix', 'get_media_prefix'])])],
      [
        2,
        () =>
          shown([
            'translate ',
            draw.pick(['"hello <"', 's', 'h', '"50%"', 'f|upper']),
            optional(draw.pick([' noop', ' context "c"', ''])),
          ]),
      ],
      [2, () => this.#blockTranslate(place)],
      [1, () => optional('{% csrf_token %}')],
      [0.3, () => optional('{% debug %}')],
      [0.5, () => optional('{% get_current_language as q %}{{ q }}')],
      [0.5, () => optional('{% get_current_timezone as tzname %}{{ tzname }}')],
      [
        0.7,
        () =>
          optional(
            '{{ ',
            value(0),
            draw.pick(['|localize', '|unlocalize', '|utc', '|localtime', '|timezone:"Asia/Tokyo"']),
            ' }}',
          ),
      ],
      [
        1,
        () =>
          optional(
            `{% querystring qd `,
            ...draw.many(0, 2, () => optional(draw.pick(['a=', 'b=', 'c=']), value(), ' ')),
            '%}',
          ),
      ],
    ])
  }

  #blockTranslate(place: Place): Piece {
    const draw = this.#draw
    const count = draw.chance(0.4)
    const head: Piece[] = [
      'blocktranslate',
      optional(' with v=', randomValue(draw, place, 1)),
      ...(count ? [' count c=', draw.pick(['n', 'l|length', '1', '2', 's'])] : []),
      optional(draw.pick(['', ' trimmed', ' context "x"'])),
      optional(draw.pick(['', ' asvar bt'])),
    ]
    const body = draw.pick([
      'Hello {{ v }} & 5% <b>',
      '\n  One {{ s }}\n  two {{ h }}\n',
      '{{ zz }}%(x)s',
    ])
    const plural = count ? ['{% plural %}', draw.pick(['{{ c }} things {{ v }}', 'many'])] : []
    return optional(
      '{% ',
      ...head,
      ' %}',
      body,
      ...plural,
      '{% endblocktranslate %}',
      optional('{{ bt }}'),
    )
  }
}

const texts = [
  'text ',
  ' ',
  '\n',
  'a < b & "c" \'d\'',
  'é😀\u2028',
  '<p>',
  '</p>',
  '<div class="a ',
  '">',
  '<a href="?q=',
  '&amp;b=1">',
  "<input value='",
  "'>",
  '<!-- ',
  ' -->',
  '<script>var a = "',
  '";</script>',
  '<style>p { color: ',
  '}</style>',
  '<textarea>\n',
  '</textarea>',
  '<title>',
  '</title>',
  '<ul>\n  <li> one </li>\n  <li>\t',
  '</li>\n</ul>',
  '<br> <hr/>',
  '{ { % }',
  '{{ two\nlines }}',
  '{% if\n%}',
  '\\n\r\n',
  '%s %(x)s',
  '`${x}`',
]

const wholeTexts = [
  'text ',
  ' ',
  '\n',
  'a & "c" \'d\'',
  'é😀',
  '<p>one</p>',
  '<div class="a"> b </div>',
  '<ul>\n  <li> one </li>\n</ul>',
  '<br> <hr>',
  '<input value="{{ s }}">',
  '<div title="{{ h }} {{ n }}">{{ u }}</div>',
  '<textarea>{{ s }}</textarea>',
  '<b{% if t %} class="x"{% endif %}>{{ l }}</b>',
  '{ { % }',
]
