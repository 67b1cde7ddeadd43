import { describe, expect, it } from 'vitest'
import { drawPage, draw, program, refusal, input } from '../../test/support/templates.ts'

const base =
  '<html><head>{% djust_scripts %}</head><body dj-view="">{% block a %}A{% endblock %}-{% block b %}B{% endblock %}</body></html>'

function body(text: string, context = {}, others = {}): string {
  const html = drawPage(text, context, { 'base.html': base, ...others })
  return /<body dj-view="">([^]*)<\/body>/.exec(html)![1]!
}

describe('{% extends %}', () => {
  it.each([
    ['{% extends "base.html" %}', 'A-B'],
    ['{% extends "base.html" %}{% block a %}x{% endblock %}', 'x-B'],
    ['{% extends "base.html" %} lost {{ lost }} {% block b %}{% endblock b %}', 'A-'],
    ['{% extends "base.html" %}{% block a %}[{{ block.super }}]{% endblock %}', '[A]-B'],
    [
      '{% extends "base.html" %}{% block a %}{{ block.super|safe }}{{ block.super }}{% endblock %}',
      'AA-B',
    ],
    ['{# c #}\n{% extends "base.html" %}', 'A-B'],
    [
      '{% extends "base.html" %}{% block a %}{{ block.super|lower }}{{ block.name }}{% endblock %}',
      'aa-B',
    ],
    ['{% extends "base.html" %}{% block a %}{% if block.super %}y{% endif %}{% endblock %}', 'y-B'],
    [
      '{% extends "base.html" %}{% block a %}[{% block d %}{{ block.super }}{% endblock %}]{% endblock %}',
      '[]-B',
    ],
    ['{% extends "base.html" %}{% block a %}{% block inner %}i{% endblock %}{% endblock %}', 'i-B'],
    ['{% extends parent %}{% block b %}y{% endblock %}', 'A-y'],
    ['{% extends "base.html" %}{% block unknown %}z{% endblock %}', 'A-B'],
  ])('%s shows %j', (text, shown) => {
    expect(body(text)).toBe(shown)
  })

  it('goes through several levels, each with the one above as block.super', () => {
    const others = {
      'middle.html':
        '{% extends "base.html" %}{% block a %}|{{ block.super }}|{% block c %}C{% endblock %}{% endblock %}',
    }
    expect(
      body(
        '{% extends "middle.html" %}{% block a %}[{{ block.super }}]{% endblock %}{% block c %}c{% endblock %}',
        {},
        others,
      ),
    ).toBe('[|A|c]-B')
    expect(
      body('{% extends "middle.html" %}{% block b %}{{ block.super }}b{% endblock %}', {}, others),
    ).toBe('|A|C-Bb')
  })

  it('turns a cycle on where a block is drawn twice', () => {
    const others = {
      'base.html': base.replace(
        '{% block a %}A{% endblock %}',
        '{% block a %}{% for x in "ab" %}{% cycle 1 2 3 %}{% endfor %}{% endblock %}',
      ),
    }
    const text =
      '{% extends "base.html" %}{% block a %}{{ block.super }}{{ block.super }}{% endblock %}'
    expect(body(text, {}, others)).toBe('1231-B')
  })

  it('gives a block the names of the place it stands in', () => {
    const others = {
      'base.html':
        '<html><head>{% djust_scripts %}</head><body dj-view="">{% with x="outer" %}{% block a %}{% endblock %}{% endwith %}</body></html>',
    }
    expect(
      body(
        '{% extends "base.html" %}{% block a %}{{ x }}{{ y }}{% endblock %}',
        { y: 'page' },
        others,
      ),
    ).toBe('outerpage')
  })

  it('finds ./ and ../ from the template they stand in', () => {
    const others = {
      'pages/base.html':
        '{% extends "../base.html" %}{% block a %}{% include "./parts/one.html" %}{% endblock %}',
      'pages/parts/one.html': '1{% include "../two.html" %}',
      'pages/two.html': '2',
    }
    expect(body('{% extends "./pages/base.html" %}', {}, others)).toBe('12-B')
  })

  it.each([
    ['{% extends %}', 'tag_arguments', '1:1', '{% extends "base.html" %}'],
    ['{% extends "base.html" "b" %}', 'tag_arguments', '1:1', ''],
    ['{{ a }}{% extends "base.html" %}', 'extends_first', '1:8', 'must be the first tag'],
    ['{% extends "nope.html" %}', 'template_not_found', '1:1', '"nope.html"'],
    [
      '{% extends "../base.html" %}',
      'template_not_found',
      '1:1',
      'leads out of the template folders',
    ],
    ['{% extends "ring.html" %}', 'extends_ring', '1:1', 'page.html → ring.html → page.html'],
    [
      '{% block a %}{% endblock %}{% block a %}{% endblock %}',
      'block_twice',
      '1:28',
      'two blocks named "a"',
    ],
    [
      '{% if x %}{% block a %}{% endblock %}{% endif %}{% block a %}{% endblock %}',
      'block_twice',
      '1:49',
      '',
    ],
    ['{% block a %}{% endblock b %}', 'tag_not_open', '1:14', 'Write {% endblock a %}.'],
    ['{% block %}{% endblock %}', 'tag_arguments', '1:1', '{% block name %}'],
    ['{{ block.super }}', 'super_outside_block', '1:4', 'stands outside a block'],
    [
      '{% block d %}{{ block.super }}{% endblock %}',
      'super_without_parent',
      undefined,
      'block "d"',
    ],
  ])('%s is refused', (text, code, at, message) => {
    const others = { 'base.html': base, 'ring.html': '{% extends "page.html" %}' }
    const found = refusal(text, {}, others)
    expect(found.code).toBe(code)
    if (at) expect(found.at).toBe(at)
    expect(found.message).toContain(message)
  })

  it('names the template and the line of an error in a base', () => {
    const others = { 'base.html': '<html>\n{{ a|nope }}</html>' }
    expect(() => program('{% extends "base.html" %}', others)).toThrow(/nope[^]*base\.html:2:6/)
  })
})

describe('{% include %}', () => {
  const others = {
    'part.html': '[{{ a }}{{ b }}]',
    'list.html': '{% for x in items %}{{ x }}{{ a }}{% endfor %}',
    'child.html': '{% extends "frame.html" %}{% block in %}{{ a }}{% endblock %}',
    'frame.html': '|{% block in %}{% endblock %}|',
  }

  it.each([
    ['{% include "part.html" %}', '[1]'],
    ['{% include "part.html" with b=2 %}', '[12]'],
    ['{% include "part.html" with a=2 b=a %}', '[21]'],
    ['{% include "part.html" with b=2 only %}', '[2]'],
    ['{% include "part.html" only %}', '[]'],
    [
      '{% with b="w" %}{% include "part.html" %}{% include "part.html" only %}{% endwith %}',
      '[1w][]',
    ],
    ['{% for b in items %}{% include "part.html" %}{% endfor %}', '[1x][1y]'],
    ['{% include "list.html" with items="ab" %}', 'a1b1'],
    ['{% include "list.html" with items="ab" only %}', 'ab'],
    ['{% include "child.html" %}{% include "child.html" with a=3 %}', '|1||3|'],
    ['{% include "./part.html" %}', '[1]'],
  ])('%s shows %j', (text, shown) => {
    expect(draw(text, { a: 1, items: ['x', 'y'] }, others)).toBe(shown)
  })

  it('hides nothing of forms by "only"', () => {
    expect(
      draw(
        '{% include "form.html" only %}',
        { csrf_token: 'T' },
        { 'form.html': '{% csrf_token %}' },
      ),
    ).toContain('value="T"')
  })

  it('counts what "only" hides as missing, in conditions as well', () => {
    const part = {
      'part.html':
        '{% if a is None %}none{% endif %}{% if not a %}no{% endif %}{{ a|default:"d" }}{{ a.b }}',
    }
    expect(draw('{% include "part.html" only %}', { a: 1 }, part)).toBe('nonenod')
  })

  it('begins with no loop around it by "only"', () => {
    const part = {
      'part.html':
        '{% for y in z %}{{ forloop.parentloop.counter }}{{ forloop.counter }}{% endfor %}{{ forloop.counter }}',
    }
    expect(
      draw('{% for x in z %}{% include "part.html" with z=z only %}{% endfor %}', { z: 'a' }, part),
    ).toBe('1')
    expect(draw('{% for x in z %}{% include "part.html" %}{% endfor %}', { z: 'a' }, part)).toBe(
      '111',
    )
  })

  it.each([
    ['{% include %}', 'tag_arguments', '1:1'],
    ['{% include "part.html" with %}', 'tag_arguments', '1:24'],
    ['{% include "part.html" with a %}', 'tag_arguments', '1:24'],
    ['{% include "part.html" a=1 %}', 'tag_arguments', '1:24'],
    ['{% include name %}', 'include_no_name', '1:1'],
    ['\n{% include "nope.html" %}', 'template_not_found', '2:1'],
  ])('%s is refused', (text, code, at) => {
    expect(refusal(text, {}, others)).toMatchObject({ code, at })
  })
})

describe('a template that includes itself', () => {
  const node =
    '<li>{{ node.name }}{% if node.children %}<ul>{% for child in node.children %}{% include "node.html" with node=child %}{% endfor %}</ul>{% endif %}</li>'
  const leaf = (name: string) => ({ name, children: [] })

  it('shows a tree of any depth', () => {
    const tree = {
      name: 'a',
      children: [{ name: 'b', children: [leaf('c'), leaf('<d>')] }, leaf('e')],
    }
    expect(
      draw('<ul>{% include "node.html" with node=tree %}</ul>', { tree }, { 'node.html': node }),
    ).toBe('<ul><li>a<ul><li>b<ul><li>c</li><li>&lt;d&gt;</li></ul></li><li>e</li></ul></li></ul>')
  })

  it('sees the names around each call, and the page', () => {
    const part = {
      'node.html':
        '{{ depth }}{{ page }}{{ forloop.counter }};{% for child in node %}{% include "node.html" with node=child depth=depth|add:1 %}{% endfor %}',
    }
    expect(
      draw(
        '{% include "node.html" with node=tree depth=0 %}',
        { tree: [[], [[]]], page: 'p' },
        part,
      ),
    ).toBe('0p;1p1;1p2;2p1;')
  })

  it('sees only what it is given by "only"', () => {
    const part = {
      'node.html':
        '({{ page }}{% for child in node %}{% include "node.html" with node=child only %}{% endfor %})',
    }
    expect(
      draw('{% include "node.html" with node=tree only %}', { tree: [[]], page: 'p' }, part),
    ).toBe('(())')
  })

  it('may take turns with another', () => {
    const parts = {
      'a.html': 'a{% if n.next %}{% include "b.html" with n=n.next %}{% endif %}',
      'b.html': 'b{% if n.next %}{% include "a.html" with n=n.next %}{% endif %}',
    }
    expect(
      draw(
        '{% include "a.html" with n=n %}',
        { n: { next: { next: { next: { name: 'd' } } } } },
        parts,
      ),
    ).toBe('abab')
  })

  it('stops at a depth that no honest data has', () => {
    const ring: { name: string; children: unknown[] } = { name: 'x', children: [] }
    ring.children.push(ring)
    const found = program('<ul>{% include "node.html" with node=ring %}</ul>', {
      'node.html': node,
    })
    expect(() => found.plain(input({ ring }))).toThrow(/includes itself more than 100 times/)
    expect(() => found.paint(input({ ring }))).toThrow(/includes itself more than 100 times/)
  })
})
