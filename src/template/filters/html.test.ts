import { expect, it } from 'vitest'
import { environment } from '../values/env.ts'
import { markSafe } from '../values/safe-string.ts'
import { applyFilter, filters } from './index.ts'

const env = environment({ now: () => new Date(0) })

function markup(name: string, value: unknown, argument?: unknown): string {
  return String(applyFilter(filters.get(name)!, value, argument, env))
}

it('turns line ends into breaks, and escapes what is not safe', () => {
  expect(markup('linebreaksbr', '<a>\r\nb\rc\nd')).toBe('&lt;a&gt;<br>b<br>c<br>d')
  expect(markup('linebreaksbr', markSafe('<a>\nb'))).toBe('<a><br>b')
})

it('turns empty lines into paragraphs', () => {
  expect(markup('linebreaks', 'a\nb\r\n\r\n\r\nc')).toBe('<p>a<br>b</p>\n\n<p>c</p>')
  expect(markup('linebreaks', markSafe('<i>'))).toBe('<p><i></p>')
  expect(markup('linebreaks', '')).toBe('<p></p>')
})

it('leaves text unescaped where escaping is off, and still makes it safe', () => {
  const off = { ...env, autoescape: false }
  const cases: [string, unknown, unknown, string][] = [
    ['linebreaks', '<i>\na', undefined, '<p><i><br>a</p>'],
    ['linebreaksbr', '<i>\na', undefined, '<i><br>a'],
    ['linenumbers', '<i>', undefined, '1. <i>'],
    ['join', ['<i>', 'b'], '&', '<i>&b'],
    ['unordered_list', ['<i>'], undefined, '\t<li><i></li>'],
  ]
  for (const [name, value, argument, html] of cases) {
    expect(applyFilter(filters.get(name)!, value, argument, off), name).toEqual(markSafe(html))
  }
  expect(applyFilter(filters.get('join')!, ['a', 1], ',', off)).toEqual(['a', 1])
  expect(() => applyFilter(filters.get('join')!, ['a'], 1, off)).toThrow('"join" needs text')
})

it('numbers lines, with as many digits for each', () => {
  expect(markup('linenumbers', '<a>\nb')).toBe('1. &lt;a&gt;\n2. b')
  const lines = markup('linenumbers', 'x\n'.repeat(9)).split('\n')
  expect([lines[0], lines[9]]).toEqual(['01. x', '10. '])
})

it('writes text for the inside of a script', () => {
  expect(markup('escapejs', `</script>'"\\\n&=-;\u2028\`é`)).toBe(
    '\\u003C/script\\u003E\\u0027\\u0022\\u005C\\u000A\\u0026\\u003D\\u002D\\u003B\\u2028\\u0060é',
  )
})

it('makes each item of a list safe', () => {
  const items = ['<a>', markSafe('<b>'), 1]
  expect(applyFilter(filters.get('escapeseq')!, items, undefined, env)).toEqual(
    ['&lt;a&gt;', '<b>', '1'].map(markSafe),
  )
  expect(applyFilter(filters.get('safeseq')!, items, undefined, env)).toEqual(
    ['<a>', '<b>', '1'].map(markSafe),
  )
  expect(() => markup('safeseq', 5)).toThrow('"safeseq" needs a list')
})

it('writes nested lists, each belonging to the item before it', () => {
  expect(markup('unordered_list', ['<a>', ['b', ['c']], 'd', []])).toBe(
    '\t<li>&lt;a&gt;\n\t<ul>\n\t\t<li>b\n\t\t<ul>\n\t\t\t<li>c</li>\n\t\t</ul>\n\t\t</li>\n' +
      '\t</ul>\n\t</li>\n\t<li>d</li>',
  )
  const loop: unknown[] = ['x']
  loop.push(loop)
  expect(() => markup('unordered_list', loop)).toThrow('"unordered_list" needs a list')
})

it('joins items, escaping each and the separator unless they are safe', () => {
  expect(markup('join', ['<a>', markSafe('<b>')], '<')).toBe('&lt;a&gt;&lt;<b>')
  expect(markup('join', ['a', 1, null], markSafe('<br>'))).toBe('a<br>1<br>None')
  expect(markup('join', { a: 1, b: 2 }, '-')).toBe('a-b')
  expect(applyFilter(filters.get('join')!, 5, ',', env)).toBe(5)
  expect(applyFilter(filters.get('join')!, null, ',', env)).toBe(null)
})

it('writes JSON that cannot end its script element', () => {
  expect(markup('json_script', { a: '</script>&é😀' }, 'x')).toBe(
    '<script id="x" type="application/json">' +
      '{"a": "\\u003C/script\\u003E\\u0026\\u00e9\\ud83d\\ude00"}</script>',
  )
})

it('escapes the id of the script element unless it is safe', () => {
  expect(markup('json_script', 1, '"<')).toBe(
    '<script id="&quot;&lt;" type="application/json">1</script>',
  )
  expect(markup('json_script', 1)).toBe('<script type="application/json">1</script>')
})

it('writes the values that JSON does not know', () => {
  const value = {
    at: new Date('2026-01-02T03:04:05Z'),
    exact: new Date('2026-01-02T03:04:05.678Z'),
    map: new Map<unknown, unknown>([
      [1, 2n ** 70n],
      [null, Number.NaN],
    ]),
    set: new Set([1]),
    markup: markSafe('x'),
    missing: undefined,
    run: () => 1,
    own: { toJSON: () => ['own'] },
  }
  expect(markup('json_script', value)).toBe(
    '<script type="application/json">{"at": "2026-01-02T03:04:05Z", ' +
      '"exact": "2026-01-02T03:04:05.678Z", ' +
      '"map": {"1": 1180591620717411303424, "null": null}, "set": [1], "markup": "x", ' +
      '"own": ["own"]}</script>',
  )
})

it('refuses what it cannot write as JSON', () => {
  class Account {
    secret = 1
  }
  const loop: unknown[] = []
  loop.push(loop)
  expect(() => markup('json_script', [new Account()])).toThrow(
    'cannot write an instance of Account as JSON',
  )
  expect(() => markup('json_script', loop)).toThrow('contains itself')
})
