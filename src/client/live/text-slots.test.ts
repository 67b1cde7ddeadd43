// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { livePage } from '../../../test/support/live-page.ts'
import { SafeString } from '../../template/values/safe-string.ts'

const foreign = () => document.createElement('i')

describe.each([
  ['alone in its element', '<p>a {{ x }} b</p>', 'a ', ' b'],
  ['between others', '<p>a {{ x }} b<u></u></p>', 'a ', ' b<u></u>'],
])('a text %s', (_where, text, before, after) => {
  it('keeps its node', () => {
    const page = livePage(text, { x: 'old' })
    const nodes = [...page.root.firstChild!.childNodes]
    page.turn({ x: 'new <b>' })
    expect([...page.root.firstChild!.childNodes]).toEqual(nodes)
    expect(page.html()).toBe(`<p>${before}new &lt;b&gt;${after}</p>`)
  })

  it('becomes markup and text again', () => {
    const page = livePage(text, { x: 'old' })
    page.turn({ x: new SafeString('<b>1</b>2') })
    expect(page.html()).toBe(`<p>${before}<b>1</b>2${after}</p>`)
    page.turn({ x: 'text' })
    expect(page.html()).toBe(`<p>${before}text${after}</p>`)
    page.turn({ x: '' })
    expect(page.html()).toBe(`<p>${before}${after}</p>`)
    page.turn({ x: 'again' })
    expect(page.html()).toBe(`<p>${before}again${after}</p>`)
  })

  it('is found as markup', () => {
    const page = livePage(text, { x: new SafeString('<b>1</b>2<!-- c -->') })
    page.turn({ x: 'text' })
    expect(page.html()).toBe(`<p>${before}text${after}</p>`)
  })

  it('leaves nodes of others where they are', () => {
    const page = livePage(text, { x: 'old' })
    const other = foreign()
    page.root.firstElementChild!.prepend(other)
    page.turn({ x: 'new' })
    page.turn({ x: new SafeString('<b></b>') })
    page.turn({ x: 'last' })
    expect(page.html()).toBe(`<p><i></i>${before}last${after}</p>`)
    expect(page.root.contains(other)).toBe(true)
  })

  it('survives normalize()', () => {
    const page = livePage(text.replace('a {{', '{{').replace('}} b', '}}'), { x: 'old' })
    page.turn({ x: '' })
    page.root.normalize()
    page.turn({ x: 'new' })
    expect(page.html()).toContain('<p>new')
  })
})

it('writes a textarea and a title in the page', () => {
  const page = livePage('<textarea>{{ x }}</textarea><svg><title>{{ x }}</title></svg>', {
    x: 'old',
  })
  page.turn({ x: '<new>' })
  expect(page.root.querySelector('textarea')!.value).toBe('<new>')
  expect(page.root.querySelector('title')!.textContent).toBe('<new>')
})

describe('a text whose comment a script took', () => {
  it('goes with the rows that it stood in', () => {
    const page = livePage('{% for x in l %}{{ x }}{% endfor %}{% if y %}{% endif %}', { l: [1, 2] })
    for (const node of [...page.root.childNodes]) if (node instanceof Comment) node.remove()
    expect(page.fill({ l: [] })).toBe(false)
    page.rebuild()
    expect(page.html()).toBe('')
  })
})
