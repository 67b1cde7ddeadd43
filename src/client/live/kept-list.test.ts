// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { livePage } from '../../../test/support/live-page.ts'
import { input } from '../../../test/support/templates.ts'

const messages = (mode: string) =>
  `<ul id="m" dj-update="${mode}">{% for x in l %}<li id="r{{ x.id }}">{{ x.text }}</li>{% empty %}<li>none</li>{% endfor %}</ul><b>{{ other }}</b>`
const items = (...texts: string[]) => texts.map((text, i) => ({ id: i, text }))

describe('dj-update', () => {
  it('"append" adds rows at the end, updates those that are known, and keeps the rest', () => {
    const page = livePage(messages('append'), { l: items('a', 'b') })
    const [first] = page.root.querySelectorAll('li')
    page.turn({ l: [{ id: 2, text: 'c' }] })
    expect(page.root.querySelector('ul')!.textContent).toBe('abc')
    page.turn({
      l: [
        { id: 3, text: 'd' },
        { id: 0, text: 'A' },
      ],
    })
    expect(page.root.querySelector('ul')!.textContent).toBe('Abcd')
    expect(page.root.querySelector('li')).toBe(first)
    page.turn({ l: [] })
    expect(page.root.querySelector('ul')!.textContent).toBe('Abcd')
  })

  it('"prepend" adds rows at the beginning, in their order', () => {
    const page = livePage(messages('prepend'), { l: [] })
    expect(page.root.querySelector('ul')!.textContent).toBe('none')
    page.turn({ l: items('a', 'b') })
    page.turn({
      l: [
        { id: 8, text: 'y' },
        { id: 9, text: 'z' },
      ],
    })
    expect(page.root.querySelector('ul')!.textContent).toBe('yzab')
  })

  it('sends a row once, also of a list that is not emptied', () => {
    const page = livePage(messages('append'), { l: items('a', 'b'), other: 1 })
    const diff = () => {
      const update = page.program.diff(input(page.state), page.rendered)
      update.commit()
      return update.patch
    }
    page.state['other'] = 2
    expect(diff()).toEqual([1, '2'])
    ;(page.state['l'] as unknown[]).push({ id: 2, text: 'c' })
    expect(diff()).toEqual([0, [[-1, 0, ['r2', 'c']]]])
    ;(page.state['l'] as { text: string }[])[0]!.text = 'A'
    expect(diff()).toEqual([0, [[-1, 0, ['r0', 'A']]]])
    expect(diff()).toBeNull()
  })

  it('keeps its rows in a fill, and when the page is built anew', () => {
    const page = livePage(messages('append'), { l: items('a', 'b') })
    page.turn({ l: [{ id: 2, text: 'c' }] })
    page.fill()
    expect(page.root.querySelector('ul')!.textContent).toBe('abc')
    page.rebuild()
    expect(page.root.querySelector('ul')!.textContent).toBe('abc')
    page.turn({
      l: [
        { id: 3, text: 'd' },
        { id: 1, text: 'B' },
      ],
    })
    expect(page.root.querySelector('ul')!.textContent).toBe('aBcd')
  })
})
