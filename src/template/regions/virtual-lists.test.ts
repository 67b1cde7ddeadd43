import { describe, expect, it } from 'vitest'
import { input, program, refusal } from '../../../test/support/templates.ts'

const rows = '{% for x in l %}<p>{{ x }}</p>{% endfor %}'

function listOf(text: string) {
  const { regions } = program(`<main dj-root>${text}</main>`).compiled.wholeLayout()
  return regions.flat(3).find((item) => JSON.stringify(item).includes('"virtual"'))
}

describe('dj-virtual', () => {
  it('says in the layout how its list is shown', () => {
    const text = `<div dj-virtual dj-virtual-item-height="40" dj-virtual-overscan="3"> ${rows} </div>`
    expect(listOf(text)).toMatchObject({
      children: [' ', { k: 'list', virtual: { height: 40, overscan: 3 } }, ' '],
    })
    expect(listOf(`<ul dj-virtual="l" dj-virtual-variable-height>${rows}</ul>`)).toMatchObject({
      children: [{ virtual: {} }],
    })
  })

  it('takes the key of rows from an attribute of another name', () => {
    const text =
      '<ul dj-virtual dj-virtual-key-attr="data-id">{% for x in l %}<li data-id="{{ x.n }}">{{ x.t }}</li>{% endfor %}</ul>'
    const page = program(`<main dj-root>${text}</main>`)
    const l = [
      { n: 1, t: 'a' },
      { n: 2, t: 'b' },
    ]
    const { rendered } = page.paint(input({ l }))
    // Told apart by its key, a row is the same one though its item is not.
    const { patch } = page.diff(input({ l: [{ n: 2, t: 'b' }] }), rendered)
    expect(patch).toEqual([0, [[[0], 0, 0]]])
  })

  it.each([
    [
      'unknown_directive',
      `<div dj-virtual dj-virtual-item-hight="4">${rows}</div>`,
      'dj-virtual-item-height',
    ],
    ['virtual_without_place', `<p dj-virtual>${rows}</p>`, 'moved by browsers'],
    [
      'bad_virtual',
      `<div dj-virtual-overscan="4">${rows}</div>`,
      '<div dj-virtual dj-virtual-overscan',
    ],
    [
      'bad_virtual',
      `<div dj-virtual dj-virtual-item-height="tall">${rows}</div>`,
      'number of pixels',
    ],
    ['bad_virtual', `<div dj-virtual dj-virtual-item-height="0">${rows}</div>`, 'number of pixels'],
    [
      'bad_virtual',
      `<div dj-virtual dj-virtual-item-height="4" dj-virtual-variable-height>${rows}</div>`,
      'Remove one',
    ],
    ['virtual_without_list', `<div dj-virtual><h2>x</h2>${rows}</div>`, 'all that <div> holds'],
    ['virtual_without_list', '<div dj-virtual>{{ x }}</div>', 'one {% for %}'],
    [
      'directive_not_fixed',
      `<div dj-virtual dj-virtual-overscan="{{ n }}">${rows}</div>`,
      'Write it out',
    ],
    [
      'update_and_virtual',
      `<div id="d" dj-update="append" dj-virtual>{% for x in l %}<p dj-key="{{ x }}">{{ x }}</p>{% endfor %}</div>`,
      'Use one of them',
    ],
  ])('is refused with %s: %s', (code, text, hint) => {
    const refused = refusal(`<main dj-root>${text}</main>`)
    expect(refused).toMatchObject({ code })
    expect(refused.message).toContain(hint)
  })
})
