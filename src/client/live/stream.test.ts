// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { livePage } from '../../../test/support/live-page.ts'
import { input } from '../../../test/support/templates.ts'
import { Stream, type StreamChange } from '../../shared/stream.ts'

const rows = `<ol id="log"> {% for x in streams.log %}
  <li data-key="{{ x.id }}">{{ x.text }}{% if x.isNew %}<b>!</b>{% endif %}</li> {% empty %}none{% endfor %}</ol>`

interface Item {
  id: number
  text: string
  isNew?: boolean
}

const items = (...texts: string[]): Item[] => texts.map((text, id) => ({ id, text }))

/** A page with a stream, and what tells it of changes. */
function open(given: readonly Item[], template = rows) {
  const stream = new Stream()
  stream.note({ kind: 'insert', at: -1, limit: 0, items: given })
  const page = livePage(template, { streams: { log: stream } })
  stream.take()
  const { slot } = page.program.compiled.streams[0]!
  const told = (...changes: StreamChange[]): boolean => {
    const told = changes.map((change) => page.program.drawChange(input(page.state), 0, change))
    return page.part.patch([slot, told])
  }
  return {
    page,
    told,
    insert: (at: number, limit: number, ...list: Item[]) =>
      told({ kind: 'insert', at, limit, items: list }),
    shown: () => page.root.textContent!.trim().split(/\s+/).join(' '),
    row: (n: number) => page.root.querySelectorAll('li')[n],
  }
}

describe('a stream', () => {
  it('shows its items on the first page, or what it says of none', () => {
    expect(open(items('a', 'b')).shown()).toBe('a b')
    expect(open([]).shown()).toBe('none')
  })

  it('puts rows at the end, at the beginning and at an index', () => {
    const { insert, shown } = open(items('a', 'b'))
    insert(-1, 0, { id: 5, text: 'e' })
    insert(0, 0, { id: 6, text: 'f' }, { id: 7, text: 'g' })
    insert(1, 0, { id: 8, text: 'h' })
    insert(99, 0, { id: 9, text: 'i' })
    expect(shown()).toBe('f h g a b e i')
  })

  it('shows an item that is there where it stands, in the same nodes', () => {
    const { insert, shown, row } = open(items('a', 'b'))
    const first = row(0)
    insert(-1, 0, { id: 5, text: 'e' }, { id: 0, text: 'A', isNew: true })
    insert(0, 0, { id: 5, text: 'E' })
    expect(shown()).toBe('A! b E')
    expect(row(0)).toBe(first)
  })

  it('leaves out what is only to be shown where it stands, and does not', () => {
    const { insert, shown } = open(items('a', 'b'))
    insert(-2, 0, { id: 5, text: 'e' }, { id: 1, text: 'B' })
    expect(shown()).toBe('a B')
  })

  it('shows the last of two items with one key', () => {
    const { insert, shown } = open(items('a'))
    insert(-1, 0, { id: 5, text: 'e' }, { id: 5, text: 'f' })
    expect(shown()).toBe('a f')
  })

  it('takes rows out by their item and by their key', () => {
    const { told, shown } = open(items('a', 'b', 'c'))
    told({ kind: 'delete', item: 1 }, { kind: 'delete', item: { id: 0 } })
    expect(shown()).toBe('c')
    told({ kind: 'delete', item: 77 }, { kind: 'delete', item: '2' })
    expect(shown()).toBe('none')
  })

  it('keeps no more rows than its limit, counted from where the new ones are', () => {
    const { insert, shown } = open(items('a', 'b', 'c'))
    insert(-1, 3, { id: 5, text: 'e' })
    expect(shown()).toBe('b c e')
    insert(0, 2, { id: 6, text: 'f' })
    expect(shown()).toBe('f b')
    insert(-1, 2, { id: 7, text: 'g' }, { id: 8, text: 'h' }, { id: 9, text: 'i' })
    expect(shown()).toBe('h i')
    insert(-1, 2, { id: 6, text: 'f' })
    expect(shown(), 'a row that went comes anew').toBe('i f')
  })

  it('begins anew, and keeps the nodes of rows that come again', () => {
    const { told, shown, row } = open(items('a', 'b', 'c'))
    const b = row(1)
    told(
      { kind: 'reset' },
      {
        kind: 'insert',
        at: -1,
        limit: 0,
        items: [
          { id: 9, text: 'z' },
          { id: 1, text: 'B' },
        ],
      },
    )
    expect(shown()).toBe('z B')
    expect(row(1)).toBe(b)
    told({ kind: 'reset' })
    expect(shown()).toBe('none')
    told({ kind: 'insert', at: -1, limit: 0, items: items('a') })
    expect(shown()).toBe('a')
  })

  it('shows the same when it is told twice', () => {
    const { told, shown } = open(items('a', 'b'))
    const changes: StreamChange[] = [
      { kind: 'delete', item: 0 },
      { kind: 'insert', at: 0, limit: 3, items: [{ id: 5, text: 'e' }] },
      { kind: 'insert', at: -1, limit: 3, items: [{ id: 6, text: 'f' }] },
    ]
    told(...changes)
    told(...changes)
    expect(shown()).toBe('e b f')
  })

  it('is left alone by all values, and by a page that is built anew', () => {
    const { page, insert, told, shown, row } = open(items('a', 'b'))
    insert(-1, 0, { id: 5, text: 'e' })
    expect(page.turn()).toBe(true)
    expect(page.fill()).toBe(true)
    expect(shown()).toBe('a b e')
    const b = row(1)
    page.rebuild()
    expect(shown()).toBe('a b e')
    expect(row(1)).toBe(b)
    insert(0, 4, { id: 0, text: 'A' }, { id: 6, text: 'f' }, { id: 7, text: 'g' })
    told({ kind: 'delete', item: 1 })
    expect(shown()).toBe('f g A')
  })

  it('is found by an id that is a value, too', () => {
    const { page, shown } = open(items('a', 'b'), rows.replace('id="log"', 'id="log-{{ n }}"'))
    page.rebuild()
    expect(shown()).toBe('a b')
  })

  it('leaves the white space between its rows as it would be drawn', () => {
    const { page, insert, told } = open(items('a', 'b'))
    insert(0, 0, { id: 5, text: 'e' })
    told({ kind: 'delete', item: 1 })
    expect(page.html()).toBe(open([{ id: 5, text: 'e' }, ...items('a')]).page.html())
  })

  it('misses nothing where a script has taken its anchor out', () => {
    const { page, insert } = open(items('a'))
    page.root.querySelector('ol')!.replaceChildren()
    expect(insert(-1, 0, { id: 5, text: 'e' })).toBe(false)
  })
})

it('rows of a table and options of a select can be a stream', () => {
  const table = open(
    items('a'),
    '<table><tbody id="t">{% for x in streams.log %}<tr id="r{{ x.id }}"><td>{{ x.text }}</td></tr>{% endfor %}</tbody></table>',
  )
  table.insert(0, 0, { id: 5, text: 'e' })
  expect(table.page.html()).toBe(
    '<table><tbody id="t"><tr id="r5"><td>e</td></tr><tr id="r0"><td>a</td></tr></tbody></table>',
  )
  const select = open(
    items('a'),
    '<select id="s">{% for x in streams.log %}<option id="o-{{ x.id }}">{{ x.text }}</option>{% endfor %}</select>',
  )
  select.insert(0, 0, { id: 5, text: 'e' })
  expect([...select.page.root.querySelectorAll('option')].map(({ text }) => text)).toEqual([
    'e',
    'a',
  ])
})
