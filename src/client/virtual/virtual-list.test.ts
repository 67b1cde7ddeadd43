// @vitest-environment happy-dom
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LivePage, livePage } from '../../../test/support/live-page.ts'
import '../features/virtual.ts'

interface Row {
  id: number
  text: string
  on: boolean
  tags: string[]
}

// No window shows more than the overscan: the rows from the first on.
Object.defineProperty(window, 'innerHeight', { value: 0 })

const listOf = (overscan: number) =>
  `<ul dj-virtual dj-virtual-item-height="10" dj-virtual-overscan="${overscan}">
    {% for x in l %}<li dj-key="{{ x.id }}" class="{{ x.text }}">{{ x.text }}{% if x.on %}<b>{{ x.id }}</b>{% endif %}{% for t in x.tags %}<i>{{ t }}</i>{% endfor %}</li>{% empty %}<li>none</li>{% endfor %}
  </ul>`

const row = (id: number): Row => ({ id, text: `t${id}`, on: id % 2 === 0, tags: ['a'] })
const rows = (...ids: number[]) => ids.map(row)

const shown = (page: LivePage) =>
  [...page.root.querySelectorAll('li:not([data-djust-spacer])')].map((li) =>
    li.outerHTML.replace(/<!--.*?-->/g, '').replace(/>\s+|\s+</g, (text) => text.trim()),
  )

const expected = (list: readonly Row[]) =>
  list.map(({ id, text, on, tags }) => {
    const inside = (on ? `<b>${id}</b>` : '') + tags.map((tag) => `<i>${tag}</i>`).join('')
    return `<li dj-key="${id}" class="${text}">${text}${inside}</li>`
  })

describe('a virtual list', () => {
  it('has its first rows in the page, and the others beside it', () => {
    const page = livePage(listOf(2), { l: rows(1, 2, 3, 4, 5) })
    expect(shown(page)).toHaveLength(2)
    expect(shown(page)[0]).toContain('t1')
  })

  it('brings in rows that changed while they were out of sight', () => {
    const l = rows(1, 2, 3, 4)
    const page = livePage(listOf(2), { l })
    l[3]!.text = 'changed'
    l[3]!.on = false
    expect(page.turn()).toBe(true)
    page.turn({ l: l.slice(2) })
    expect(shown(page)).toEqual(expected(l.slice(2)))
  })

  it('patches a row that has come since, and that nobody has seen, however often', () => {
    const l = rows(1, 2, 3)
    const page = livePage(listOf(2), { l })
    l.push(row(9))
    page.turn()
    for (let i = 0; i < 20; i++) {
      l[3]!.text = `now ${i}`
      l[3]!.tags.push(String(i))
      expect(page.turn()).toBe(true)
    }
    const last = l.slice(3)
    page.turn({ l: last })
    expect(shown(page)).toEqual(expected(last))
  })

  it('shows what stands for no rows, and rows again', () => {
    const page = livePage(listOf(5), { l: [] as Row[] })
    expect(shown(page).join()).toContain('none')
    page.turn({ l: rows(1, 2) })
    expect(shown(page)).toEqual(expected(rows(1, 2)))
    page.turn({ l: [] })
    expect(shown(page).join()).toContain('none')
    page.fill({ l: rows(3) })
    expect(shown(page)).toEqual(expected(rows(3)))
    page.rebuild()
    expect(shown(page)).toEqual(expected(rows(3)))
  })

  it('has, wherever its window is, the rows that a fresh page has there', () => {
    const change = fc.oneof(
      fc.record({ kind: fc.constant('insert' as const), at: fc.nat(20) }),
      fc.record({ kind: fc.constant('remove' as const), at: fc.nat(20) }),
      fc.record({ kind: fc.constant('move' as const), at: fc.nat(20), to: fc.nat(20) }),
      fc.record({ kind: fc.constant('edit' as const), at: fc.nat(20) }),
      fc.record({ kind: fc.constant('reverse' as const) }),
      fc.record({ kind: fc.constant('fill' as const) }),
    )
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 8 }), (turns) => {
        const l = rows(1, 2, 3, 4, 5, 6)
        let next = 7
        const page = livePage(listOf(2), { l })
        for (const turn of turns) {
          let isFill = false
          for (const each of turn) {
            if (each.kind === 'insert') l.splice(each.at % (l.length + 1), 0, row(next++))
            else if (each.kind === 'remove') l.splice(each.at, 1)
            else if (each.kind === 'reverse') l.reverse()
            else if (each.kind === 'fill') isFill = true
            else if (l.length === 0) continue
            else if (each.kind === 'move')
              l.splice(each.to % l.length, 0, ...l.splice(each.at % l.length, 1))
            else {
              const edited = l[each.at % l.length]!
              edited.text += '!'
              edited.on = !edited.on
              edited.tags = edited.tags.length > 2 ? [] : [...edited.tags, `${next++}`]
            }
          }
          expect(isFill ? page.fill() : page.turn()).toBe(true)
        }
        // The window goes down the list as rows above it go.
        while (l.length > 0) {
          expect(shown(page)).toEqual(expected(l.slice(0, 2)))
          l.splice(0, 1)
          expect(page.turn()).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})
