import { SafeString } from '../../src/template/values/safe-string.ts'

/* What the law's states are made of: each value that is known to be special to somebody. */

export const labels = ['label', '', 'two words', `it's "quoted"`, '<&>', ' x ']
export const addresses = [
  '/here',
  '?a=1&copy=2',
  'javascript:alert(1)',
  '#there',
  'https://x.test/?q="',
  '',
]
export const keys = [1, '1', 2, 'b', '', undefined, 3, 3]
export const markups = [
  '<i>one</i>',
  'plain &amp; <u>two</u><u>three</u>',
  'no markup &lt;&eacute;&copy',
  '',
  '<p>a<br>b</p> tail',
  'it is "quoted" and it\'s',
  '<!-- note --><em title="x">four</em>',
]
export const inlines = ['<i>one</i>', 'two', '', 'a <b>b</b> c', '<u>d</u><u>e</u>', '&amp;&lt;']
export const shapes = ['<circle r="1"/>', '<path d="M0"/><g><title>x</title></g>', '', 'text']
export const languages = ['en', 'de', 'fr', 'hi', 'ar']
export const extras = [
  'title="t"',
  'lang=de',
  '',
  'title="u" hidden',
  'data-x="&lt;" lang="x"',
  'onclick="a()"',
]
export const values: unknown[] = [
  'text',
  '',
  'a',
  ' ',
  'two\nlines',
  '\nbegins with a line',
  '\n',
  '<script>alert(1)</script>',
  '&amp; & &lt;',
  `it's "quoted"`,
  'é😀',
  'carriage\r\nreturn',
  null,
  undefined,
  0,
  1,
  -1.5,
  Number.NaN,
  true,
  false,
  12n,
  new Date(86_400_000),
  [1, '<2>'],
  new SafeString('<b>safe</b>'),
  new SafeString('safe &amp; sound'),
  new SafeString(''),
  -0,
  Number.POSITIVE_INFINITY,
  12345678901234567890n,
  'שלום \u202eabc',
  '👩‍👩‍👧 e\u0301',
  'long '.repeat(300),
  '{{ text }}{% if %}',
  '<!--1--><!--/-->',
  '</textarea></title><b>x</b>',
  'javascript:alert(1)',
  new SafeString('<b>1</b><!-- c --> 2 <i title="x">3</i>'),
  { toString: () => 'an object' },
]

/** Templates of components. */
export const partTexts = [
  '<b title="{{ n }}">{{ n }}</b>',
  'text {{ n }} text',
  '{{ n }}',
  '{% if on %}<i>{{ n }}</i>{% else %}off{% endif %}{{ item.name }}',
  '{% for x in l %}<s>{{ x }}</s>{% empty %}none{% endfor %}',
  ' <em></em> {% for x in l %}{{ x }} {% endfor %}',
  '<u>{{ c }}</u>{{ n }}',
  '',
]

export function valueAt(n: number): unknown {
  return values[n % values.length]
}
