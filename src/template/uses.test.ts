import { expect, it } from 'vitest'
import { program } from '../../test/support/templates.ts'

it('lists the routes that a page names, wherever they stand', () => {
  const text = `{% url 'a' 1 2 %}<a href="{% url 'b' pk=1 %}">{% if x %}{% url 'c' as u %}{% endif %}</a>
{% for x in y %}{% with a=b %}{% url 'd' %}{% endwith %}{% empty %}{% url 'e' %}{% endfor %}{% url route %}`
  expect(
    program(text).compiled.routes.map(({ name, positional, named }) => [name, positional, named]),
  ).toEqual([
    ['a', 2, []],
    ['b', 0, ['pk']],
    ['d', 0, []],
    ['e', 0, []],
  ])
})

it('lists the static files that a page names', () => {
  const text = `<img src="{% static 'a.png' %}">{% static file %}`
  expect(program(text).compiled.staticPaths.map(({ path }) => path)).toEqual(['a.png'])
})

it('lists the handlers that a page names, with their places', () => {
  const text = `<button dj-click="one">a</button>
{% if a %}<form dj-submit="two"></form>{% endif %}{% for a in b %}<input dj-input="three" dj-change="{{ four }}">{% endfor %}`
  const { handlers } = program(text).compiled
  expect(handlers.map(({ name, directive, at }) => [name, directive, at.start])).toEqual([
    ['one', 'dj-click', 8],
    ['two', 'dj-submit', text.indexOf('dj-submit')],
    ['three', 'dj-input', text.indexOf('dj-input')],
  ])
})

it('goes into includes and templates that include themselves', () => {
  const others = {
    'a.html': `<b dj-click="one">{% url 'x' %}</b>{% if n %}{% include "a.html" with n=n.next %}{% endif %}`,
  }
  const { handlers, routes } = program('{% include "a.html" %}', others).compiled
  expect(new Set(handlers.map(({ name }) => name))).toEqual(new Set(['one']))
  expect(new Set(routes.map(({ name }) => name))).toEqual(new Set(['x']))
})
