import { describe, expect, it } from 'vitest'
import { drawPage, input, program } from '../../../test/support/templates.ts'
import { SafeString } from '../values/safe-string.ts'

describe('generated code', () => {
  it('is no place for what stands in a template or a value', () => {
    const text = '<p title="\u2028`${a}">\\"\'`${1}\u2029</p>{{ a }}{{ "`${1}\\"" }}'
    expect(drawPage(text, { a: '`${1}\\' })).toContain(
      '<p title="\u2028`${a}">\\"\'`${1}\u2029</p>`${1}\\`${1}"',
    )
  })

  it('takes any name that a template may use', () => {
    const names = ['c', 'r', 'o', 'x', 'class', 'length', 'constructor', 'this', 'ünïcode', 'v1']
    const text = names.map((name) => `{{ ${name} }}{{ a.${name} }}`).join('')
    expect(
      drawPage(text, { ...Object.fromEntries(names.map((name) => [name, '.'])), a: {} }),
    ).toContain('.'.repeat(names.length))
  })

  it('reaches nothing of the runtime by a path', () => {
    const text = '[{{ a.constructor }}{{ a.prototype }}{{ f.constructor }}{{ f.call }}]'
    expect(drawPage(text, { a: {}, f: () => 1 })).toContain('[]')
  })
})

describe('an argument that is written out', () => {
  it.each([
    ['{{ d|date:"Y-m-d H:i" }}', '2026-01-02 03:04'],
    ['{{ d|date:"Y & m" }}', '2026 &amp; 01'],
    ['{{ d|time:"H<i" }}', '03&lt;04'],
    ['{{ n|pluralize:"<b>,<i>" }}', '&lt;i&gt;'],
    ['{{ d|date:"DATE_FORMAT" }}', 'Jan. 2, 2026'],
    ["<i title='{{ d|date:\"Y'm\" }}'></i>", "<i title='2026&#x27;01'></i>"],
  ])('is escaped where it has to be: %s', (text, drawn) => {
    const state = { d: new Date('2026-01-02T03:04:05Z'), n: 2 }
    expect(program(`<p dj-root>${text}</p>`).plain(input(state))).toContain(`>${drawn}<`)
  })
})

describe('the title of a first paint', () => {
  it('is drawn as it is written', () => {
    const page = program(
      '<title>Bob\'s &amp; {{ a }}{% if b %} "b"{% endif %}</title><p dj-root>{{ c }}</p>',
    )
    const state = { a: '<x>', b: 1, c: 1 }
    const { html } = page.paint(input(state))
    expect(html).toContain('<title>Bob\'s &amp; &lt;x&gt; "b"</title>')
    expect(page.plain(input(state))).toContain('<title>Bob\'s &amp; &lt;x&gt; "b"</title>')
  })

  it('cannot be ended by a safe string', () => {
    const { html } = program('<title>{{ a }}</title><p dj-root>{{ b }}</p>').paint(
      input({ a: new SafeString('</title><script>&amp;') }),
    )
    expect(html).toContain('<title>&lt;/title>&lt;script>&amp;</title>')
  })
})

describe('names set outside the live part', () => {
  it.each([
    ['beside it', "{% url 'x' as u %}<main dj-root>{{ u }}{{ a }}</main>"],
    ['in a title', "<title>{% url 'x' as u %}{{ u }}</title><main dj-root>{{ u }}{{ a }}</main>"],
    ['in a tag', "<i {% url 'x' as u %} lang=en></i><main dj-root>{{ u }}{{ a }}</main>"],
    [
      'in an attribute',
      '<i title="{% url \'x\' as u %}{{ u }}"></i><main dj-root>{{ u }}{{ a }}</main>',
    ],
    [
      'from each other',
      "{% url 'x' as t %}{% with u=t %}<main dj-root>{{ u }}{{ a }}</main>{% endwith %}",
    ],
  ])('are known in it: %s', (_where, text) => {
    const page = program(text)
    const state = { a: 1 }
    const { html, rendered } = page.paint(input(state))
    expect(html).toContain('<!---->/x')
    expect(page.fill(input(state)).values.slice(0, 2)).toEqual(['/x', '1'])
    state.a = 2
    expect(page.diff(input(state), rendered).patch).toEqual([1, '2'])
  })
})
