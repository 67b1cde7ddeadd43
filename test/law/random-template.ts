import fc, { type Arbitrary } from 'fast-check'

/** Makes templates: every tag around every other, in every kind of element, with and without white space. */
export function randomTemplate(): Arbitrary<string> {
  const { flow } = fc.letrec<Record<Content, string>>((tie) => {
    const inside = (content: Content): Arbitrary<string> => tie(content)
    /** @param leaf what there is at the greatest depth */
    const contents = (
      content: Content,
      leaf: Arbitrary<string>,
      more: readonly Arbitrary<string>[],
    ): Arbitrary<string> => {
      const body = inside(content)
      const piece = fc.oneof(
        { maxDepth: 5, depthIdentifier: 'template', withCrossShrink: true },
        fc.oneof(space, leaf),
        leaf,
        ...more,
        branch(body),
        loop(body),
        scope(body),
      )
      return fc.array(piece, { minLength: 1, maxLength: 4 }).map((all) => all.join(''))
    }
    const phrase = [text, output, fc.constant('<!-- note -->'), field]
    return {
      flow: contents('flow', fc.oneof(text, output), [
        fc.constant('<div>{{ html }}</div>{{ html }}'),
        element('div', inside('flow')),
        element('p', inside('phrase')),
        element('pre', inside('phrase')),
        element('ul', inside('items')),
        element('select', inside('options')),
        element('svg', inside('shapes')),
        inside('rows').map((rows) => `<table><tbody>${rows}</tbody></table>`),
        field,
      ]),
      phrase: contents('phrase', fc.oneof(...phrase), [
        element('span', inside('phrase')),
        element('b', inside('phrase')),
      ]),
      items: contents('items', element('li', output), [
        element('li', inside('flow')),
        element('li', inside('phrase')),
        keyed('li', inside('phrase')),
      ]),
      options: contents('options', element('option', plainOutput), [
        element('option', inside('text')),
      ]),
      rows: contents('rows', fc.constant('<tr><td>{{ x.name }}</td></tr>'), [
        element('tr', inside('cells')),
        keyed('tr', inside('cells')),
      ]),
      cells: contents('cells', element('td', output), [
        element('td', inside('flow')),
        element('th', inside('phrase')),
      ]),
      shapes: contents('shapes', fc.constantFrom('<circle r="{{ kind }}"/>', '{{ shape }}'), [
        element('g', inside('shapes')),
        element('text', inside('text')),
        inside('flow').map((body) => `<foreignObject>${body}</foreignObject>`),
      ]),
      text: contents('text', fc.oneof(text, plainOutput), []),
    }
  })
  return flow.map((body) => `<div dj-root>${body}</div>`)
}

type Content = 'flow' | 'phrase' | 'items' | 'options' | 'rows' | 'cells' | 'shapes' | 'text'

const space = fc.constantFrom(
  ' ',
  '\n  ',
  ' ',
  "{% url 'there' as there %}",
  "{% cycle 'one' 'two' 'three' as turn silent %}",
  '{% firstof x.name text as there %}',
)
const text = fc.constantFrom('a', ' b ', '&amp; ', '\n', '&copy', "it's")
const plainOutput = fc.constantFrom(
  '{{ label }}',
  '{{ kind }}',
  '{{ forloop.counter }}',
  '{{ x.id }}',
)
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
  '{{ there }}',
  '{{ turn }}',
  '{% cycle label "b" %}',
  '{% autoescape off %}{{ label }}{% endautoescape %}',
)
const condition = fc.constantFrom(
  'flag',
  'flag2',
  'not flag',
  'kind == 1',
  'x.done',
  'forloop.first',
  'words',
)
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
  " class=\"{% cycle 'odd' 'even' %}\"",
  ' {% ifchanged x.done %}title="changed"{% endifchanged %}',
  '{% if flag %} hidden{% endif %}',
  ' {% if flag2 %}title="{{ x }}"{% else %}lang="en"{% endif %}',
  '{% if x.done %} data-n="{{ forloop.counter }}"{% endif %}',
)

function element(tag: string, body: Arbitrary<string>): Arbitrary<string> {
  return fc
    .tuple(attributes, body)
    .map(([attribute, inside]) => `<${tag}${attribute}>${inside}</${tag}>`)
}

/** A list whose rows have keys of their own. */
function keyed(tag: string, body: Arbitrary<string>): Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom('row in rows', 'row in rows reversed'), body)
    .map(
      ([head, inside]) =>
        `{% for ${head} %}<${tag} data-key="{{ row.key }}">${inside}</${tag}>{% endfor %}`,
    )
}

function branch(body: Arbitrary<string>): Arbitrary<string> {
  const more = fc.oneof(
    fc.constant(''),
    body.map((inside) => `{% else %}${inside}`),
    fc.tuple(condition, body, body).map(([test, a, b]) => `{% elif ${test} %}${a}{% else %}${b}`),
  )
  const changed = fc
    .tuple(fc.constantFrom('x.done', 'x.name kind', 'words'), body, body)
    .map(([of, a, b]) => `{% ifchanged ${of} %}${a}{% else %}${b}{% endifchanged %}`)
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(condition, body, more)
        .map(([test, inside, rest]) => `{% if ${test} %}${inside}${rest}{% endif %}`),
    },
    { weight: 1, arbitrary: changed },
  )
}

function loop(body: Arbitrary<string>): Arbitrary<string> {
  const empty = fc.oneof(
    fc.constant(''),
    body.map((inside) => `{% empty %}${inside}`),
  )
  return fc
    .tuple(items, body, empty)
    .map(([list, inside, rest]) => `{% for x in ${list} %}${inside}${rest}{% endfor %}`)
}

function scope(body: Arbitrary<string>): Arbitrary<string> {
  return body.map((inside) => `{% with y=x.name %}${inside}{% endwith %}`)
}
