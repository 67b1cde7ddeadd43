import { describe, expect, it } from 'vitest'
import { TemplateEngine } from '../../template.ts'
import { input, program, refusal } from '../../../test/support/templates.ts'

/** The elements of a live part that are coarse. */
function coarse(text: string, others: Record<string, string> = {}): string[] {
  return program(`<main dj-root>${text}</main>`, others).compiled.coarse.map(({ tag }) => tag)
}

/** What Django would make of it. */
function plainText(text: string, context: object, templates: Record<string, string> = {}): string {
  return new TemplateEngine({ templates }).renderText(text, { ...context })
}

function live(text: string, context = {}, others: Record<string, string> = {}): string {
  const html = program(`<main dj-root>${text}</main>`, others).plain(input(context))
  return /<main dj-root>([^]*)<\/main>/.exec(html)![1]!
}

describe('the smallest element that a browser keeps intact is coarse:', () => {
  it.each([
    // branches and loops that do not balance
    [
      '<section>{% if a %}<div>{% else %}<p>{% endif %}b{% if a %}</div>{% else %}</p>{% endif %}</section>',
      'section',
    ],
    ['<section>{% if a %}<div>{% endif %}b{% if a %}</div>{% endif %}</section>', 'section'],
    [
      '<section>{% if not a %}<i>{% endif %}b{% if a %}{% else %}</i>{% endif %}</section>',
      'section',
    ],
    ['<i>c</i>{% if a %}<div>{% endif %}b{% if a %}</div>{% endif %}', 'main'],
    ['<ul>{% for a in b %}<li>{{ a }}{% endfor %}</ul>', 'ul'],
    ['<dl>{% for a in b %}<dt>{{ a }}<dd>c{% endfor %}</dl>', 'dl'],
    [
      '<div>{% for a in b %}{% if forloop.first %}<ul>{% endif %}<li>{{ a }}</li>{% if forloop.last %}</ul>{% endif %}{% endfor %}</div>',
      'div',
    ],
    [
      '<table><tbody>{% for a in b %}{% if forloop.counter0|divisibleby:3 %}<tr>{% endif %}<td>{{ a }}</td>{% if forloop.counter|divisibleby:3 or forloop.last %}</tr>{% endif %}{% endfor %}</tbody></table>',
      'tbody',
    ],
    [
      '<div><div class="row">{% for a in b %}<p>{{ a }}</p>{% if forloop.counter|divisibleby:2 %}</div><div class="row">{% endif %}{% endfor %}</div></div>',
      'div',
    ],
    [
      '<div>{% for a in b %}{% ifchanged a.c %}{% if not forloop.first %}</ul>{% endif %}<h3>{{ a.c }}</h3><ul>{% endifchanged %}<li>{{ a }}</li>{% if forloop.last %}</ul>{% endif %}{% endfor %}</div>',
      'div',
    ],
    [
      '<table><tbody><tr>{% for a in b %}<td>{{ a }}</td>{% cycle "" "</tr><tr>" %}{% endfor %}</tr></tbody></table>',
      'tbody',
    ],
    // what browsers move, drop or end
    ['<div><table>{{ a }}</table></div>', 'div'],
    ['<div><table><tbody>{% if b %}{{ a }}{% endif %}</tbody></table></div>', 'div'],
    ['<div><table>a</table></div>', 'div'],
    ['<div><table><div></div></table></div>', 'div'],
    ['<table>{% for a in b %}<tr><td>{{ a }}</td></tr>{% endfor %}</table>', 'table'],
    ['<table>{% if a %}<tr><td>{{ a }}</td></tr>{% endif %}<tr><td>b</td></tr></table>', 'table'],
    ['<section><div><tr></tr></div></section>', 'div'],
    ['<select><div></div></select>', 'select'],
    ['<p>a</p><section><p><span><div></div></span></p></section>', 'section'],
    ['<section><p>{% if a %}<div></div>{% endif %}</p></section>', 'section'],
    ['<ul><li>a{% if b %}<li>c{% endif %}</ul>', 'ul'],
    ['<div><a href="/"><b><a href="/x">b</a></b></a></div>', 'div'],
    ['<section><form><div><form></form></div></form></section>', 'section'],
    ['<div><h1><h2>a</h2></h1></div>', 'div'],
    ['<div><svg><div></div></svg></div>', 'div'],
  ])('%s', (text, tag) => {
    expect(coarse(text)).toEqual([tag])
    expect(live(text).replace(/\s/g, '')).not.toContain('{')
  })
})

it('takes in nothing but what it has to', () => {
  expect(
    coarse(
      '<ul>{% for a in b %}<li>{{ a }}{% endfor %}</ul><p>{{ c }}</p><div>{% if a %}<table>b</table>{% endif %}</div>',
    ),
  ).toEqual(['ul', 'div'])
})

it('is one region where a larger one is found later', () => {
  const inner = '<ul>{% for a in b %}<li>{{ a }}{% endfor %}</ul>'
  expect(
    coarse(
      `<section>${inner}{% if a %}<div>{% endif %}b{% if a %}</div>{% endif %}</section>${inner}`,
    ),
  ).toEqual(['section', 'ul'])
})

it('says where it is, why, and what to write', () => {
  const text = '<main dj-root>\n<table>{% for a in b %}<tr></tr>{% endfor %}</table></main>'
  const [found] = program(text).compiled.coarse
  expect(text.slice(found!.at.start)).toMatch(/^<table>/)
  expect(text.slice(found!.cause!.start)).toMatch(/^<tr>/)
  expect(found!.why).toContain('Write <tbody> … </tbody> around it.')
})

describe('in a coarse region', () => {
  const around = (inside: string) => `<ul>{% for a in list %}<li>${inside}{% endfor %}</ul>`

  it('values are escaped as in the rest of the page', () => {
    const context = { list: [1], js: 'javascript:alert(1)', quote: '"<' }
    expect(
      live(around('<a href="{{ js }}" title="{{ quote|safe }}">{{ quote }}</a>'), context),
    ).toBe('<ul><li><a href="about:blank#blocked" title="&quot;<">&quot;&lt;</a></ul>')
  })

  it.each([
    ['<p onclick="{{ a }}"></p>', 'value_in_handler'],
    ['<h{{ a }}></h1>', 'value_in_tag_name'],
    ['<!-- {{ a }} -->', 'value_in_comment'],
    ['<style>p { color: {{ a }} }</style>', 'value_in_source'],
    ['{% if a %}<p class="{% endif %}b"></p>', 'unbalanced'],
    ['<textarea>{% if a %}</textarea>{% endif %}', 'unbalanced'],
    ['<p dj-root></p>', 'live_part'],
    ['<p dj-view></p>', 'live_part'],
    ['<p id="a" dj-update="append"></p>', 'directive_in_coarse'],
    ['<p data-djust-replace></p>', 'directive_in_coarse'],
    ['<p dj-update="ignore"></p>', 'update_without_id'],
    ['{% djust_scripts %}', 'scripts_in_live_part'],
    ['<script>b</script>', 'script_in_branch'],
  ])('%s is refused', (inside, code) => {
    expect(refusal(`<main dj-root>${around(inside)}</main>`).code).toBe(code)
  })

  it('handlers, routes and forms are found', () => {
    const { compiled } = program(`<main dj-root>${around('<b dj-click="go"></b>')}</main>`)
    expect(compiled.handlers.map(({ name }) => name)).toEqual(['go'])
    const form = '<form dj-submit="save"><input name="a"></form>'
    expect(live(around(form), { list: [1], csrf_token: 'token' })).toContain(
      'method="post" action="?_event=save"><input type="hidden" name="csrf',
    )
    expect(
      live(around(form.replace('<input', '{% csrf_token %}<input')), { list: [1] }).split('csrf')
        .length,
    ).toBe(2)
  })

  it('names are set for what comes behind it', () => {
    const text =
      '<section><ul>{% now "Y" as year %}{% for a in list %}<li>{{ a }}{% endfor %}</ul>{{ year }}</section>{{ year }}'
    expect(coarse(text)).toEqual(['ul'])
    expect(live(text, { list: [1] })).toBe('<section><ul><li>1</ul>1970</section>1970')
  })
})

describe('refused, since no element around it stays intact:', () => {
  it.each([
    ['{% if a %}<div>{% endif %}b{% if c %}</div>{% endif %}', 'unbalanced'],
    ['<div>', 'unbalanced'],
    ['a</section>', 'unbalanced'],
    ['<b><i></b></i>', 'unbalanced'],
    ['{% if a %}<div>{% endif %}', 'unbalanced'],
  ])('%s', (text, code) => {
    expect(refusal(`<div dj-root>${text}</div>`).code).toBe(code)
  })
})

describe('branches that are opening tags of one name', () => {
  it.each([
    '{% if a %}<div class="b" id="{{ c }}">{% else %}<div>{% endif %}{{ c }}</div>',
    '{% if a %}\n<li class="b">\n{% elif c %}\n<li>\n{% else %}\n<li id=d>\n{% endif %}{{ c }}</li>',
    '{% if a %}<div class="{% for x in c %}{{ x }} {% endfor %}">{% else %}<div lang="{{ c }}">{% endif %}{{ c }}</div>',
  ])('become one element: %s', (text) => {
    expect(coarse(text)).toEqual([])
    for (const a of [true, false])
      expect(live(text, { a, c: 'C' })).toBe(plainText(text, { a, c: 'C' }))
  })
})

describe('around the live part', () => {
  it.each([
    '{% if a %}<div class="b">{% endif %}<main dj-root>{{ c }}</main>{% if a %}</div>{% endif %}',
    '{% include "header.html" %}<main dj-root>{{ c }}</main>{% include "footer.html" %}',
    '<table>{{ c }}<tr>{% for x in list %}<td>{{ x }}{% endfor %}</table><b><i></b></i><main dj-root>{{ c }}</main></div>',
    '<svg><title>{{ c }}</title></svg><main dj-root>{{ c }}</main>',
  ])('markup is drawn as it comes: %s', (text) => {
    const others = {
      'header.html': '{% if a %}<div><p>{% else %}<section>{% endif %}',
      'footer.html': '{% if a %}</div>{% else %}</section>{% endif %}',
    }
    for (const a of [true, false]) {
      const context = { a, c: 'C', list: [1, 2] }
      expect(program(text, others).plain(input(context))).toContain(
        plainText(text, context, others),
      )
    }
    expect(program(text, others).compiled.coarse).toEqual([])
  })

  it('values are escaped as in the live part', () => {
    const text = '<a href="{{ js }}"><main dj-root></main>'
    expect(program(text).plain(input({ js: 'javascript:alert(1)' }))).toContain(
      'about:blank#blocked',
    )
    expect(refusal('<a onclick="{{ js }}"><main dj-root></main>').code).toBe('value_in_handler')
  })

  it('the live part is not one of a branch', () => {
    expect(refusal('<div>{% if a %}<main dj-root></main>{% endif %}</div>').code).toBe('live_part')
  })
})
