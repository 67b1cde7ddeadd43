import { describe, expect, it } from 'vitest'
import {
  type Context,
  draw,
  input,
  partProgram,
  program,
  TestPart,
} from '../../test/support/templates.ts'

const alertText = '<p class="{{ kind }}">{{ text }}</p>'

/** A page that is drawn and then compared with what it shows. */
function shown(text: string, context: Context) {
  const page = program(`<div dj-root>${text}</div>`)
  const { html, rendered } = page.paint(input(context))
  return {
    html: /<div dj-root>([^]*)<\/div>\n<\/body>/.exec(html)![1]!,
    fill: () => page.fill(input(context)).values,
    patch() {
      const update = page.diff(input(context), rendered)
      update.commit()
      return update.patch
    },
  }
}

describe('a component', () => {
  const print = partProgram(alertText).fingerprint
  const anchor = `<!--p${print}-->`

  it('is drawn by its own template, behind a comment that names its layout', () => {
    const a = new TestPart(alertText, { kind: 'info', text: '<', component_id: 'a' })
    const page = shown('{{ a }}<b></b>', { a })
    expect(page.html).toBe(`<!---->${anchor}<p class="info" data-component-id="a">&lt;</p><b></b>`)
    expect(page.fill()).toEqual([[print, ['info', 'a', '<']]])
  })

  it('has an end where text follows, or where it is alone in its element', () => {
    const a = new TestPart('<i></i>')
    expect(shown('<b></b>x {{ a }} text', { a }).html).toMatch(
      /^<b><\/b><!---->x <!--p\w+--><i [^>]*><\/i><!--\/--> text$/,
    )
    expect(shown('<b>{{ a }}</b>', { a }).html).toMatch(
      /^<b><!--p\w+--><i [^>]*><\/i><!--\/--><\/b>$/,
    )
  })

  it('sends what changed in it, whoever changed it', () => {
    const a = new TestPart(alertText, { kind: 'info', text: 'x', component_id: 'a' })
    const page = shown('{{ a }}', { a })
    expect(page.patch()).toBeNull()
    a.names.text = 'y'
    expect(page.patch()).toEqual([0, [[2, 'y']]])
    expect(page.patch()).toBeNull()
  })

  it('sends all values where another one takes its place, or text does', () => {
    const context: Record<string, unknown> = {
      a: new TestPart(alertText, { kind: 'info', text: 'x', component_id: 'a' }),
    }
    const page = shown('{{ a }}', context)
    context.a = new TestPart(alertText, { kind: 'danger', text: 'x', component_id: 'a' })
    expect(page.patch()).toEqual([0, [print, ['danger', 'a', 'x']]])
    context.a = 'nothing'
    expect(page.patch()).toEqual([0, 'nothing'])
    context.a = new TestPart(alertText, { kind: 'info', text: 'x', component_id: 'a' })
    expect(page.patch()).toEqual([0, [print, ['info', 'a', 'x']]])
  })

  it('leaves the record as it was when a component behind it cannot be drawn', () => {
    const a = new TestPart('<b>{{ n }}</b>', { n: 1 })
    const context: Record<string, unknown> = { a, b: 1 }
    const page = shown('{{ a }}{{ b }}', context)
    a.names.n = 2
    context.b = Promise.resolve()
    expect(() => page.patch()).toThrow('promise')
    context.b = 1
    expect(page.patch()).toEqual([0, [[1, '2']]])
  })

  it('is known by itself as the row of a list', () => {
    const [a, b] = [1, 2].map((n) => new TestPart('<b>{{ n }}</b>', { n }))
    const context = { list: [a, b] }
    const page = shown('{% for c in list %}{{ c }}{% endfor %}', context)
    context.list = [b, a]
    expect(page.patch()).toEqual([0, [[0, [0, 1], 0]]])
  })

  it('may hold another, and branches and lists', () => {
    const inner = new TestPart('<i>{{ n }}</i>', { n: 1 })
    const outer = new TestPart('<div>{% if on %}{{ inner }}{% endif %}</div>', { on: true, inner })
    const page = shown('{{ outer }}', { outer })
    inner.names.n = 2
    expect(page.patch()).toEqual([0, [[1, [[0, [[1, '2']]]]]]])
    outer.names.on = false
    expect(page.patch()).toEqual([0, [[1, [1]]]])
  })

  it('may begin with what stands in a table, list or select alone', () => {
    for (const tag of ['tr', 'td', 'li', 'option', 'tbody', 'dt']) {
      const { compiled } = partProgram(`<${tag} title="{{ a }}"></${tag}>`)
      expect(compiled.coarse).toEqual([])
      expect(compiled.layout.regions[0]).toMatchObject([{ tag }])
    }
  })

  it('is drawn without anchors in what is no live part', () => {
    const a = new TestPart(alertText, { kind: 'info', text: 'x', component_id: 'a' })
    const html = '<p class="info" data-component-id="a">x</p>'
    expect(draw('{{ a }}', { a })).toBe(html)
    expect(draw('{% autoescape off %}{{ a }}{% endautoescape %}', { a })).toBe(html)
    expect(draw('{% filter upper %}{{ a }}{% endfilter %}', { a })).toContain('>X</P>')
    expect(draw('{% include t %}', { a, t: 'x.html' }, { 'x.html': '{{ a }}' })).toBe(html)
  })

  it('is no text', () => {
    const a = new TestPart(alertText)
    for (const text of ['<b title="{{ a }}"></b>', '{{ a|upper }}', '<textarea>{{ a }}</textarea>'])
      expect(() => draw(text, { a })).toThrow('TestPart is a component')
    expect(draw('{{ a|default:1 }}{% if a %}yes{% endif %}', { a })).toContain('yes')
  })

  it('names its own template when it cannot be drawn', () => {
    const a = new TestPart('<b>{{ n.x|add:y }}</b>', { n: Promise.resolve() })
    expect(() => shown('{{ a }}', { a })).toThrow(
      expect.objectContaining({ at: expect.objectContaining({ file: 'part.html' }) }),
    )
  })

  it('may not hold itself without end', () => {
    const a = new TestPart('<b>{{ a }}</b>')
    a.names.a = a
    expect(() => shown('{{ a }}', { a })).toThrow('includes itself')
  })
})

it('a component is not kept by a cache, for it shows what one reader has', () => {
  const a = new TestPart(alertText)
  const texts = [
    '{% load cache %}{% cache 60 x %}{{ a }}{% endcache %}',
    '{% load cache %}{% cache 60 y %}{% include t %}{% endcache %}',
  ]
  for (const text of texts)
    expect(() => draw(text, { a, t: 'x.html' }, { 'x.html': '{{ a }}' })).toThrow(
      'in a {% cache %}',
    )
})

it('gives its id to each outermost element, unless the template does', () => {
  const paint = (text: string) => draw('{{ a }}', { a: new TestPart(text, { component_id: 'x' }) })
  expect(paint('<a></a> {% if 1 %}<hr />{% endif %}<input>')).toBe(
    '<a data-component-id="x"></a> <hr  data-component-id="x"/><input data-component-id="x">',
  )
  expect(paint('<svg viewBox="0 0 1 1"/>')).toBe('<svg viewBox="0 0 1 1" data-component-id="x"/>')
  expect(paint('<b data-component-id="own"></b>')).toBe('<b data-component-id="own"></b>')
})

it.each([
  ['<div dj-root>x</div>', 'live_part'],
  ['{% if a %}<p dj-root></p>{% endif %}', 'live_part'],
  ['<html><body>x</body></html>', 'live_part'],
  ['x</div>', 'unbalanced'],
  ['</div><div>', 'unbalanced'],
  ['{{ a }}</div>', 'unbalanced'],
  ['<tr></tr></tbody><tbody>', 'unbalanced'],
  ['{% djust_scripts %}', 'scripts_in_live_part'],
])('the template of a component is no page, and whole: %s', (text, code) => {
  expect(() => partProgram(text)).toThrow(expect.objectContaining({ code }))
})

it('a component whose pieces have no certain place is replaced as one', () => {
  const text = '{% if on %}<div>{% endif %}<i>{{ n }}</i>{% if on %}</div>{% endif %}'
  expect(partProgram(text).compiled.coarse).toHaveLength(1)
  const a = new TestPart(text, { on: true, n: 1 })
  const page = shown('{{ a }}', { a })
  expect(page.html.replace(/<!--.*?-->| data-component-id=""/g, '')).toBe('<div><i>1</i></div>')
  a.names.n = 2
  expect(page.patch()).toEqual([0, [[0, [expect.stringContaining('>2</i></div>')]]]])
})
