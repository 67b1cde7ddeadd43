import { expect, it } from 'vitest'
import { draw, refusal } from '../../../test/support/templates.ts'

const context = { l: [1, 1, 2], m: ['a', 'b'], on: true }

it.each([
  ['{% for x in l %}{% cycle "a" "b" %}{% endfor %}', 'aba'],
  ['{% for x in m %}{% for y in l %}{% cycle 1 2 3 4 %}{% endfor %};{% endfor %}', '123;412;'],
  [
    '{% for x in m %}{% for y in l %}{% cycle 1 2 3 4 %}{% endfor %}{% resetcycle %};{% endfor %}',
    '123;123;',
  ],
  ['{% cycle "a" "b" as c %}{% cycle c %}{{ c }}', 'abb'],
  ['{% cycle "a" "b" as c silent %}{{ c }}{% cycle c %}{{ c }}', 'ab'],
  ['{% for x in l %}{% if forloop.last %}{% cycle "a" "b" %}{% endif %}{% endfor %}', 'a'],
  ['{% for x in l %}{% ifchanged x %}{{ x }}{% else %}-{% endifchanged %}{% endfor %}', '1-2'],
  ['{% for x in l %}{% ifchanged %}{{ x }}{% endifchanged %}{% endfor %}', '12'],
  [
    '{% for x in m %}{% for y in l %}{% ifchanged y %}{{ y }}{% endifchanged %}{% endfor %};{% endfor %}',
    '12;12;',
  ],
  // A name that a scope around has is set there.
  [
    '{% with c="w" %}{% for x in l %}{{ c }}{% cycle "a" "b" as c %}{% endfor %}{{ c }}{% endwith %}',
    'waabbaa',
  ],
  ['{% firstof "q" as c %}{% for x in l %}{% cycle "a" "b" as c silent %}{% endfor %}{{ c }}', 'a'],
  ['{% with c="w" %}{% block b %}{% cycle "a" "b" as c %}{% endblock %}{{ c }}{% endwith %}', 'aa'],
  // A body that draws nothing is drawn once more, as in Django.
  ['{% ifchanged %}{% for x in m %}{% cycle "" "" "b" "c" %}{% endfor %}{% endifchanged %}', 'bc'],
])('%s shows %s', (text, shown) => {
  expect(draw(text, context)).toBe(shown)
})

it('begins anew in each included template', () => {
  const others = { 'row.html': '{% cycle "a" "b" %}{% ifchanged x %}!{% endifchanged %}' }
  expect(draw('{% for x in l %}{% include "row.html" %}{% endfor %}', context, others)).toBe(
    'a!aa!',
  )
})

it.each(['{% cycle c %}', '{% resetcycle %}', '{% cycle "a" as c %}{% resetcycle d %}'])(
  '%s names no cycle',
  (text) => {
    expect(refusal(text).code).toBe('unknown_cycle')
  },
)
