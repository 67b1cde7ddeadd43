// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { livePage } from '../../../test/support/live-page.ts'

const escaping = { attributeNames: 'django' } as const

it('writes attributes that data names, and takes away those that are gone', () => {
  const text = '<p class="a"{% for k, v in x.items %} {{ k }}="{{ v }}"{% endfor %}></p>'
  const page = livePage(text, { x: { title: 'b' } }, {}, escaping)
  page.root.querySelector('p')!.setAttribute('data-theirs', '')
  page.turn({ x: { lang: '"&', title: 'c' } })
  expect(page.html()).toBe('<p class="a" title="c" data-theirs="" lang="&quot;&amp;"></p>')
  page.turn({ x: {} })
  expect(page.html()).toBe('<p class="a" data-theirs=""></p>')
})

it('takes those that stand one behind the other for one group', () => {
  const page = livePage(
    '<p {{ a }} {{ b }} id="c"></p>',
    { a: 'hidden', b: 'lang=x' },
    {},
    escaping,
  )
  page.turn({ a: 'lang=y' })
  expect(page.html()).toBe('<p lang="y" id="c"></p>')
  page.turn({ a: '', b: 'title=z' })
  expect(page.html()).toBe('<p id="c" title="z"></p>')
})

it('writes them in a branch that appears', () => {
  const page = livePage(
    '{% if y %}<p {{ x }}="{{ y }}"></p>{% endif %}',
    { x: 'title' },
    {},
    escaping,
  )
  page.turn({ y: 'a' })
  expect(page.html()).toBe('<p title="a"></p>')
})

it('writes none that runs, whoever sends it', () => {
  const page = livePage('<p {{ x }}="a()" id="b"></p>', { x: 'title' }, {}, escaping)
  for (const x of ['onclick', 'dj-click', 'style', 'href', 'id']) page.turn({ x })
  expect(page.html()).toBe('<p id="b"></p>')
  page.part.patch([0, '[["onclick","a()"],["href","javascript:a()"],["lang","x"]]'])
  expect(page.html()).toBe('<p id="b" lang="x"></p>')
})
