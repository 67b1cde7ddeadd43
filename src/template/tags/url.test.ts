import { describe, expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

describe('{% url %}', () => {
  it.each([
    ["{% url 'home' %}", '/home'],
    ["{% url 'item' 1 name %}", '/item/1/Ada &amp; Bo'],
    ["{% url 'item' pk=1 slug=name|lower %}", '/item/pk=1/slug=ada &amp; bo'],
    ['{% url route %}', '/named'],
    ["{% url 'item' 1 as address %}[{{ address }}]", '[/item/1]'],
    ["{% url 'missing' as address %}[{{ address }}]", '[]'],
    ["{% url 'missing' as address %}{% if address %}yes{% else %}no{% endif %}", 'no'],
  ])('%s shows %j', (text, shown) => {
    expect(draw(text, { name: 'Ada & Bo', route: 'named' })).toBe(shown)
  })

  it('says where a route does not fit', () => {
    expect(refusal("a\n{% url 'missing' %}")).toMatchObject({
      at: '2:1',
      message: 'There is no route "missing".',
    })
  })

  it.each([
    ['{% url %}', '1:1'],
    ["{% url 'a' 1 pk=2 %}", '1:1'],
    ['{% url as address %}', '1:1'],
  ])('is refused when written %s', (text, at) => {
    expect(refusal(text)).toMatchObject({ code: 'tag_arguments', at })
  })
})

describe('{% static %}', () => {
  it.each([
    ["{% static 'app.css' %}", '/static/app.css'],
    ['{% static file %}', '/static/a.js'],
    ["{% static 'app.css' as address %}[{{ address }}]", '[/static/app.css]'],
  ])('%s shows %j', (text, shown) => {
    expect(draw(text, { file: 'a.js' })).toBe(shown)
  })

  it.each(['{% static %}', "{% static 'a' 'b' %}"])('is refused when written %s', (text) => {
    expect(refusal(text).code).toBe('tag_arguments')
  })
})

it('keeps a name set by "as" to the scope it stands in', () => {
  expect(draw("{% with a=1 %}{% url 'x' as u %}{% endwith %}[{{ u }}]")).toBe('[]')
  expect(draw("{% for x in l %}{% url 'x' as u %}{% endfor %}[{{ u }}]", { l: [1] })).toBe('[]')
})

it('keeps a name that is set in a branch for what follows the branch', () => {
  const text = "{% if a %}{% url 'x' as u %}{% endif %}[{{ u }}]"
  expect(draw(text, { a: 1 })).toBe('[/x]')
  expect(draw(text, { u: 'before' })).toBe('[before]')
  const others = { 'a.html': '{{ u }}{% if n %}{% include "a.html" with n=n.next %}{% endif %}' }
  const tree = "{% if a %}{% url 'x' as u %}{% endif %}{% include 'a.html' %}"
  expect(draw(tree, { a: 1, n: { next: null } }, others)).toBe('/x/x')
})

it('keeps a name that a round of a loop sets for the next round', () => {
  const text = '{% for x in l %}{{ u }}{% url x as u %};{% endfor %}{{ u }}'
  expect(draw(text, { l: ['a', 'b', 'c'] })).toBe(';/a;/b;')
})
