import { expect, it } from 'vitest'
import { draw, drawPage, refusal } from '../../../test/support/templates.ts'

it('skips what stands in a comment, whatever it is', () => {
  expect(draw('a{% comment "note" %}{{ }} {% nonsense %} {% if %}{% endcomment %}b')).toBe('ab')
})

it('puts the hidden field of a form where {% csrf_token %} stands', () => {
  expect(draw('{% csrf_token %}', { csrf_token: 'a"b' })).toBe(
    '<input type="hidden" name="csrfmiddlewaretoken" value="a&quot;b">',
  )
})

it('puts the runtime where {% djust_scripts %} stands', () => {
  expect(
    drawPage('<html><head>{% djust_scripts %}</head><body dj-view=""></body></html>'),
  ).toContain('<head><script src="djust.js"></script></head>')
})

it.each(['{% csrf_token x %}', '{% djust_scripts x %}'])('takes no arguments: %s', (text) => {
  expect(refusal(text).code).toBe('tag_arguments')
})

it('shows {% verbatim %} as it is', () => {
  expect(draw('{% verbatim %}{{ a }}<b>{% if %}{% endverbatim %}</b>')).toBe(
    '{{ a }}<b>{% if %}</b>',
  )
})
