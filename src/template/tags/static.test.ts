import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

it.each([
  ["{% static 'app.css' %}", '/static/app.css'],
  ['{% static file %}', '/static/a&amp;b.js'],
  ['{% static missing %}', '/static/'],
  ["{% static 'app.css' as address %}[{{ address }}]", '[/static/app.css]'],
  ['{% static file as address %}[{{ address }}]', '[/static/a&amp;b.js]'],
  ['{% get_static_prefix %}', '/static/'],
  ['{% get_static_prefix as prefix %}[{{ prefix }}]', '[/static/]'],
  ['{% get_media_prefix %}', '/media/'],
])('%s shows %j', (text, shown) => {
  expect(draw(`{% load static %}<p>${text}</p>`, { file: 'a&b.js' })).toBe(`<p>${shown}</p>`)
})

it.each([
  '{% static %}',
  "{% static 'a' 'b' %}",
  '{% static as address %}',
  '{% get_static_prefix prefix %}',
  '{% get_media_prefix as %}',
])('is refused when written %s', (text) => {
  expect(refusal(`{% load static %}${text}`).code).toBe('tag_arguments')
})

it('needs a path that is text', () => {
  expect(refusal('{% load static %}{% static 5 %}')).toMatchObject({
    code: 'tag_value',
    at: '1:18',
  })
})
