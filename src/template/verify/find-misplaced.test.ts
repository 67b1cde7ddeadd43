import { expect, it } from 'vitest'
import { program } from '../../../test/support/templates.ts'

/** The elements of a live part that are coarse, as they are known or found by the parser. */
function coarse(text: string, others: Record<string, string> = {}): string[] {
  return program(`<main dj-root>${text}</main>`, others).compiled.coarse.map(({ tag }) => tag)
}

it.each([
  ['<section><p>{{ a|linebreaks }}</p></section>', 'section'],
  ['<section><p>a {{ a|linebreaks }} b</p></section>', 'section'],
  ['<section>{% for a in b %}<p>{{ a|linebreaks }}</p>{% endfor %}</section>', 'section'],
  [
    '<section>{% if a %}{% if b %}<p>{{ a|linebreaks }}</p>{% endif %}{% endif %}</section>',
    'section',
  ],
  ['<section>{% if a %}{% else %}<p>{{ a|linebreaks }}</p>{% endif %}</section>', 'section'],
  ['<ul><li>{{ a|unordered_list }}</li></ul>', 'ul'],
])('what the parser puts elsewhere makes the element around coarse: %s', (text, tag) => {
  expect(coarse(text)).toEqual([tag])
})

it.each([
  '<div>{{ a|linebreaks }}</div>',
  '<ul>{{ a|unordered_list }}</ul>',
  '<pre>\n{{ a }}</pre><textarea>\n{{ a }}</textarea>',
  '<table><caption>{{ a }}</caption><colgroup><col span="{{ a }}"></colgroup><thead><tr><th>{{ a }}</th></tr></thead><tbody>{% for a in b %}<tr><td>{{ a }}</td>{% if a %}<td>{{ a }}</td>{% endif %}</tr>{% empty %}<tr><td>none</td></tr>{% endfor %}</tbody><tfoot>{% if a %}<tr><td></td></tr>{% endif %}</tfoot></table>',
  '<table><tr><td>{{ a }}<tr><td>b</table>',
  '<select>{% for a in b %}<optgroup label="{{ a }}">{% for c in a %}<option>{{ c }}</option>{% endfor %}</optgroup>{% endfor %}</select>',
  '<datalist id="d">{% for a in b %}<option value="{{ a }}"></option>{% endfor %}</datalist>',
  '<svg viewBox="0 0 1 1">{% for a in b %}<circle r="{{ a }}"/><text>{{ a }}</text>{% endfor %}<foreignObject><p>{{ a }}</p></foreignObject></svg>',
  '<math><mi>{{ a }}</mi>{% if a %}<mo>+</mo>{% endif %}</math>',
  '<dl>{% for a in b %}<dt>{{ a }}</dt><dd>{{ a }}</dd>{% endfor %}</dl>',
  '<details>{% if a %}<summary>{{ a }}</summary>{% endif %}{{ b }}</details><dialog {% if a %}open{% endif %}>{{ a }}</dialog>',
  '<ul><li>{{ a }}<li>{{ b }}</ul>',
  '<button type="button">{{ a }}</button><iframe src="{{ a }}"></iframe><noscript><p>a</p></noscript>',
])('what browsers leave in its place has slots: %s', (text) => {
  expect(coarse(text)).toEqual([])
})

it('looks at each branch of each branch around it, also where they are many', () => {
  const deep = (inside: string): string => `{% if a %}b{% else %}${inside}{% endif %}`
  const many = '{% if c %}<i>d</i>{% else %}<b>e</b>{% endif %}'.repeat(20)
  const text = `<section>${many}${deep(deep(deep('<p>{{ a|linebreaks }}</p>')))}${many}</section>`
  expect(coarse(text)).toEqual(['section'])
})

it('looks at what is new on a path also where all that is around it was seen before', () => {
  const plain = '<h2>a</h2><table><tr><td>b</td></tr></table><p>c <b>d</b></p>'
  const text = `${plain}<section>${plain}{% if a %}<i>b</i>{% else %}<p>{{ a|linebreaks }}</p>{% endif %}${plain}</section>${plain}`
  expect(coarse(text)).toEqual(['section'])
  expect(coarse(text.replace('|linebreaks', ''))).toEqual([])
})

it('says what is not left in its place, and why', () => {
  const text = '<section>\n<p>{{ a|linebreaks }}</p></section>'
  const [found] = program(`<main dj-root>${text}</main>`).compiled.coarse
  expect(found!.why).toContain('A browser does not leave')
  expect(found!.cause!.source.slice(found!.cause!.start)).toMatch(/^<p>/)
})
