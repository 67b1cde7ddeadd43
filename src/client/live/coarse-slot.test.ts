// @vitest-environment happy-dom
import { expect, describe, it } from 'vitest'
import '../features/morph.ts'
import { type LivePage, livePage } from '../../../test/support/live-page.ts'
import { TestPart } from '../../../test/support/templates.ts'
import { SafeString } from '../../template/values/safe-string.ts'

const rowsText =
  '<ul>{% for x in l %}<li class="{{ x.kind }}">{{ x.part }}{% if x.note %}<i>{{ x.note }}</i>{% endif %}{% endfor %}</ul>'
const partText = '<b title="{{ n }}">{{ n }}</b><input value="{{ n }}">'

const row = (n: number, kind = 'a') => ({ kind, note: '', part: new TestPart(partText, { n }) })
type Row = ReturnType<typeof row>

const fieldOf = (page: LivePage, i: number) => page.root.querySelectorAll('input')[i]!
const shown = (page: LivePage) => [...page.root.querySelectorAll('b')].map((b) => b.textContent)

describe('a component in a coarse region', () => {
  const open = (...l: Row[]) => {
    const page = livePage(rowsText, { l })
    expect(page.program.compiled.coarse).toHaveLength(1)
    return page
  }
  const isFresh = (page: LivePage) => {
    const now = page.html()
    const nodes = [...document.body.childNodes]
    const fresh = livePage(rowsText, page.state).html()
    document.body.replaceChildren(...nodes)
    expect(now).toBe(fresh)
  }

  it('is changed in place, and nothing around it is sent', () => {
    const l = [row(1), row(2)]
    const page = open(...l)
    const before = page.root.querySelector('b')
    l[0]!.part.names.n = 7
    expect(page.patch()).toEqual([0, [[0, [[0, '7', 2, '7', 3, '7']]]]])
    expect(shown(page)).toEqual(['7', '2'])
    expect(page.root.querySelector('b')).toBe(before)
    isFresh(page)
  })

  it('keeps its nodes, and what its user typed, when the markup around it changes', () => {
    const l = [row(1), row(2), row(3)]
    const page = open(...l)
    const fields = [0, 1, 2].map((i) => fieldOf(page, i))
    fields[1]!.value = 'typed'
    fields[1]!.dispatchEvent(new InputEvent('input', { bubbles: true }))
    l[1]!.kind = 'other'
    l[1]!.note = 'noted'
    l[2]!.part.names.n = 30
    expect(page.turn()).toBe(true)
    expect([0, 1, 2].map((i) => fieldOf(page, i))).toEqual(fields)
    expect(fieldOf(page, 1).value).toBe('typed')
    isFresh(page)
  })

  it('comes, goes and moves', () => {
    const l = [row(1), row(2), row(3), row(4)]
    const page = open(...l)
    const byRow = new Map(l.map((each, i) => [each, fieldOf(page, i)]))
    for (const next of [
      [l[3]!, l[0]!, l[2]!],
      [l[2]!, row(5), l[3]!],
      [],
      [row(6), row(7)],
      [row(8), row(9), row(10, 'b')],
    ]) {
      expect(page.turn({ l: next })).toBe(true)
      expect(shown(page)).toEqual(next.map(({ part }) => String(part.names.n)))
      next.forEach((each, i) => {
        const known = byRow.get(each)
        if (known?.isConnected) expect(fieldOf(page, i)).toBe(known)
      })
      isFresh(page)
      expect(page.turn({})).toBe(true)
    }
  })

  it('stays where it is when all values are set', () => {
    const page = open(row(1), row(2))
    const fields = [0, 1].map((i) => fieldOf(page, i))
    expect(page.fill({ l: [row(3), row(4)] })).toBe(true)
    expect([0, 1].map((i) => fieldOf(page, i))).toEqual(fields)
    expect(page.fill({ l: [row(5), row(6), row(7)] })).toBe(true)
    expect(shown(page)).toEqual(['5', '6', '7'])
    page.rebuild()
    isFresh(page)
    expect(page.turn({ l: [row(8)] })).toBe(true)
    isFresh(page)
  })

  it('may be a text at other times', () => {
    const l: Record<string, unknown>[] = [row(1), { part: 'text', kind: 'a' }]
    const page = livePage(rowsText, { l })
    for (const part of ['<none>', row(2).part, '', new SafeString('<s>x</s>'), row(3).part]) {
      l[0]!.part = part
      l[1]!.part = part === '' ? row(4).part : ''
      expect(page.turn()).toBe(true)
      isFresh(page)
    }
  })

  it('is not taken for markup that looks like its place', () => {
    const l: Record<string, unknown>[] = [row(1)]
    const page = livePage(rowsText, { l })
    const place = /<!--p[^>]*-->/.exec(page.root.innerHTML)![0]
    l.unshift({ kind: '', part: new SafeString(`<u>x</u>${place}<b>y</b><!--/-->`) })
    expect(page.turn()).toBe(true)
    const again = livePage(rowsText, { l })
    l[1]!.part = row(2).part
    expect(again.turn()).toBe(true)
    expect(shown(again)).toEqual(['y', '2'])
  })

  it('is nothing but markup where it is no part of the page', () => {
    const text =
      '<section>{% if on %}<div>{% endif %}<noscript>{{ c }}</noscript>{{ d }}{% if on %}</div>{% endif %}</section>'
    const [c, d] = [1, 2].map((n) => new TestPart('<b>{{ n }}</b>', { n }))
    const page = livePage(text, { on: false, c, d })
    c!.names.n = 3
    d!.names.n = 4
    expect(page.turn({ on: true })).toBe(true)
    expect(page.root.querySelector('noscript')!.textContent).toContain('3')
    expect(page.root.querySelector('div > b')!.textContent).toBe('4')
  })

  it('leaves alone in it what is the browser’s', () => {
    const chart = '<p id="{{ n }}" dj-update="ignore">{{ n }}</p>'
    const text = '<section>{% if on %}<div>{% endif %}{{ c }}{% if on %}</div>{% endif %}</section>'
    const page = livePage(text, { on: false, c: new TestPart(chart, { n: 1 }) })
    page.root.querySelector('p')!.textContent = 'drawn by a script'
    page.turn({ on: true })
    expect(page.html()).toContain('drawn by a script')
  })
})
