import { beforeEach, describe, expect, it } from 'vitest'
import { input, program, TestPart } from '../../test/support/templates.ts'
import { lineAndColumn } from '../shared/code-frame.ts'
import { SafeString } from '../template/values/safe-string.ts'
import type { RenderInput } from './render-input.ts'

/** What addresses begin with: something that a pure tag must not hang on. */
let base = '/a'
beforeEach(() => {
  base = '/a'
})

function shown(text: string, state: Record<string, unknown>) {
  const page = program(text)
  const given = (): RenderInput => ({
    ...input(state),
    reverse: (_route, [id]) => `${base}/${String(id)}`,
  })
  const { rendered } = page.paint(given())
  return (changes: Record<string, unknown> = {}) => {
    Object.assign(state, changes)
    page.diff(given(), rendered).commit()
    const at = page.differingPlace(given, rendered)
    if (!at) return null
    const { line, column } = lineAndColumn(at.source, at.start)
    return `${line}:${column} ${at.source.slice(at.start, at.end)}`
  }
}

describe('a page that differs from one that is drawn anew', () => {
  it.each<[string, string, string]>([
    ['a text', '<b>{% url "x" id %}</b>', '2:4 {% url "x" id %}'],
    ['an attribute', '<a href="{% url "x" id %}"></a>', '2:4 href'],
    ['a whole text', '<textarea>{% url "x" id %}</textarea>', '2:11 {% url "x" id %}'],
    ['in a branch', '{% if id %}<b>{% url "x" id %}</b>{% endif %}', '2:15 {% url "x" id %}'],
    ['in a row', '{% for x in xs %}<i>{% url "x" id %}</i>{% endfor %}', '2:21 {% url "x" id %}'],
    [
      'in place of rows',
      '{% for x in none %}{% empty %}<i>{% url "x" id %}</i>{% endfor %}',
      '2:34 {% url "x" id %}',
    ],
  ])('is told apart: %s', (_where, text, place) => {
    const turn = shown(`<div dj-root>\n${text}</div>`, { id: 1, xs: [1, 2], none: [] })
    expect(turn()).toBeNull()
    base = '/b'
    expect(turn()).toContain(place)
    expect(turn({ id: 2 })).toBeNull()
  })

  it('is none where it only shows something else each time', () => {
    let reads = 0
    const item = {
      get next() {
        return (reads += 1)
      },
    }
    const turn = shown(
      '<p dj-root>{{ item.next }} {% cycle "a" "b" %} {% now "u" %} {{ xs|random }}</p>',
      { item, xs: [1, 2, 3] },
    )
    for (let i = 0; i < 20; i++) expect(turn()).toBeNull()
  })

  it('is none whatever a page is made of', () => {
    const turn = shown(
      '<title>{{ n }}</title><div dj-root class="a {% if n > 1 %}b{% endif %}">{{ n }}{% for x in rows %}<p dj-key="{{ x.id }}">{{ x.due|date:"Y" }}{% for t in x.tags %}{{ t }}{% empty %}none{% endfor %}</p>{% endfor %}{{ part }}{{ safe }}<input value="{{ n }}" {% if n == 2 %}disabled{% endif %}></div>',
      {
        n: 1,
        rows: [{ id: 1, due: new Date(0), tags: ['a'] }],
        part: new TestPart('<b>{{ n }}</b>', { n: 1 }),
        safe: new SafeString('<i>x</i>'),
      },
    )
    const row = (id: number) => ({ id, due: new Date(id * 1e11), tags: id % 2 ? [] : ['t', id] })
    expect(turn()).toBeNull()
    expect(turn({ n: 2, rows: [row(3), row(1), row(2)] })).toBeNull()
    expect(turn({ n: -0, rows: [row(2), row(2), row(5)] })).toBeNull()
    expect(turn({ n: Number.NaN, rows: [], part: null, safe: 'x' })).toBeNull()
  })
})
