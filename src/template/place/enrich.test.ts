import { describe, expect, it } from 'vitest'
import { draw, program } from '../../../test/support/templates.ts'

const context = { csrf_token: 'T', a: 'x y&', b: '"' }
const field = '<input type="hidden" name="csrfmiddlewaretoken" value="T">'

describe('a form with dj-submit works without the runtime:', () => {
  it.each([
    [
      '<form dj-submit="save">',
      `<form dj-submit="save" method="post" action="?_event=save">${field}`,
    ],
    [
      '<form method="POST" dj-submit="save">',
      `<form method="POST" dj-submit="save" action="?_event=save">${field}`,
    ],
    [
      '<form dj-submit="save" dj-value-id="1 2" dj-value-x>',
      `<form dj-submit="save" dj-value-id="1 2" dj-value-x method="post" action="?_event=save&amp;id=1%202&amp;x=">${field}`,
    ],
    [
      '<form dj-submit="save" dj-value-id="{{ a }}">',
      `<form dj-submit="save" dj-value-id="x y&amp;" method="post" action="?_event=save&amp;id=x%20y%26">${field}`,
    ],
    [
      '<form dj-submit="save" dj-value-id="{% if a %}&amp; {{ b }}{% endif %}{% for c in a %}{{ c }}.{% endfor %}">',
      `<form dj-submit="save" dj-value-id="&amp; &quot;x. .y.&amp;." method="post" action="?_event=save&amp;id=%26%20%22x.%20.y.%26.">${field}`,
    ],
    [
      '<form dj-submit="save">{% csrf_token %}',
      `<form dj-submit="save" method="post" action="?_event=save">${field}`,
    ],
    [
      '<form dj-submit="save"><p><input name="csrfmiddlewaretoken"></p>',
      '<form dj-submit="save" method="post" action="?_event=save"><p><input name="csrfmiddlewaretoken"></p>',
    ],
  ])('%s', (form, drawn) => {
    expect(draw(`${form}</form>`, context)).toBe(`${drawn}</form>`)
  })

  it.each([
    '<form dj-submit="save" action="/elsewhere">',
    '<form dj-submit="save" method="get">',
    '<form dj-submit="">',
    '<form dj-submit>',
    '<form>',
  ])('but not where it says otherwise: %s', (form) => {
    expect(draw(`${form}</form>`, context)).toBe(`${form}</form>`)
  })

  it('wherever it stands', () => {
    const text = '{% if a %}<div><form dj-submit="s"></form></div>{% endif %}'
    expect(draw(text, context)).toContain('action="?_event=s"')
    expect(draw(`{% for x in a %}${text}{% endfor %}`, { ...context, a: 'x' })).toContain(field)
  })
})

describe('a link with dj-patch or dj-navigate works without the runtime:', () => {
  it.each([
    ['<a dj-patch="?page=2">', '<a dj-patch="?page=2" href="?page=2">'],
    [
      '<a dj-patch="?a=1&amp;b=&quot;">',
      '<a dj-patch="?a=1&amp;b=&quot;" href="?a=1&amp;b=&quot;">',
    ],
    ['<a dj-patch="?q={{ a|urlencode }}">', '<a dj-patch="?q=x%20y%26" href="?q=x%20y%26">'],
    ['<a dj-patch="{{ u }}">', '<a dj-patch="about:blank#blocked" href="about:blank#blocked">'],
    ['<a dj-patch="?a" href="/b">', '<a dj-patch="?a" href="/b">'],
    ['<a {% if a %}dj-patch="?a"{% endif %}>', '<a dj-patch="?a">'],
    ['<a dj-navigate="/b/">', '<a dj-navigate="/b/" href="/b/">'],
    [
      '<a dj-navigate="{{ u }}">',
      '<a dj-navigate="about:blank#blocked" href="about:blank#blocked">',
    ],
    ['<a>', '<a>'],
  ])('%s', (link, drawn) => {
    expect(draw(`${link}</a>`, { ...context, u: 'javascript:a()' })).toBe(`${drawn}</a>`)
  })

  it('and follows when the address changes', () => {
    const { layout } = program(
      '<a dj-patch="?q={{ a }}">x</a><form dj-submit="s" dj-value-id="{{ a }}"></form>',
    ).compiled
    expect(JSON.stringify(layout)).toContain('"slots":[0,"dj-patch",1,"href"]')
    expect(JSON.stringify(layout)).toContain('"slots":[2,"dj-value-id",3,"action"]')
  })
})
