// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { type LivePage, livePage } from '../../../test/support/live-page.ts'
import '../features/morph.ts'
import { input } from '../../../test/support/templates.ts'

const withTemporary = (text: string, state: Record<string, unknown>, ...temporary: string[]) =>
  livePage(text, state, {}, {}, { fixed: [], temporary })
const withFixed = (text: string, state: Record<string, unknown>, ...fixed: string[]) =>
  livePage(text, state, {}, {}, { fixed, temporary: [] })

describe('a temporary field', () => {
  it('leaves texts, attributes and titles alone while it rests', () => {
    const page = withTemporary(
      '<p class="{{ kind }}" {% if loud %}hidden{% endif %}>Said: {{ text }}</p><textarea>{{ text }}</textarea><b>{{ other }}</b>',
      { text: 'a', kind: 'x', loud: true, other: 1 },
      'text',
      'kind',
      'loud',
    )
    const shown = page.html()
    Object.assign(page.state, { text: '', kind: '', loud: false })
    page.turn({ other: 2 })
    expect(page.html()).toBe(shown.replace('<b>1</b>', '<b>2</b>'))
    page.turn({ text: 'b', kind: 'y' })
    expect(page.root.querySelector('p')!.outerHTML).toBe('<p class="y" hidden="">Said: b</p>')
    expect(page.root.querySelector('textarea')!.value).toBe('b')
  })

  it.each([
    '<section>{% if on %}<b>{% endif %}{{ text }} {{ other }}{% if on %}</b>{% endif %}</section>',
    '<p>{% spaceless %}<b>{{ text }}</b> <i>{{ other }}</i>{% endspaceless %}</p>',
  ])('is refused beside another one in what is sent as one: %s', (text) => {
    const state = { text: 'a', on: true, other: 1 }
    expect(() => withTemporary(text, state, 'text')).toThrow(/"text" in it is in temporaryAssigns/)
    expect(() => withTemporary(text, state, 'text', 'on', 'other')).not.toThrow()
  })

  it('is shown again when it is set to what it was before', () => {
    const page = withTemporary('<p>{{ text }}</p>', { text: 'a' }, 'text')
    page.root.querySelector('p')!.firstChild!.nodeValue = 'changed by a script'
    page.turn({ text: 'a' })
    expect(page.html()).toBe('<p>a</p>')
  })

  it('leaves nothing of what it showed in the memory of the server', () => {
    const page = withTemporary(
      '<p title="{{ text }}">{{ text }}</p><ul>{% for x in items %}<li>{{ x }}</li>{% endfor %}</ul><ul id="k" dj-update="append">{% for x in items %}<li id="{{ x }}">{{ x }}</li>{% endfor %}</ul>{% if text %}<i>{{ text }}</i>{% endif %}',
      { text: 'secret', items: ['secret'] },
      'text',
      'items',
    )
    const memory = () => JSON.stringify(page.rendered.record)
    expect(memory()).not.toContain('secret')
    page.turn({ text: 'secret', items: ['secret'] })
    expect(memory()).not.toContain('secret')
    page.fill()
    expect(memory()).not.toContain('secret')
  })

  it('keeps the branch that it chose, in which other values go on', () => {
    const page = withTemporary(
      '{% if text %}<p>{{ text }} {{ count }}</p>{% else %}<i>none</i>{% endif %}',
      { text: 'a', count: 1 },
      'text',
    )
    page.state['text'] = ''
    page.turn({ count: 2 })
    expect(page.html()).toBe('<p>a 2</p>')
    page.turn({ text: '', count: 3 })
    expect(page.html()).toBe('<i>none</i>')
  })

  it('shows other rows in place of those before when a list of it is set', () => {
    const page = withTemporary(
      '<ul>{% for x in items %}<li>{{ x }} {{ count }}</li>{% empty %}<li>none {{ count }}</li>{% endfor %}</ul>',
      { items: ['a', 'b'], count: 1 },
      'items',
    )
    page.state['items'] = []
    page.turn({ count: 2 })
    expect(page.html()).toBe('<ul><li>a 1</li><li>b 1</li></ul>')
    page.turn({ items: ['c'] })
    expect(page.html()).toBe('<ul><li>c 2</li></ul>')
    page.turn({ items: [] })
    expect(page.html()).toBe('<ul><li>none 2</li></ul>')
  })

  it('adds the rows of each time to a list with dj-update', () => {
    const page = withTemporary(
      '<ul id="log" dj-update="append">{% for x in items %}<li id="r{{ x }}">{{ x }}</li>{% endfor %}</ul>',
      { items: [1, 2] },
      'items',
    )
    page.turn({ items: [3] })
    page.state['items'] = []
    page.turn()
    expect(page.root.textContent).toBe('123')
  })

  it('is neither lost nor repeated when all values are sent', () => {
    const page = withTemporary(
      '<p title="{{ text }}">{{ text }}</p>{% if text %}<i>{{ text }}</i>{% endif %}<ul>{% for x in items %}<li>{{ x }}</li>{% endfor %}</ul><b>{{ other }}</b>',
      { text: 'a', items: [1], other: 1 },
      'text',
      'items',
    )
    Object.assign(page.state, { text: '', items: [] })
    page.fill({ other: 2 })
    expect(page.html()).toBe('<p title="a">a</p><i>a</i><ul><li>1</li></ul><b>2</b>')
    page.turn({ other: 3 })
    expect(page.html()).toBe('<p title="a">a</p><i>a</i><ul><li>1</li></ul><b>3</b>')
    page.turn({ text: 'b', items: [2] })
    expect(page.html()).toBe('<p title="b">b</p><i>b</i><ul><li>2</li></ul><b>3</b>')
  })

  it('shows what it went back to where the page has to be built anew', () => {
    const page = withTemporary(
      '<p {% if text %}hidden{% endif %}>Said: {{ text|default:"nothing" }}</p>{% if text %}<i>{{ text }}</i>{% endif %}',
      { text: 'a' },
      'text',
    )
    page.state['text'] = ''
    page.rebuild()
    expect(page.html()).toBe('<p>Said: nothing</p>')
    page.turn({ text: 'b' })
    expect(page.html()).toBe('<p hidden="">Said: b</p><i>b</i>')
  })

  it('is what a branch shows that opens while it rests', () => {
    const page = withTemporary(
      '{% if open %}<p>-{{ text }}</p>{% endif %}',
      { text: '', open: false },
      'text',
    )
    page.turn({ open: true })
    expect(page.html()).toBe('<p>-</p>')
    page.turn({ text: 'b' })
    expect(page.html()).toBe('<p>-b</p>')
  })

  it('is followed through variables of the template and what is included in itself', () => {
    const page = livePage(
      '{% with last=items|last %}<p>{{ last }}</p>{% endwith %}{% include "tree.html" with node=tree %}<b>{{ other }}</b>',
      { items: ['a'], tree: { name: 't', children: [{ name: 'u' }] }, other: 1 },
      {
        'tree.html':
          '<u>{{ node.name }}</u>{% for child in node.children %}{% include "tree.html" with node=child %}{% endfor %}',
      },
      {},
      { fixed: [], temporary: ['items', 'tree'] },
    )
    Object.assign(page.state, { items: [], tree: null })
    page.turn({ other: 2 })
    expect(page.html()).toBe('<p>a</p><u>t</u><u>u</u><b>2</b>')
  })
})

describe('a field that is shown as it was first', () => {
  const text =
    '<h1 class="{{ shop.kind }}">{{ shop.name }}</h1><ul>{% for item in shop.items %}<li class="{% if item == chosen %}on{% endif %}">{{ item }}</li>{% endfor %}</ul>{% if open %}<p>{{ shop.name }}</p>{% endif %}'
  const state = () => ({
    shop: { name: 'A', kind: 'k', items: ['x', 'y'] },
    chosen: 'x',
    open: false,
  })

  it('is not compared, also where other values are shown beside it', () => {
    const page = withFixed(text, state(), 'shop')
    Object.assign(page.state['shop'] as object, { name: 'B', kind: 'l' })
    expect(patchOf(page, { chosen: 'y' })).toHaveLength(2)
    expect(page.html()).toBe(
      '<h1 class="k">A</h1><ul><li class="">x</li><li class="on">y</li></ul>',
    )
    expect(patchOf(page)).toBeNull()
  })

  it('is shown by what opens later, and when all values are sent', () => {
    const page = withFixed(text, state(), 'shop')
    page.turn({ open: true })
    expect(page.root.querySelector('p')!.textContent).toBe('A')
    page.root.querySelector('h1')!.firstChild!.nodeValue = 'lost'
    page.fill()
    expect(page.root.querySelector('h1')!.textContent).toBe('A')
  })

  it('takes no place in the record of what is shown', () => {
    const page = withFixed(
      '<ul>{% for item in shop.items %}<li>{{ item }}</li>{% endfor %}</ul>{{ shop.name }}',
      state(),
      'shop',
    )
    expect(page.rendered.record).toEqual([])
  })
})

function patchOf(page: LivePage, changes: Record<string, unknown> = {}) {
  Object.assign(page.state, changes)
  const update = page.program.diff(input(page.state), page.rendered)
  update.commit()
  if (update.patch) page.part.patch(update.patch)
  return update.patch
}
