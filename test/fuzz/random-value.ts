import type { Draw } from './draw.ts'
import { type Group, optional, type Piece } from './piece.ts'
import { contextNames } from './random-context.ts'

/** What a value may refer to where it stands, beside the context. */
export interface Names {
  /** Names that tags around it have set. */
  readonly own: readonly string[]
  /** Those of them that have a value for certain: a filter's argument must not be missing. */
  readonly bound: readonly string[]
  readonly isInLoop: boolean
}

type Kind = keyof typeof contextNames

/** Makes a value with filters: what stands between `{{` and `}}`, or in a tag's arguments. */
export function randomValue(draw: Draw, names: Names, mostFilters = 3): Group {
  const kind = draw.weighed<Kind | 'literal'>([
    [4, () => 'text'],
    [2, () => 'number'],
    [2, () => 'list'],
    [1, () => 'mapping'],
    [1, () => 'date'],
    [2, () => 'other'],
    [1, () => 'literal'],
  ])
  const first = kind === 'literal' ? randomLiteral(draw) : operand(draw, names, kind)
  const filters = draw.chance(0.45)
    ? []
    : draw.many(1, mostFilters, () => randomFilter(draw, names, draw.chance(0.75) ? kind : 'other'))
  return { parts: [first, ...filters] }
}

/** A value that may be walked through. */
export function randomList(draw: Draw, names: Names): Group {
  const first = draw.weighed([
    [6, () => draw.pick(contextNames.list)],
    [1, () => draw.pick(contextNames.mapping)],
    [1, () => draw.pick(contextNames.text)],
    [1, () => draw.pick(contextNames.other)],
    [1, () => (names.own.length > 0 ? draw.pick(names.own) : 'l')],
    [0.5, () => randomLiteral(draw)],
  ])
  return { parts: [first, ...(draw.chance(0.8) ? [] : [randomFilter(draw, names, 'list')])] }
}

/** Filters one after another, for `{% filter %}`. */
export function randomChain(draw: Draw, names: Names): Piece[] {
  const filters = draw.many(1, 3, () => filterText(draw, names, 'text'))
  return filters.map((filter, i) => (i === 0 ? filter : optional(`|${filter}`)))
}

export function randomLiteral(draw: Draw): string {
  return draw.chance(0.02) ? draw.pick(oddLiterals) : draw.pick(literals)
}

function operand(draw: Draw, { own, isInLoop }: Names, kind: Kind): string {
  if (own.length > 0 && draw.chance(0.35)) {
    return draw.pick(own) + (draw.chance(0.25) ? draw.pick(['.k', '.n', '.0', '.x.y', '.zz']) : '')
  }
  if (isInLoop && draw.chance(0.15)) return draw.pick(loopFields)
  return draw.pick(contextNames[kind])
}

function randomFilter(draw: Draw, names: Names, kind: Kind | 'literal'): Group {
  const bar = draw.chance(0.005) ? ' | ' : '|'
  return optional(`${bar}${filterText(draw, names, kind)}`)
}

function filterText(draw: Draw, names: Names, kind: Kind | 'literal'): string {
  const fitting = filtersOf[kind === 'literal' || kind === 'mapping' ? 'other' : kind]
  const name = draw.pick(draw.chance(0.8) ? fitting : allFilters)
  const usual = filterArguments[name]!
  if (usual.length === 0) return name
  const argument = draw.weighed([
    [8, () => draw.pick(usual)],
    [1, () => draw.pick(hostileArguments)],
    [0.5, () => (names.bound.length > 0 ? draw.pick(names.bound) : 's')],
  ])
  return argument === '' ? name : `${name}:${argument}`
}

const literals = [
  '"text"',
  "'single'",
  '"<b>&"',
  '""',
  '"it\'s"',
  String.raw`"a\"b\\c\nd"`,
  '"é😀"',
  '"1"',
  '0',
  '1',
  '-1',
  '+5',
  '42',
  '1.0',
  '.5',
  '-0.5',
  '2.50',
  '1e3',
  '12345678901234567890',
  'True',
  'False',
  'None',
]

const oddLiterals = ['5.', '1.5.2', '1.5e-5', '--1', '"open', 'a-b', '_x', 'é', '1_000', '"a"b']

const loopFields = [
  'forloop.counter',
  'forloop.counter0',
  'forloop.revcounter',
  'forloop.revcounter0',
  'forloop.first',
  'forloop.last',
  'forloop.parentloop.counter',
  'forloop.parentloop.last',
  'forloop.parentloop.parentloop.counter0',
  'forloop.zz',
]

const hostileArguments = [
  '""',
  '"x"',
  '"<"',
  '0',
  '1',
  '-1',
  '1.5',
  '"-2"',
  '"1.9"',
  '999',
  'None',
  'True',
  's',
  'f',
  'l',
  'd',
  'o',
  'n',
  'r',
  'big',
  'dt',
]

/** Each filter with the arguments that it is usually given; '' stands for none. */
const filterArguments: Readonly<Record<string, readonly string[]>> = {
  add: ['1', '"2"', '-5', '"<"', 's', 'f', 'l', 'ls', 'n', 'r', 'tup', 'big'],
  addslashes: [],
  capfirst: [],
  center: ['"10"', '7', '8', '0', '-3', 'n'],
  cut: ['"a"', '" "', '";"', '"<"', 's', '1'],
  date: [
    '',
    '"Y-m-d"',
    '"N j, Y"',
    '"jS F Y"',
    '"D d M y"',
    '"H:i:s"',
    '"P"',
    '"f a A g G h"',
    '"l z t L W o w"',
    '"r"',
    '"c"',
    '"U u"',
    '"e T O Z I"',
    '"b E S n"',
    '"SHORT_DATE_FORMAT"',
    '"DATETIME_FORMAT"',
    '"TIME_FORMAT"',
    String.raw`"\Y \\Y jS \o\f"`,
    '"<b>"',
    's',
  ],
  default: ['"none"', '"<b>"', 's', 'h', '0', 'None'],
  default_if_none: ['"none"', '"<b>"', 'h'],
  dictsort: ['"k"', '"n"', '"x.y"', '0', '1', '"zz"', '"0"', '"g"'],
  dictsortreversed: ['"k"', '"n"', '0', '"g"'],
  divisibleby: ['2', '"3"', 'n', '-7', '1.5'],
  escape: [],
  escapejs: [],
  escapeseq: [],
  filesizeformat: [],
  first: [],
  floatformat: [
    '',
    '2',
    '-2',
    '0',
    '"-3"',
    '"2g"',
    '"2u"',
    '"0"',
    '"gu"',
    '"-1gu"',
    '3',
    's',
    '"x"',
  ],
  force_escape: [],
  get_digit: ['1', '2', '0', '-1', '20', '"1"'],
  iriencode: [],
  join: ['", "', '"<"', '""', 's', 'f'],
  json_script: ['', '"id"', '"<a"', 's'],
  last: [],
  length: [],
  linebreaks: [],
  linebreaksbr: [],
  linenumbers: [],
  ljust: ['"10"', '5', '0', '-1'],
  lower: [],
  make_list: [],
  phone2numeric: [],
  pluralize: ['', '"es"', '"y,ies"', '"a,b,c"', '","'],
  pprint: [],
  rjust: ['"10"', '5', '0'],
  safe: [],
  safeseq: [],
  slice: [
    '":2"',
    '"1:"',
    '"::-1"',
    '"-2:"',
    '"1:5:2"',
    '":-1"',
    '"::0"',
    '"2"',
    '""',
    '"x"',
    '":"',
    '1',
  ],
  slugify: [],
  stringformat: [
    '"s"',
    '"d"',
    '"05d"',
    '".2f"',
    '"r"',
    '"x"',
    '"X"',
    '"e"',
    '".3e"',
    '"g"',
    '"%"',
    '"10s"',
    '"-10s"',
    '".2s"',
    '"+d"',
    '" d"',
    '"#x"',
    '"o"',
    '"c"',
    '"i"',
    '"a"',
    '"08.3f"',
    '"(a)s"',
    '""',
    '"s%s"',
  ],
  striptags: [],
  time: ['', '"H:i"', '"P"', '"TIME_FORMAT"', '"e T O"', '"Y"', '"f a"'],
  timesince: ['', 'dt', 'dt2', 'day'],
  timeuntil: ['', 'dt', 'dt2', 'day'],
  title: [],
  truncatechars: ['5', '1', '0', '-1', '"3"', '1000', '10'],
  truncatechars_html: ['5', '1', '0', '10', '20', '1000', '"3"'],
  truncatewords: ['1', '2', '0', '-1', '"3"', '1000'],
  truncatewords_html: ['1', '2', '3', '0', '5', '1000'],
  unordered_list: [],
  upper: [],
  urlencode: ['', '""', '"/"', '"?=&"'],
  urlize: [],
  urlizetrunc: ['10', '5', '1', '0', '"15"', '100'],
  wordcount: [],
  wordwrap: ['5', '10', '1', '"20"', '1000'],
  yesno: ['', '"y,n"', '"y,n,m"', '"y"', '"<,>,&"', '""', 's'],
}

const allFilters = Object.keys(filterArguments)

/** Filters for kinds of values; the others get them less often. */
const filtersOf: Readonly<
  Record<'text' | 'number' | 'list' | 'date' | 'other', readonly string[]>
> = {
  text: `add addslashes capfirst center cut default escape escapejs first force_escape iriencode last length linebreaks
linebreaksbr linenumbers ljust lower make_list phone2numeric pprint rjust safe slice slugify stringformat striptags title
truncatechars truncatechars_html truncatewords truncatewords_html upper urlencode urlize urlizetrunc wordcount
wordwrap`.split(/\s+/),
  number:
    `add center default default_if_none divisibleby filesizeformat floatformat get_digit length ljust pluralize
pprint stringformat truncatechars upper yesno json_script wordcount`.split(/\s+/),
  list: `add dictsort dictsortreversed escapeseq first join json_script last length make_list pluralize pprint safeseq
slice stringformat unordered_list yesno default`.split(/\s+/),
  date: 'date time timesince timeuntil date time default yesno upper stringformat pprint add'.split(
    ' ',
  ),
  other:
    'default default_if_none yesno length join upper escape safe first last pprint json_script add date'.split(
      ' ',
    ),
}
