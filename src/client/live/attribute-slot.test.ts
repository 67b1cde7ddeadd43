// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { livePage } from '../../../test/support/live-page.ts'
import { setAttribute } from './attribute-slot.ts'

it('writes attributes whole, and takes away those that are not there', () => {
  const page = livePage('<p class="a {{ x }}" {% if y %}hidden title="{{ x }}"{% endif %}></p>', {
    x: 1,
    y: 0,
  })
  page.turn({ x: 2, y: 1 })
  expect(page.html()).toBe('<p class="a 2" hidden="" title="2"></p>')
  page.turn({ y: 0 })
  expect(page.html()).toBe('<p class="a 2"></p>')
})

it('asks whose a field is before it writes its value', () => {
  const page = livePage('<input value="{{ x }}">', { x: 'a' })
  const field = page.root.querySelector('input')!
  page.turn({ x: 'b' })
  expect(field.value).toBe('b')
  field.value = 'typed'
  field.dispatchEvent(new Event('input', { bubbles: true }))
  page.turn({ x: 'c' })
  expect(field.getAttribute('value')).toBe('c')
})

it('writes no address that runs code, whoever sends it', () => {
  const page = livePage('<a href="{{ x }}">a</a>', { x: '/' })
  page.part.patch([0, ' java\tscript:alert(1)'])
  expect(page.root.querySelector('a')!.getAttribute('href')).toBe('about:blank#blocked')
})

it('writes no address of a <meta> that refreshes, either', () => {
  const page = livePage('<meta http-equiv="refresh" content="9; url={{ x }}">', { x: '/' })
  page.part.patch([0, '0; url=javascript:alert(1)'])
  expect(page.html()).toContain('content="about:blank#blocked"')
})

it('writes any address where the template vouches for them', () => {
  const page = livePage('<a href="{{ x }}">a</a>', { x: '/' }, {}, { urls: 'django' })
  page.turn({ x: 'javascript:a()' })
  expect(page.html()).toBe('<a href="javascript:a()">a</a>')
})

it('builds what the author wrote as it is', () => {
  const page = livePage('{% if x %}<a href="javascript:a()">a</a>{% endif %}', { x: false })
  page.turn({ x: true })
  expect(page.html()).toBe('<a href="javascript:a()">a</a>')
})

it('writes an attribute without quotes whole', () => {
  const page = livePage('<p class=a-{{ x }} hidden></p>', { x: '' })
  page.turn({ x: 'b c' })
  expect(page.html()).toBe('<p class="a-b c" hidden=""></p>')
})

it('writes xlink:href where SVG looks for it', () => {
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  setAttribute(use, 'xlink:href', '#a')
  expect(use.getAttributeNS('http://www.w3.org/1999/xlink', 'href')).toBe('#a')
})
