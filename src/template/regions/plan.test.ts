import { describe, expect, it } from 'vitest'
import type { LayoutItem } from '../../wire/layout.ts'
import { input, program, refusal } from '../../../test/support/templates.ts'

/** The layout of the content of one live element. */
function layout(text: string, others = {}): readonly (readonly LayoutItem[])[] {
  return program(`<div dj-root>${text}</div>`, others).compiled.layout.regions
}

/** The first paint of the same. */
function paint(text: string, context = {}): string {
  const page = program(`<div dj-root>${text}</div>`)
  const { html } = page.paint(input(context))
  return /<div dj-root>([^]*)<\/div>\n<\/body>/.exec(html)![1]!
}

const item = (...items: LayoutItem[]) => [items]

describe('a text', () => {
  it('is the one text node of its element where it is its one dynamic piece', () => {
    expect(layout('{{ a }}')).toEqual(item({ k: 'alone', slot: 0, before: '', after: '' }))
    expect(layout('a &amp; {{ b }}\n')).toEqual(
      item({ k: 'alone', slot: 0, before: 'a & ', after: '\n' }),
    )
    expect(paint(' {{ a }} ', { a: '<' })).toBe(' &lt; ')
  })

  it('stands behind a comment otherwise', () => {
    expect(layout('{{ a }}{{ b }}')).toEqual(
      item({ k: 'text', slot: 0, end: 0 }, { k: 'text', slot: 1, end: 0 }),
    )
    expect(paint('{{ a }}{{ b }}', { a: 1, b: 2 })).toBe('<!---->1<!---->2')
    expect(paint('<b></b>{{ a }}', { a: 1 })).toBe('<b></b><!---->1')
    expect(paint('{{ a }}<!-- c -->', { a: 1 })).toBe('<!---->1<!-- c -->')
  })

  it('is one text with the static texts that run into it, behind the comment', () => {
    expect(paint('<b></b>x {{ a }} y {{ b }} z', { a: 1, b: 2 })).toBe(
      '<b></b><!---->x 1 y <!---->2 z',
    )
    expect(paint("{{ a }}{% url 'x' as u %}-{{ u }}", { a: 1 })).toBe('<!---->1-<!---->/x')
    expect(paint('{% if a %}b{% endif %} and {{ a }}', { a: 1 })).toBe('<!--0-->b<!----> and 1')
    expect(layout('<b></b>&lt; {{ a }} &gt;')[0]).toEqual([
      1,
      { k: 'text', slot: 0, end: 0, before: '< ', after: ' >' },
    ])
  })

  it('is marked where it is markup', () => {
    expect(paint('{{ a|linebreaks }}{{ b }}', { a: 'x', b: 1 })).toBe(
      '<!--h--><p>x</p><!--/--><!---->1',
    )
  })

  it('has no comment with it that would be text: in a title or textarea it is the whole', () => {
    expect(layout('<textarea>a{{ b }}</textarea>')[0]).toMatchObject([
      { tag: 'textarea', children: [{ k: 'whole', slot: 0 }] },
    ])
  })

  it('stands behind a comment where "&" would make an entity of it', () => {
    expect(paint('&{{ a }};', { a: 'lt' })).toBe('&<!---->lt;')
    expect(paint('&#{{ a }}', { a: '1' })).toBe('&#<!---->1')
    expect(paint('& {{ a }}', { a: '1' })).toBe('& 1')
  })

  it('keeps its first line end in <pre>, where the browser drops one', () => {
    expect(paint('<pre>{{ a }}\n</pre>', { a: '\nb' })).toBe('<pre><!---->\nb\n</pre>')
    expect(paint('<pre>\n{{ a }} {{ b }}</pre>', { a: 1, b: 2 })).toBe(
      '<pre>\n<!---->1 <!---->2</pre>',
    )
    expect(paint('<pre>\n{{ a }}</pre>', { a: '\nb' })).toBe('<pre>\n\nb</pre>')
    expect(layout('<pre>\n\n{{ a }}</pre>')[0]).toMatchObject([{ children: [{ before: '\n' }] }])
    expect(paint('<textarea>{{ a }}</textarea>', { a: '\nb' })).toBe('<textarea>\n\nb</textarea>')
    expect(paint('<textarea>\n{{ a }}</textarea>', { a: '\nb' })).toBe('<textarea>\n\nb</textarea>')
  })
})

describe('a branch', () => {
  it('stands behind a comment that names it', () => {
    expect(paint('{% if a %}<b></b>{% else %}<i></i>{% endif %}', { a: 1 })).toBe('<!--0--><b></b>')
    expect(paint('{% if a %}<b></b>{% else %}<i></i>{% endif %}', {})).toBe('<!--1--><i></i>')
    expect(paint('{% if a %}<b></b>{% endif %}', {})).toBe('<!--1-->')
  })

  it('stands before another where its text would run into what follows', () => {
    expect(paint('{% if a %}b{% endif %}c', { a: 1 })).toBe('<!--0-->b<!--/-->c')
    expect(paint('{% if a %}<b></b>{% endif %}c', { a: 1 })).toBe('<!--0--><b></b>c')
    expect(paint('{% if a %}b{% endif %}<c></c>', { a: 1 })).toBe('<!--0-->b<c></c>')
    expect(paint('{% if a %}{% if a %}b{% endif %}{% endif %}c', { a: 1 })).toBe(
      '<!--0--><!--0-->b<!--/-->c',
    )
  })
})

describe('a list', () => {
  it('stands behind a comment that counts it, with the white space of its rows between them', () => {
    expect(paint('{% for x in l %}\n <i></i> {% endfor %}', { l: 'ab' })).toBe(
      '<!--2-->\n <i></i> \n <i></i> ',
    )
    expect(layout('{% for x in l %}\n <i></i> {% endfor %}')[0]).toMatchObject([
      { k: 'list', before: '\n ', after: ' ', end: 0 },
    ])
  })

  it('stands before another comment where text would run into what follows', () => {
    expect(paint('{% for x in l %}{{ x }}{% endfor %}.', { l: 'ab' })).toBe(
      '<!--2--><!---->a<!---->b<!--/-->.',
    )
    expect(paint('{% for x in l %}<i></i>{% empty %}none{% endfor %}.', { l: '' })).toBe(
      '<!--0-->none<!--/-->.',
    )
    expect(paint('{% for x in l %}<i></i>{% endfor %}.', { l: 'a' })).toBe('<!--1--><i></i>.')
  })

  it('has a comment for each row that is nothing but text', () => {
    expect(paint('{% for x in l %}, {% endfor %}', { l: 'ab' })).toBe('<!--2-->, <!---->, <!---->')
  })

  it('takes the text at both ends off its rows, on both sides of what is set there', () => {
    const row = '{% for x in l %} {% with a=x %} <i>{{ a }}</i> {% endwith %} {% endfor %}'
    expect(layout(row)[0]).toMatchObject([{ before: '  ', after: '  ' }])
    expect(paint(row, { l: 'a' })).toBe('<!--1-->  <i>a</i>  ')
  })

  it.each(['dj-key="a"', 'data-key="a"', '{% if a %}dj-key="{{ x }}"{% endif %}'])(
    "refuses a key that is no row's own: %s",
    (key) => {
      expect(refusal(`{% for x in l %}<i ${key}></i>{% endfor %}`)).toMatchObject({
        code: 'key_not_unique',
      })
    },
  )
})

describe('the body', () => {
  const whole = (text: string) => program(text).compiled.layout.regions[0]

  it('is read to the end of the document, so nothing in it is alone or ends it', () => {
    expect(whole('{{ a }}')).toMatchObject([{ k: 'text', slot: 0, end: 1 }])
    expect(whole('<p></p>{% if a %}b{% endif %}')).toMatchObject([1, { k: 'branch', end: 1 }])
  })
})

describe('the layout', () => {
  it('counts static elements of the live part, and describes those that may come', () => {
    expect(layout('<b><i></i></b><b></b>{{ a }}<u><i></i></u>')).toEqual(
      item(2, { k: 'text', slot: 0, end: 0 }, 1),
    )
    expect(layout('{% if a %}<b class="c">d</b>{% endif %}')[1]).toEqual([
      { k: 'element', tag: 'b', fixed: { class: 'c' }, slots: [], children: ['d'] },
    ])
  })

  it('says which elements and values are not of HTML', () => {
    expect(
      layout(
        '{% if a %}<svg><lineargradient/>{{ b }}<foreignObject><p>{{ c }}</p></foreignObject></svg>{% endif %}',
      )[1],
    ).toMatchObject([
      {
        ns: 'svg',
        children: [
          { tag: 'linearGradient', ns: 'svg' },
          { k: 'text', ns: 'svg' },
          { tag: 'foreignObject', children: [{ tag: 'p', children: [{ k: 'alone' }] }] },
        ],
      },
    ])
  })

  it('holds text and attributes as a browser reads them', () => {
    expect(layout('{% if a %}&copy;\r\n<a href="?b&copy=1">\r</a>{% endif %}')[1]).toMatchObject([
      '©\n',
      { fixed: { href: '?b&copy=1' }, children: ['\n'] },
    ])
  })
})

describe('refused in the live part:', () => {
  it.each([
    ['<template></template>', 'template_element', 'Move it out of the element with dj-root.'],
    ['{% if a %}<script>b</script>{% endif %}', 'script_in_branch', 'Move it to <head>.'],
  ])('%s', (text, code, message) => {
    const found = refusal(`<div dj-root>${text}</div>`)
    expect(found.code).toBe(code)
    expect(found.message).toContain(message)
  })

  it('but not a script that is data', () => {
    expect(
      layout('{% if a %}<script type="application/json">{}</script>{% endif %}')[1],
    ).toMatchObject([{ tag: 'script', children: ['{}'] }])
  })
})
