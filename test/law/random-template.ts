import fc, { type Arbitrary } from 'fast-check'

/** Makes templates: every tag around every other, in every kind of element, with and without white space. */
export function randomTemplate(): Arbitrary<string> {
  const { flow } = fc.letrec<Record<Content, string>>((tie) => {
    const inside = (content: Content): Arbitrary<string> => tie(content)
    const contents = (content: Content, items: readonly Arbitrary<string>[]): Arbitrary<string> => {
      const piece = fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        space,
        ...items,
        branch(inside(content)),
        loop(inside(content)),
        scope(inside(content)),
      )
      return fc.array(piece, { maxLength: 4, depthIdentifier: 'template' }).map((all) => all.join(''))
    }
    return {
      flow: contents('flow', [
        text,
        output,
        fc.constant('<div>{{ html }}</div>{{ html }}'),
        element('div', inside('flow')),
        element('section', inside('flow')),
        element('p', inside('phrase')),
        element('pre', inside('phrase')),
        element('ul', inside('items')),
        element('select', inside('options')),
        element('svg', inside('shapes')),
        inside('rows').map((rows) => `<table><tbody>${rows}</tbody></table>`),
        element('h1', inside('phrase')),
        field,
      ]),
      phrase: contents('phrase', [
        text,
        output,
        fc.constant('<!-- note -->'),
        element('span', inside('phrase')),
        element('b', inside('phrase')),
        field,
      ]),
      items: contents('items', [
        element('li', inside('flow')),
        element('li', inside('phrase')),
        keyed('li', inside('phrase')),
      ]),
      options: contents('options', [element('option', inside('text'))]),
      rows: contents('rows', [element('tr', inside('cells')), keyed('tr', inside('cells'))]),
      cells: contents('cells', [element('td', inside('flow')), element('th', inside('phrase'))]),
      shapes: contents('shapes', [
        element('g', inside('shapes')),
        element('text', inside('text')),
        fc.constant('<circle r="{{ kind }}"/>'),
        fc.constant('{{ shape }}'),
        inside('flow').map((body) => `<foreignObject>${body}</foreignObject>`),
      ]),
      text: contents('text', [text, plainOutput]),
    }
  })
  return flow.map((body) => `<div dj-root>${body}</div>`)
}

type Content = 'flow' | 'phrase' | 'items' | 'options' | 'rows' | 'cells' | 'shapes' | 'text'

const space = fc.constantFrom(' ', '\n  ', '{# note #}', "{% url 'there' as there %}")
const text = fc.constantFrom('a', ' b ', '&amp; ', '\n', '&copy', 'it\'s')
const plainOutput = fc.constantFrom('{{ label }}', '{{ kind }}', '{{ forloop.counter }}', '{{ y }}')
const output = fc.constantFrom(
  '{{ text }}',
  '{{ other }}',
  '{{ label|upper }}',
  '{{ forloop.counter }}',
  '{{ x }}',
  '{{ x.name }}',
  '{{ y }}',
  '{{ words|length }}',
  '{{ text|default:"-" }}',
)
const condition = fc.constantFrom('flag', 'flag2', 'not flag', 'kind == 1', 'x.done', 'forloop.first', 'words')
const items = fc.constantFrom('words', 'rows', 'items', 'x.tags', 'items reversed', 'x.kids')
const field = fc.constantFrom(
  '<input value="{{ text }}">',
  '<input{% if flag %} disabled{% endif %}>',
  '<textarea>{{ text }}</textarea>',
  '<textarea>\n{{ other }} x</textarea>',
  '<input type="checkbox"{% if x.done %} checked{% endif %}>',
)
const attributes = fc.constantFrom(
  '',
  '',
  ' class="static"',
  ' class="{{ label }}"',
  ' title="a {{ text }} b"',
  " data-a='{{ other }}'",
  ' class="a{% if flag %} on{% endif %}"',
  '{% if flag %} hidden{% endif %}',
  ' {% if flag2 %}title="{{ x }}"{% else %}lang="en"{% endif %}',
  '{% if x.done %} data-n="{{ forloop.counter }}"{% endif %}',
)

function element(tag: string, body: Arbitrary<string>): Arbitrary<string> {
  return fc.tuple(attributes, body).map(([attribute, inside]) => `<${tag}${attribute}>${inside}</${tag}>`)
}

/** A list whose rows have keys of their own. */
function keyed(tag: string, body: Arbitrary<string>): Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom('row in rows', 'row in rows reversed'), body)
    .map(([head, inside]) => `{% for ${head} %}<${tag} data-key="{{ row.key }}">${inside}</${tag}>{% endfor %}`)
}

function branch(body: Arbitrary<string>): Arbitrary<string> {
  const more = fc.oneof(
    fc.constant(''),
    body.map((inside) => `{% else %}${inside}`),
    fc.tuple(condition, body, body).map(([test, a, b]) => `{% elif ${test} %}${a}{% else %}${b}`),
  )
  return fc.tuple(condition, body, more).map(([test, inside, rest]) => `{% if ${test} %}${inside}${rest}{% endif %}`)
}

function loop(body: Arbitrary<string>): Arbitrary<string> {
  const empty = fc.oneof(
    fc.constant(''),
    body.map((inside) => `{% empty %}${inside}`),
  )
  return fc.tuple(items, body, empty).map(([list, inside, rest]) => `{% for x in ${list} %}${inside}${rest}{% endfor %}`)
}

function scope(body: Arbitrary<string>): Arbitrary<string> {
  return body.map((inside) => `{% with y=x.name %}${inside}{% endwith %}`)
}
