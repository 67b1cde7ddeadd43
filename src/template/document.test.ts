import { describe, expect, it } from 'vitest'
import { drawPage, program, refusal } from '../../test/support/templates.ts'

const added = (text: string) => program(text).compiled.added

describe('a template without <html>', () => {
  it('becomes the live body of a page', () => {
    expect(drawPage('<p>{{ a }}</p>', { a: 1, dj_view_id: 'ID' })).toMatch(
      /^<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n[^]*<title>A title<\/title>\n<script src="djust.js"><\/script>\n<\/head>\n<body dj-view="ID">\n<p>1<\/p>\n<\/body>\n<\/html>\n$/,
    )
    expect(added('<p></p>')).toEqual(['page'])
  })

  it('keeps its own title and its own live element', () => {
    const html = drawPage('<title>Own</title><main dj-view="{{ dj_view_id }}">a</main>', {
      dj_view_id: 'ID',
    })
    expect(html.match(/<title>/g)).toHaveLength(1)
    expect(html).toContain('<body>')
    expect(html.match(/dj-view/g)).toHaveLength(1)
  })

  it('may say by dj-root what of it is live', () => {
    const { layout } = program('<p>{{ a }}</p><main dj-root><b>{{ b }}</b></main>').compiled
    expect(layout.regions[0]).toMatchObject([{ tag: 'b' }])
  })

  it('escapes the title that it is given', () => {
    expect(drawPage('a')).toContain('<title>A title</title>')
  })
})

describe('a document', () => {
  const whole =
    '<!DOCTYPE html><html><head><title>T</title>{% djust_scripts %}</head><body dj-view="{{ dj_view_id }}">a</body></html>'

  it('is left as it is when nothing is missing', () => {
    expect(added(whole)).toEqual([])
    expect(drawPage(whole, { dj_view_id: 'ID' })).toBe(
      whole
        .replace('{% djust_scripts %}', '<script src="djust.js"></script>')
        .replace('{{ dj_view_id }}', 'ID'),
    )
  })

  it('gets the runtime at the end of its head', () => {
    const text = whole.replace('{% djust_scripts %}', '')
    expect(added(text)).toEqual(['scripts'])
    expect(drawPage(text)).toContain('<title>T</title><script src="djust.js"></script>\n</head>')
  })

  it('gets a live body', () => {
    const text = whole.replace(' dj-view="{{ dj_view_id }}"', ' class="c"')
    expect(added(text)).toEqual(['dj-view'])
    expect(drawPage(text, { dj_view_id: 'ID' })).toContain('<body dj-view="ID" class="c">a</body>')
  })

  it('gets both inside the base that it extends', () => {
    const base = '<html><head></head><body>{% block main %}{% endblock %}</body></html>'
    const page = program('{% extends "base.html" %}{% block main %}{{ a }}{% endblock %}', {
      'base.html': base,
    })
    expect(page.compiled.added).toEqual(['scripts', 'dj-view'])
  })
})

describe('the live part', () => {
  it('is all of the element with dj-view, or less by dj-root', () => {
    const page = (root: string) =>
      program(
        `<html><head>{% djust_scripts %}</head><body dj-view=""><p>{{ a }}</p><div${root}>{{ b }}</div></body></html>`,
      )
    expect(page('').compiled.layout.regions[0]).toHaveLength(2)
    expect(page(' dj-root').compiled.layout.regions[0]).toEqual([
      { k: 'alone', slot: 0, before: '', after: '' },
    ])
  })

  it.each([
    ['<div dj-root></div><div dj-root></div>', 'There is a second element with dj-root.'],
    ['{% if a %}<div dj-root></div>{% endif %}', 'must always be there'],
    ['{% for a in b %}<div dj-root></div>{% endfor %}', 'must always be there'],
    ['<div {% if a %}dj-root{% endif %}></div>', 'must always be there'],
    ['<textarea dj-root></textarea>', '<textarea> cannot hold the live part'],
    ['<html><head>{% djust_scripts %}</head></html>', 'The page has no live part.'],
  ])('is refused in %s', (text, message) => {
    const found = refusal(text)
    expect(found.code).toBe('live_part')
    expect(found.message).toContain(message)
  })

  it('has no place for the runtime', () => {
    expect(refusal('<div dj-root>{% djust_scripts %}</div>').code).toBe('scripts_in_live_part')
  })
})

describe('the title', () => {
  const titleOf = (text: string) => program(text).compiled.layout.title

  it('is live wherever it stands, when it can change', () => {
    expect(titleOf('<title>{{ a }}</title><p dj-root>{{ b }}</p>')).toBe(1)
    expect(titleOf('<title>fixed</title><p dj-root>{{ b }}</p>')).toBeUndefined()
    expect(
      titleOf('{% if a %}<title>{{ a }}</title>{% endif %}<p dj-root>{{ b }}</p>'),
    ).toBeUndefined()
  })

  it('is that of the document, not one inside the live part or a drawing', () => {
    expect(titleOf('<div dj-root><svg><title>{{ a }}</title></svg></div>')).toBeUndefined()
    expect(
      titleOf(
        '<html><head><title>{{ a }}</title>{% djust_scripts %}</head><body dj-view=""><title>{{ b }}</title></body></html>',
      ),
    ).toBe(1)
  })
})
