// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { livePage } from '../../../test/support/live-page.ts'
import { TestPart } from '../../../test/support/templates.ts'

const counter = '<b>{{ n }}</b>'

describe('a component', () => {
  it('is found where the server drew it, and written in place', () => {
    const a = new TestPart(counter, { n: 1, component_id: 'a' })
    const page = livePage('<p>{{ a }} and {{ a }}</p>', { a })
    const [first] = page.root.querySelectorAll('b')
    a.names.n = 2
    expect(page.turn()).toBe(true)
    expect(page.html()).toBe(
      '<p><b data-component-id="a">2</b> and <b data-component-id="a">2</b></p>',
    )
    expect(page.root.querySelector('b')).toBe(first)
  })

  it('is found alone in its element, between static texts', () => {
    const a = new TestPart(counter, { n: 1, component_id: 'a' })
    const page = livePage('<p> so {{ a }}. </p>', { a })
    a.names.n = 2
    expect(page.turn()).toBe(true)
    expect(page.html()).toBe('<p> so <b data-component-id="a">2</b>. </p>')
    expect(page.turn({ a: 'nothing' })).toBe(true)
    expect(page.html()).toBe('<p> so nothing. </p>')
    expect(page.turn({ a })).toBe(true)
    expect(page.html()).toBe('<p> so <b data-component-id="a">2</b>. </p>')
    expect(page.turn({ a: '' })).toBe(true)
    expect(page.html()).toBe('<p> so . </p>')
  })

  it('takes the place of a text and of markup, and gives it back', () => {
    const a = new TestPart('text {{ n }}<i></i>', { n: 1 })
    const page = livePage('{{ a }}, {{ a }}<hr>', { a: 'none' })
    expect(page.turn({ a })).toBe(true)
    expect(page.root.textContent).toBe('text 1, text 1')
    expect(page.turn({ a: new TestPart(counter, { n: 3, component_id: 'x' }) })).toBe(true)
    expect(page.html()).toBe('<b data-component-id="x">3</b>, <b data-component-id="x">3</b><hr>')
    expect(page.turn({ a: 'none' })).toBe(true)
    expect(page.html()).toBe('none, none<hr>')
  })

  it('moves with its row', () => {
    const [a, b] = [1, 2].map((n) => new TestPart(counter, { n, component_id: n }))
    const page = livePage('<ul>{% for c in list %}<li>{{ c }}</li>{% endfor %}</ul>', {
      list: [a, b],
    })
    const [first] = page.root.querySelectorAll('b')
    a!.names.n = 10
    expect(page.turn({ list: [b, a] })).toBe(true)
    expect(page.root.textContent).toBe('210')
    expect(page.root.querySelectorAll('b')[1]).toBe(first)
  })

  it('may be a row itself, with rows in it', () => {
    const rows = (n: number) =>
      new TestPart('{% for i in list %}<i>{{ i }}</i>{% endfor %}', {
        list: Array.from({ length: n }, (_, i) => i),
      })
    const [a, b] = [rows(2), rows(0)]
    const page = livePage('{% for c in list %}{{ c }}{% endfor %}<hr>', { list: [a, b] })
    expect(page.turn({ list: [b, a] })).toBe(true)
    b.names.list = [7]
    expect(page.turn()).toBe(true)
    expect(page.html()).toBe(
      '<i data-component-id="">7</i><i data-component-id="">0</i><i data-component-id="">1</i><hr>',
    )
    expect(page.turn({ list: [b] })).toBe(true)
    expect(page.html()).toBe('<i data-component-id="">7</i><hr>')
  })

  it('may hold another one', () => {
    const inner = new TestPart(counter, { n: 1, component_id: 'a.b' })
    const outer = new TestPart('<div>{{ inner }}</div>', { inner, component_id: 'a' })
    const page = livePage('{{ outer }}', { outer })
    inner.names.n = 2
    expect(page.turn()).toBe(true)
    expect(page.root.querySelector('b')!.textContent).toBe('2')
  })

  it('is filled in place, and built anew with the page', () => {
    const a = new TestPart(counter, { n: 1, component_id: 'a' })
    const page = livePage('{{ a }}', { a })
    const before = page.root.querySelector('b')
    a.names.n = 2
    expect(page.fill()).toBe(true)
    expect(page.root.querySelector('b')).toBe(before)
    page.rebuild()
    expect(page.html()).toBe('<b data-component-id="a">2</b>')
    a.names.n = 3
    expect(page.turn()).toBe(true)
    expect(page.root.textContent).toBe('3')
  })

  it('is missed where somebody has taken it away', () => {
    const a = new TestPart(counter, { n: 1 })
    const page = livePage('<p>{{ a }}</p>', { a })
    page.root.querySelector('p')!.remove()
    a.names.n = 2
    expect(page.turn()).toBe(false)
  })
})

it('a component gives back what the browser kept in it when the page is built anew', () => {
  const a = new TestPart('<div id="map" dj-update="ignore">{{ n }}</div>', { n: 1 })
  const page = livePage('{{ a }}', { a })
  page.root.querySelector('#map')!.innerHTML = '<i>mine</i>'
  page.rebuild()
  expect(page.root.querySelector('#map')!.innerHTML).toBe('<i>mine</i>')
})
