import type { Json } from './case.ts'
import type { Draw } from './draw.ts'

/** Names of the context, by the kind of value that each has. */
export const contextNames = {
  text: ['s', 'h', 'u', 'f', 'd.s', 'ld.0.k', 'd.deep.x'],
  number: ['n', 'r', 'big', 'd.n', 'l.0', 't', 'ld.1.n'],
  list: ['l', 'ls', 'ld', 'd.l', 'pairs', 'empty', 'nested', 'tup'],
  mapping: ['d', 'ld.0', 'im', 'd.deep', 'empty_d'],
  date: ['dt', 'dt2', 'day', 'clock'],
  other: [
    'o',
    't',
    'no',
    'v',
    'w',
    'zz',
    'd.zz',
    'l.99',
    's.0',
    's.zz',
    'n.zz',
    'zz.zz',
    'im.1',
    'o.x',
  ],
} as const

/** Makes the context that templates are rendered with. Every name always has its kind of value. */
export function randomContext(draw: Draw): Record<string, Json> {
  return {
    s: draw.pick(texts),
    u: draw.pick(texts),
    h: draw.pick(markup),
    f: { $safe: draw.pick([...markup, ...texts]) },
    n: draw.pick(wholes),
    r: float(draw.pick(floats)),
    big: {
      $int: draw.pick([
        '12345678901234567890',
        '-9007199254740993',
        '9007199254740991',
        '1000000000000000000000',
      ]),
    },
    t: true,
    no: false,
    o: null,
    v: anyValue(draw, 2),
    w: anyValue(draw, 1),
    l: draw.many(0, 4, () => draw.pick(wholes)),
    ls: draw.many(0, 4, () => draw.pick(texts)),
    ld: draw.many(0, 4, () => record(draw)),
    nested: ['a', draw.many(0, 2, () => draw.pick(texts)), draw.pick(texts), [['<x>', ['y']]]],
    pairs: draw.many(0, 3, () => [draw.pick(texts), draw.pick(wholes)]),
    tup: { $tuple: draw.many(0, 3, () => scalar(draw)) },
    empty: [],
    empty_d: {},
    d: {
      s: draw.pick(texts),
      n: draw.pick(wholes),
      l: draw.many(0, 3, () => scalar(draw)),
      deep: { x: draw.pick(texts), y: scalar(draw) },
    },
    im: {
      $map: [
        [1, draw.pick(texts)],
        ['k', scalar(draw)],
        [2, null],
      ],
    },
    dt: { $datetime: draw.pick(instants) },
    dt2: { $datetime: draw.pick(instants) },
    day: {
      $date: draw.pick(['2026-01-02', '2024-02-29', '1999-12-31', '2026-10-05', '2026-03-05']),
    },
    clock: {
      $time: draw.pick(['00:00:00', '12:00:00', '15:04:05', '01:30:00.123456', '23:59:59']),
    },
    qd: { $querydict: draw.pick(['', 'a=1&b=2&a=3', 'c=x%20y']) },
    leaf: 'leaf.html',
    leaves: ['missing.html', 'leaf.html'],
    tree: tree(draw, 2),
  }
}

function anyValue(draw: Draw, depth: number): Json {
  if (depth === 0 || draw.chance(0.5)) return scalar(draw)
  return draw.weighed<Json>([
    [3, () => draw.many(0, 3, () => anyValue(draw, depth - 1))],
    [2, () => ({ k: anyValue(draw, depth - 1), n: anyValue(draw, depth - 1) })],
    [1, () => ({ $tuple: draw.many(0, 3, () => anyValue(draw, depth - 1)) })],
    [1, () => ({ $datetime: draw.pick(instants) })],
  ])
}

function scalar(draw: Draw): Json {
  return draw.weighed<Json>([
    [6, () => draw.pick(texts)],
    [2, () => draw.pick(markup)],
    [1, () => ({ $safe: draw.pick(markup) })],
    [3, () => draw.pick([...wholes, ...largeWholes])],
    [2, () => float(draw.pick(floats))],
    [2, () => draw.pick([true, false, null])],
    [0.5, () => ({ $decimal: draw.pick(['1.10', '-0.5', '100', '0', '12345.678']) })],
  ])
}

function record(draw: Draw): Json {
  return {
    k: draw.pick(texts),
    n: draw.pick(wholes),
    x: { y: draw.pick(['a', 'b']) },
    g: draw.pick(['p', 'q', null]),
  }
}

function tree(draw: Draw, depth: number): Json {
  const children = depth === 0 ? [] : draw.many(0, 2, () => tree(draw, depth - 1))
  return { name: draw.pick(texts), children }
}

/** A number as a float, also where it is whole. */
function float(text: string): Json {
  const value = Number(text)
  return Number.isFinite(value) && !Number.isInteger(value) ? value : { $float: text }
}

const wholes = [0, 1, -1, 2, 3, 5, 7, 10, 11, 21, 42, 100, 1000, 1023, 1024]

const largeWholes = [123456, -1234567]

const floats =
  '0.0 1.0 -0.0 0.1 0.5 1.5 2.5 -2.5 0.125 1.005 3.14159 1e-07 1e-05 1e+21 1e+16 4567.891 -1234.5678 99.995 10000.0 0.05'.split(
    ' ',
  )

const markup = [
  '<b>bold</b> & "quoted"',
  '<p>One <i>two three</i> four</p><p>five</p>',
  '<a href="?a=1&amp;b=2">it\'s</a>',
  '<script>alert("x")</script>',
  'a < b > c &amp; &lt; &#39; &copy;',
  '<br><img src=x>text<hr/>',
  '<ul><li>one <b>two</ul> three',
  '<!-- note --> shown',
  '<p class="a">é😀</p>',
  '</p><p',
  '&',
]

const texts = [
  '',
  'a',
  'b',
  'A',
  'abc def',
  'The quick brown fox jumps over the lazy dog',
  "it's Ada's 1st McDonald",
  'é',
  '😀 smile 👍🏽',
  'Straße ﬁn',
  'e\u0301te\u0301',
  'ǆ ǅ',
  'ÀÉÎõü',
  'ΑΣ ΟΔΟΣ',
  'İstanbul ı',
  'http://example.com/a?b=c&d=e',
  'see www.example.com, or https://example.org/x_(y).',
  'me@example.com and <you@example.net>',
  'example.com/path?q=1&x="2"',
  'line one\nline two\r\n\nline three\rend\n',
  '\n\n',
  '  padded  ',
  'tab\tand\u00a0space',
  '1',
  '-3',
  '1.5',
  '0',
  ' 7 ',
  '1_000',
  '1e3',
  'nan',
  '٣',
  '2026-01-02',
  'a,b,c',
  'x'.repeat(30),
  'supercalifragilisticexpialidocious word',
  '%',
  '100 %s',
  '{{ s }}{% if %}',
  '\\ back\\slash "q"',
  "'single'",
  '\u2028\u2029',
  '\x07\x1f',
  'javascript:alert(1)',
  'snake_case-and--dash',
  'None',
  'True',
]

const instants = [
  '2026-01-02T15:04:05+00:00',
  '2026-01-02T15:04:05.678000+00:00',
  '2026-03-05T14:30:15+00:00',
  '2026-03-04T00:00:00+00:00',
  '2024-02-29T12:00:00+00:00',
  '1999-12-31T23:59:59.999000+00:00',
  '1970-01-01T00:00:00+00:00',
  '2026-10-25T01:30:00+00:00',
  '2027-07-14T08:00:00+00:00',
]
