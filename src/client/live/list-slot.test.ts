// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { livePage } from '../../../test/support/live-page.ts'

const rows = (...ids: number[]) => ids.map((id) => ({ id }))
const list = '{% for x in l %} <b id="r{{ x.id }}">{{ x.id }}</b>,{% empty %}none{% endfor %}'
const drawn = (...ids: number[]) => ids.map((id) => ` <b id="r${id}">${id}</b>,`).join('')

describe('a list', () => {
  it.each([
    ['an insert', [1, 2], [1, 3, 2]],
    ['an insert at the head', [1, 2], [3, 1, 2]],
    ['an insert at the end', [1, 2], [1, 2, 3]],
    ['a removal', [1, 2, 3], [1, 3]],
    ['a removal at the head', [1, 2, 3], [2, 3]],
    ['a move', [1, 2, 3, 4], [4, 1, 2, 3]],
    ['a swap', [1, 2, 3, 4], [1, 3, 2, 4]],
    ['a reversal', [1, 2, 3, 4], [4, 3, 2, 1]],
    ['a removal, a move and an insert', [1, 2, 3, 4], [5, 4, 2, 6]],
    ['other rows', [1, 2], [3, 4, 5]],
    ['no rows', [1, 2], []],
    ['the first rows', [], [1, 2]],
  ])('shows %s, and keeps the elements of rows that stay', (_what, before, after) => {
    const page = livePage(list, { l: rows(...before) })
    const elements = new Map([...page.root.querySelectorAll('b')].map((b) => [b.id, b]))
    expect(page.turn({ l: rows(...after) })).toBe(true)
    expect(page.html()).toBe(after.length > 0 ? drawn(...after) : 'none')
    for (const id of before.filter((each) => after.includes(each))) {
      expect(page.root.querySelector(`#r${id}`)).toBe(elements.get(`r${id}`))
    }
    page.turn({ l: rows(...before) })
    expect(page.html()).toBe(before.length > 0 ? drawn(...before) : 'none')
  })

  it('moves rows of several nodes whole', () => {
    const page = livePage(
      '{% for x in l %}<b>{{ x.id }}</b> {{ x.id }} <i>{{ x.id }}</i>{% endfor %}.',
      { l: rows(1, 2) },
    )
    page.turn({ l: rows(3, 1) })
    page.turn({ l: rows(1, 3) })
    expect(page.html()).toBe('<b>1</b> 1 <i>1</i><b>3</b> 3 <i>3</i>.')
  })

  it('may be told to move a row to where it stands', () => {
    const page = livePage('{% for x in l %}<b>{{ x.id }}</b><i></i>{% endfor %}', { l: rows(1, 2) })
    const before = page.html()
    expect(page.part.patch([0, [[0, [0, 0, 1, 1], 0]]])).toBe(true)
    expect(page.part.patch([0, [[0, [1, 1], 0]]])).toBe(true)
    expect(page.html()).toBe(before)
  })

  it('changes rows after they moved', () => {
    const page = livePage('{% for x in l %}<b>{{ x.name }}</b>{% endfor %}', {
      l: [
        { id: 1, name: 'a' },
        { id: 2, name: 'b' },
      ],
    })
    page.turn({
      l: [
        { id: 2, name: 'c' },
        { id: 3, name: 'd' },
        { id: 1, name: 'e' },
      ],
    })
    expect(page.html()).toBe('<b>c</b><b>d</b><b>e</b>')
  })

  it('leaves nodes of others where they are', () => {
    const page = livePage(list, { l: rows(1, 2, 3) })
    const other = document.createElement('i')
    page.root.querySelector('#r2')!.after(other)
    page.turn({ l: rows(3, 4, 1) })
    expect(other.parentNode).toBe(page.root)
    expect(page.html().replace('<i></i>', '')).toBe(drawn(3, 4, 1))
    page.turn({ l: [] })
    expect(other.parentNode).toBe(page.root)
  })

  it('does not guess where a row goes when its neighbour is gone', () => {
    const page = livePage(list, { l: rows(1, 2, 3) })
    page.root.querySelector('#r2')!.remove()
    expect(page.turn({ l: rows(1, 2, 4, 3) })).toBe(false)
  })

  it('keeps what stands in place of rows', () => {
    const page = livePage('{% for x in l %}{{ x }}{% empty %}<b>{{ a }}</b>{% endfor %}', {
      l: [],
      a: 1,
    })
    const b = page.root.querySelector('b')
    page.turn({ a: 2 })
    page.fill({ a: 3 })
    expect(page.root.querySelector('b')).toBe(b)
    expect(page.html()).toBe('<b>3</b>')
    page.fill({ l: ['x'] })
    expect(page.html()).toBe('x')
  })
})
