// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { livePage } from '../../../test/support/live-page.ts'
import { LivePart } from './live-part.ts'

describe('a live part', () => {
  it('shows what is sent', () => {
    const page = livePage('<b title="{{ a }}">{{ a }}</b>{% if a %}yes{% endif %}', { a: 1 })
    expect(page.turn({ a: 2 })).toBe(true)
    expect(page.html()).toBe('<b title="2">2</b>yes')
    expect(page.turn({ a: 0 })).toBe(true)
    expect(page.html()).toBe('<b title="0">0</b>')
  })

  it('shows all values, whatever it showed', () => {
    const page = livePage(
      '{% if a %}<b>{{ a }}</b>{% endif %}{% for x in l %}{{ x }}{% endfor %}.',
      { a: 0, l: [1, 2] },
    )
    expect(page.fill({ a: 3, l: [4] })).toBe(true)
    expect(page.html()).toBe('<b>3</b>4.')
    expect(page.fill({ a: 0, l: [] })).toBe(true)
    expect(page.html()).toBe('.')
  })

  it('may be all one text', () => {
    const page = livePage(' Count: {{ a }}', { a: 1 })
    page.turn({ a: 2 })
    expect(page.html()).toBe(' Count: 2')
    page.rebuild()
    expect(page.html()).toBe(' Count: 2')
  })

  it('can be built anew, and goes on from there', () => {
    const page = livePage(
      '<p class="x">static &amp; <i>more</i></p>{% for x in l %}<b>{{ x }}</b>{% empty %}none{% endfor %}',
      { l: ['a'] },
    )
    page.root.innerHTML = ''
    page.rebuild()
    expect(page.html()).toBe('<p class="x">static &amp; <i>more</i></p><b>a</b>')
    page.turn({ l: [] })
    expect(page.html()).toBe('<p class="x">static &amp; <i>more</i></p>none')
  })

  it('writes the title of the document', () => {
    const page = livePage('{{ a }}</main><title>{{ a }} things</title><main hidden>', { a: 1 })
    page.turn({ a: 2 })
    expect(document.title).toBe('2 things')
  })
})

describe('a live part knows that it is lost', () => {
  const open = (html: string, text = '<b>{{ a }}</b>{{ b }}<i></i>') => {
    const { program } = livePage(text, { a: 1, b: 2 })
    document.body.innerHTML = `<main dj-root>${html}</main>`
    const root = document.querySelector('main')!
    return new LivePart(root, program.compiled.layout).resolve()
  }

  it.each([
    ['nothing is missing', '<b>1</b><!---->2<i></i>', true],
    ['white space came in', ' <b>1</b> <!---->2 <i></i> ', true],
    ['a comment is missing', '<b>1</b>2<i></i>', false],
    ['an element is another', '<u>1</u><!---->2<i></i>', false],
    ['an element is missing', '<!---->2<i></i>', false],
    ['an element is missing at the end', '<b>1</b><!---->2', false],
    ['there is one more', '<b>1</b><!---->2<i></i><i></i>', false],
    ['an end is missing', '<b>1</b><!--h--><u></u><i></i>', false],
  ])('where %s', (_what, html, isFound) => {
    expect(open(html)).toBe(isFound)
  })

  it('when something that should change is gone', () => {
    const page = livePage('<b title="{{ a }}">x</b>{{ a }}|{% if b %}{{ a }}{% endif %}', {
      a: 1,
      b: 1,
    })
    page.root.querySelector('b')!.remove()
    expect(page.turn({ a: 2 })).toBe(false)
    page.root.innerHTML = ''
    expect(page.turn({ b: 0 })).toBe(false)
  })

  it('when it is told of a slot that it does not have', () => {
    const { part } = livePage('{{ a }}{{ b }}', {})
    expect(part.patch([7, 'x'])).toBe(false)
    expect(part.patch([0, 'x'])).toBe(true)
  })

  it('when it is told of a branch or row that is not shown', () => {
    const { part } = livePage(
      '{% if a %}{{ a }}{% endif %}{% for x in l %}{{ x }}{% empty %}-{% endfor %}',
      { l: [1] },
    )
    expect(part.patch([0, [[0, 'x']]])).toBe(false)
    expect(part.patch([1, [0, 3, [0, 'x']]])).toBe(false)
    expect(part.patch([1, [2, [0, 'x']]])).toBe(false)
    expect(part.patch([1, [[[3], 0, 0]]])).toBe(false)
  })

  it('but not when something else fails', () => {
    const { part } = livePage('{{ a }}{{ b }}', {})
    expect(() => part.patch(null as never)).toThrow(TypeError)
  })
})
