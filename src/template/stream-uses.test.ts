import { describe, expect, it } from 'vitest'
import { partProgram, program, refusal } from '../../test/support/templates.ts'

const row = '<li id="m{{ m.id }}">{{ m.text }}</li>'
const loop = `{% for m in streams.messages %}${row}{% endfor %}`

describe('a stream is refused', () => {
  it.each([
    ['in a branch', `{% if a %}<ul id="u">${loop}</ul>{% endif %}`, 'stream_in_branch', '1:22'],
    [
      'in a loop',
      `{% for b in a %}<ul id="u">${loop}</ul>{% endfor %}`,
      'stream_in_branch',
      '1:28',
    ],
    [
      'in an ignored element',
      `<ul id="u" dj-update="ignore">${loop}</ul>`,
      'stream_in_branch',
      '1:31',
    ],
    [
      'in content that is replaced',
      `<ul id="u" data-djust-replace>${loop}</ul>`,
      'stream_in_branch',
      '1:31',
    ],
    [
      'where another loop keeps rows',
      `<ul id="u" dj-update="append">${loop}</ul>`,
      'bad_update',
      '1:1',
    ],
    ['that is virtual', `<ul id="u" dj-virtual>${loop}</ul>`, 'update_and_virtual', '1:23'],
    ['without an id around', `<ul>${loop}</ul>`, 'stream_without_id', '1:5'],
    ['with an empty id around', `<ul id="">${loop}</ul>`, 'stream_without_id', '1:11'],
    [
      'without a key',
      '<ul id="u">{% for m in streams.l %}<li>{{ m }}</li>{% endfor %}</ul>',
      'row_without_key',
      '1:12',
    ],
    [
      'backwards',
      `<ul id="u">${loop.replace('messages', 'messages reversed')}</ul>`,
      'stream_not_listed',
      '1:12',
    ],
    ['counted', '<p>{{ streams.messages|length }}</p>', 'stream_not_listed', '1:7'],
    ['as a condition', `<p>{% if streams.messages %}a{% endif %}</p>`, 'stream_not_listed', '1:10'],
    [
      'under another name',
      `{% with l=streams.messages %}<ul id="u">${loop}</ul>{% endwith %}`,
      'stream_not_listed',
      '1:11',
    ],
    [
      'through a filter',
      `<ul id="u">${loop.replace('messages', 'messages|slice:":3"')}</ul>`,
      'stream_not_listed',
      '1:24',
    ],
    [
      'outside of the live part',
      `<html><body dj-view=""><ul id="u">${loop}</ul><main dj-root></main></body></html>`,
      'stream_not_listed',
      '1:47',
    ],
    [
      'whose rows read a name that a branch sets',
      `{% if a %}{% url "x" as link %}{% endif %}<ul id="u">${loop.replace('m.text', 'link')}</ul>`,
      'row_reads_branch',
      '1:54',
    ],
    [
      'whose rows read what such a name is made of',
      `{% if a %}{% url "x" as link %}{% endif %}{% with b=link|upper %}<ul id="u">${loop.replace('m.text', 'b')}</ul>{% endwith %}`,
      'row_reads_branch',
      '1:77',
    ],
    [
      'that counts',
      `<ul id="u">${loop.replace('m.text', 'forloop.counter')}</ul>`,
      'row_position',
      '1:12',
    ],
  ])('%s', (_, text, code, at) => {
    expect(refusal(text)).toMatchObject({ code, at })
  })

  it('in an element that is sent as a whole, whose reason is told', () => {
    const text = `<section>{% if a %}<div>{% endif %}<ul id="u">${loop}</ul>{% if a %}</div>{% endif %}</section>`
    const { code, message } = refusal(text)
    expect(code).toBe('stream_not_listed')
    expect(message).toContain('in a <section> that is sent as a whole')
  })

  it('in a component', () => {
    expect(() => partProgram(`<ul id="u">${loop}</ul>`)).toThrow(
      expect.objectContaining({ code: 'stream_in_branch' }),
    )
  })
})

describe('a stream may be drawn', () => {
  it.each([
    ['once more in the same page', `<ul id="a">${loop}</ul><ol id="b">${loop}</ol>`],
    ['beside other nodes', `<ul id="a"><li>first</li>${loop}<li>{{ last }}</li></ul>`],
    ['from an include', '<ul id="a">{% include "list.html" %}</ul>'],
    [
      'with names of its own row',
      `<ul id="a">${loop.replace(row, `<li id="m{{ m.id }}">{% url "x" as link %}{% if m.a %}{{ link }}{% endif %}</li>`)}</ul>`,
    ],
    ['under an id that is a value', `<ul id="list-{{ n }}">${loop}</ul>`],
  ])('%s', (_, text) => {
    const { streams } = program(text, { 'list.html': loop }).compiled
    expect(streams.map(({ name }) => name)).toContain('messages')
  })

  it('with a key alone where that is one field of its items', () => {
    const keyOf = (key: string) =>
      program(`<ul id="a">{% for m in streams.l %}<li dj-key="${key}"></li>{% endfor %}</ul>`)
        .compiled.streams[0]!.keyField
    expect(keyOf('{{ m.id }}')).toBe('id')
    expect(keyOf('row-{{ m.slug|lower }}')).toBe('slug')
    expect(keyOf('{{ m.id }}-{{ m.id }}')).toBe('id')
    expect(keyOf('{{ m }}')).toBe('')
    expect(keyOf('{{ m.kind }}-{{ m.id }}')).toBe(null)
    expect(keyOf('{{ m.author.id }}')).toBe(null)
    expect(keyOf('{{ m.id }}{{ n }}')).toBe(null)
    expect(keyOf('{% if m.id %}{{ m.id }}{% endif %}')).toBe(null)
  })
})
