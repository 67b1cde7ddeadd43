import { describe, expect, it } from 'vitest'
import { type Context, input, type OtherTemplates, program } from '../../test/support/templates.ts'
import type { Program } from '../render/program.ts'

const given = { hasTitle: true, hasMeta: true }

function headed(text: string, others: OtherTemplates = {}): Program {
  return program(text, others, {}, undefined, null, given)
}

function page(head: string): string {
  return `<!doctype html><html><head>${head}{% djust_scripts %}</head><body dj-view="{{ dj_view_id }}"><p>{{ a }}</p></body></html>`
}

/** The head as it is painted. */
function headOf(drawn: Program, context: Context): string {
  const { html } = drawn.paint(input(context))
  expect(drawn.plain(input(context)).split('</head>')[0]).toBe(html.split('</head>')[0])
  return html.slice(html.indexOf('<head>') + 6, html.indexOf('</head>'))
}

describe('a title that the view gives', () => {
  it.each([
    ['<title>Books</title>', 'Books'],
    ['<TITLE lang="en">{{ a }} &amp; more</TITLE>', '1 &amp; more'],
    ['<title>{% if a %}one{% else %}two{% endif %}</title>', 'one'],
    ['{% with b=a %}<title>{{ b }}</title>{% endwith %}', '1'],
    ['<title>{% block title %}Base{% endblock %}</title>', 'Base'],
  ])('takes the place of what %s says', (title, own) => {
    const drawn = headed(page(title))
    expect(headOf(drawn, { a: 1 })).toContain(`>${own}</`)
    expect(headOf(drawn, { a: 1, pageTitle: 'A & B' })).toContain('>A &amp; B</')
    expect(headOf(drawn, { a: 1, pageTitle: '' })).toContain(`>${own}</`)
  })

  it('stands in the page around a fragment, and around that of a base', () => {
    expect(headOf(headed('<p>x</p>'), { pageTitle: 'Given' })).toContain('<title>Given</title>')
    const child =
      '{% extends "base.html" %}{% block title %}{{ n }} of {{ block.super }}{% endblock %}'
    const base = page('<title>{% block title %}Base{% endblock %}</title>')
    const drawn = headed(child, { 'base.html': base })
    expect(headOf(drawn, { n: 2 })).toContain('<title>2 of Base</title>')
    expect(headOf(drawn, { n: 2, pageTitle: 'Given' })).toContain('<title>Given</title>')
  })

  it('is left to a template that shows it there itself', () => {
    const drawn = headed(page('<title>{{ pageTitle|default:"Books" }} – Shop</title>'))
    expect(headOf(drawn, { pageTitle: 'A' })).toContain('<title>A – Shop</title>')
  })

  it('is a slot that follows it', () => {
    const drawn = headed(page('<title>Books</title>'))
    const { rendered } = drawn.paint(input({ a: 1 }))
    const { title } = drawn.compiled.layout
    expect(drawn.diff(input({ a: 1, pageTitle: 'A' }), rendered).patch).toEqual([title, 'A'])
  })

  it('is refused where there is no title, or not always', () => {
    for (const head of ['', '{% if a %}<title>One</title>{% endif %}'])
      expect(() => headed(page(head))).toThrow('no <title> that is always there')
    expect(() => headed(page('').replace('<p>', '<svg><title>x</title></svg><p>'))).toThrow(
      '<title>',
    )
  })
})

describe('the meta elements that the view gives', () => {
  const head =
    '<title>T</title><meta charset="utf-8"><meta name="description" content="about {{ a }}"><meta property="og:title" content="A &amp; B">'

  it('take the place of those of the template, and stand behind them', () => {
    const drawn = headed(page(head))
    expect(headOf(drawn, { a: '<' })).toContain('<meta name="description" content="about &lt;">')
    const html = headOf(drawn, {
      a: 1,
      pageMeta: { description: '"new"', 'og:image': '/a.png', robots: undefined },
    })
    expect(html).toContain('<meta charset="utf-8"><meta property="og:title" content="A &amp; B">')
    expect(html).toContain('<meta dj-meta name="description" content="&quot;new&quot;">')
    expect(html).toContain('<meta dj-meta property="og:image" content="/a.png">')
    expect(html).not.toContain('about')
    expect(html).not.toContain('robots')
  })

  it('are a slot that tells of all', () => {
    const drawn = headed(page(head))
    const { meta } = drawn.compiled.layout
    const { rendered } = drawn.paint(input({ a: '<' }))
    const patch = (context: Context) => drawn.diff(input(context), rendered).patch
    expect(patch({ a: '<' })).toBeNull()
    expect(patch({ a: '<', pageMeta: { robots: 'none', 'og:title': 'C' } })).toEqual([
      meta,
      '[["description","about <"],["og:title","C"],["robots","none"]]',
    ])
    expect(drawn.fill(input({ a: 1 })).values[meta!]).toBe(
      '[["description","about 1"],["og:title","A & B"]]',
    )
    expect(drawn.compiled.layout.features).toEqual(['page-head'])
  })

  it('are names and texts', () => {
    const drawn = headed(page(head))
    for (const pageMeta of ['text', ['a'], { a: {} }, { '': '0; url=/' }])
      expect(() => drawn.paint(input({ pageMeta }))).toThrow('object of names and texts')
  })
})
