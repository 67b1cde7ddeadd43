// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { input } from '../../../test/support/templates.ts'
import { livePage } from '../../../test/support/live-page.ts'
import '../features/morph.ts'

describe('dj-update="ignore"', () => {
  const map =
    '<div id="map" class="{{ a }}" data-zoom="{{ a }}" dj-update="ignore"><b>{{ a }}</b>{% for x in l %}{{ x }}{% endfor %}</div>{{ a }}'

  it('draws its content once, and leaves it to the browser', () => {
    const page = livePage(map, { a: 1, l: [1, 2] })
    const element = page.root.querySelector('#map')!
    element.innerHTML = '<canvas></canvas>'
    expect(page.turn({ a: 2, l: [] })).toBe(true)
    expect(element.outerHTML).toBe(
      '<div id="map" class="1" data-zoom="2" dj-update="ignore"><canvas></canvas></div>',
    )
    expect(page.fill({ a: 3 })).toBe(true)
    expect(element.outerHTML).toContain('class="1" data-zoom="3"')
    expect(element.innerHTML).toBe('<canvas></canvas>')
  })

  it('sends nothing for it', () => {
    const page = livePage(map.replace('}</div>{{ a }}', '}</div>'), { a: 1, l: [] })
    page.state['a'] = 2
    page.state['l'] = [5]
    const { patch } = page.program.diff(input(page.state), page.rendered)
    expect(patch).toEqual([1, '2'])
  })

  it('may come later, with the values of then', () => {
    const page = livePage(`{% if on %}${map}{% endif %}`, { on: false, a: 1, l: [] })
    page.turn({ on: true, a: 7, l: [1, 2] })
    expect(page.root.querySelector('#map')!.outerHTML).toMatch(/class="7".*<b>7<\/b>.*1.*2/)
    page.turn({ a: 8 })
    expect(page.root.querySelector('b')!.textContent).toBe('7')
  })

  it.each([[map], [`{% spaceless %}${map}{% endspaceless %}`]])(
    'keeps what the browser made of it when the page is built anew: %s',
    (text) => {
      const page = livePage(text, { a: 1, l: [] })
      const canvas = document.createElement('canvas')
      page.root.querySelector('#map')!.replaceChildren(canvas)
      page.rebuild()
      expect(page.root.querySelector('#map')!.firstChild).toBe(canvas)
    },
  )

  it('turns on a cycle whose rows it draws', () => {
    const page = livePage(
      '{% cycle "a" "b" as c silent %}<div id="x" dj-update="ignore">{% cycle c %}</div>{% cycle c %}<i>{{ n }}</i>',
      { n: 1 },
    )
    const before = page.html()
    page.turn({ n: 2 })
    expect(page.html()).toBe(before.replace('<i>1', '<i>2'))
  })
})

describe('dj-ignore-attrs', () => {
  const details =
    '<details class="{{ c }}" {% if open %}open{% endif %} data-x="{{ c }}" dj-ignore-attrs="open, data-*"><summary>{{ c }}</summary></details>'

  it('leaves attributes to the browser once they are drawn', () => {
    const page = livePage(details, { c: 'a', open: true })
    const element = page.root.querySelector('details')!
    element.removeAttribute('open')
    page.turn({ c: 'b', open: false })
    page.turn({ c: 'c', open: true })
    page.fill({ c: 'd' })
    expect(element.outerHTML).toMatch(/^<details class="d" data-x="a" /)
  })

  it('draws them in what comes later', () => {
    const page = livePage(`{% if on %}${details}{% endif %}`, { on: false, c: 'a', open: true })
    page.turn({ on: true })
    const element = page.root.querySelector('details')!
    expect(element.hasAttribute('open')).toBe(true)
    page.turn({ c: 'b', open: false })
    expect(element.hasAttribute('open')).toBe(true)
    expect(element.dataset['x']).toBe('a')
  })
})

it('data-djust-replace builds all that is in an element anew when something changes', () => {
  const page = livePage(
    '<p data-djust-replace><b>{{ a }}</b><i>{% cycle "x" "y" %}</i></p>{{ other }}',
    { a: 1, other: 1 },
  )
  const b = page.root.querySelector('b')
  page.turn({ other: 2 })
  expect(page.root.querySelector('b')).toBe(b)
  page.turn({ a: 2 })
  expect(page.root.querySelector('b')).not.toBe(b)
  expect(page.html()).toMatch(/<b>2<\/b><i>x<\/i><\/p>2$/)
  page.turn({ a: 3 })
  expect(page.html()).toMatch(/<b>3<\/b><i>x<\/i><\/p>2$/)
})
