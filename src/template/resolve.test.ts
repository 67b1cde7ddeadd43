import { describe, expect, it } from 'vitest'
import { draw } from '../../test/support/templates.ts'

describe('a name means', () => {
  it.each([
    [
      'the value nearest around it',
      '{% with a=1 %}{% for a in l %}{{ a }}{% endfor %}{{ a }}{% endwith %}{{ a }}',
      'x1A',
    ],
    [
      'the same for what was bound before',
      '{% with b=a %}{% with a=2 %}{{ b }}{{ a }}{% endwith %}{% endwith %}',
      'A2',
    ],
    [
      'itself again in each round',
      '{% for a in l %}{% with b=a %}{{ b }}{% endwith %}{{ b }}{% endfor %}',
      'x',
    ],
    ['the page where nothing else has it', '{% with b=1 %}{{ a }}{% endwith %}', 'A'],
    ['its own fields', '{% with b=o %}{{ b.c }}{{ b.missing.d }}{% endwith %}', 'C'],
    [
      'the loop it stands in',
      '{% for x in l %}{% with f=forloop %}{{ f.counter }}{{ f.length }}{% endwith %}{% endfor %}',
      '11',
    ],
    [
      'a part of a filter, address or condition',
      "{% with b=a %}{% if b == 'A' %}{{ l|join:b }}{% url b b as u %}{% endif %}{% endwith %}",
      'x',
    ],
  ])('%s', (_what, text, shown) => {
    const context = { a: 'A', l: ['x'], o: { c: 'C' } }
    expect(draw(text, context)).toBe(shown)
  })

  it('nothing behind the scope that set it', () => {
    expect(
      draw('{% with b=1 %}{% endwith %}[{{ b }}]{% for c in l %}{% endfor %}[{{ c }}]', { l: [1] }),
    ).toBe('[][]')
  })
})

it('lets markup begin in one scope and end in another', () => {
  const others = { 'open.html': '<ul class="{{ c }}">', 'close.html': '</ul>' }
  const text =
    '{% with c="x" %}{% include "open.html" %}{% endwith %}<li>{{ c }}</li>{% include "close.html" %}'
  expect(draw(text, { c: 'page' }, others)).toBe('<ul class="x"><li>page</li></ul>')
})
