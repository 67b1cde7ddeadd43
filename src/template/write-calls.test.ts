import { describe, expect, it } from 'vitest'
import { escapeHtml } from '../shared/html.ts'
import { draw, program, refusal } from '../../test/support/templates.ts'

describe('a call with parameters', () => {
  it.each([
    [`pick({ id: 3 })`, 'pick {"id":3}'],
    [` pick( {id:3,} ) `, 'pick {"id":3}'],
    [`pick({ 'item-id': -1.5, on: true, to: null })`, 'pick {"item-id":-1.5,"on":true,"to":null}'],
    [`pick({ text: 'a, b: \\'c\\'' })`, `pick {"text":"a, b: 'c'"}`],
    [`pick({ list: [1, 'two'], deep: { er: 'x' } })`, 'pick {"list":[1,"two"],"deep":{"er":"x"}}'],
    [`pick({})`, 'pick'],
    [`pick()`, 'pick'],
  ])('is written as the browser reads it: %s', (text, written) => {
    const other = `title='dj-click="other({ id: 3 })"'`
    const html = draw(`<button type="button" ${other} dj-click="${text}">x</button>`)
    expect(html).toContain(` dj-click="${escapeHtml(written)}"`)
    expect(html).toContain(other)
  })

  it('names its handler, which has to be there', () => {
    const { handlers } = program(`<p dj-click="pick({ id: 3 })">x</p>`).compiled
    expect(handlers.map(({ name }) => name)).toEqual(['pick'])
  })

  it('posts its parameters where there is no JavaScript', () => {
    expect(draw(`<form dj-submit="add({ id: 3, to: 'a b' })"></form>`)).toContain(
      'action="?_event=add&amp;id=3&amp;to=a%20b"',
    )
  })

  it.each([
    ['dj-click="pick(3)"', 'dj-value-id="…"'],
    [`dj-click="pick('a', 2)"`, 'Parameters have names'],
    ['dj-click="pick({ id: other })"', 'texts, numbers, true, false and null'],
    ['dj-click="pick({ id: alert(1) })"', 'texts, numbers'],
    ['dj-click="pick({ id: 3 "', 'is not a handler and its parameters'],
    ['dj-click="this.pick({ id: 3 })"', 'is not a handler and its parameters'],
    ['dj-click="pick({ id: {{ id }} })"', 'dj-value-id="{{ id }}"'],
    ['{% if a %}dj-click="pick({ id: 1 })"{% endif %}', 'attributes of their own'],
  ])('is refused when it is anything else: %s', (attribute, message) => {
    expect(refusal(`<main><p ${attribute}>x</p></main>`)).toMatchObject({
      code: 'bad_handler_call',
      message: expect.stringContaining(message),
    })
  })
})

describe('an attribute that conditions choose', () => {
  const names = (attribute: string) =>
    program(`<p ${attribute}>x</p>`).compiled.handlers.map(({ name }) => name)

  it('names all handlers that it may name', () => {
    expect(names('dj-click="{% if a %}edit{% endif %}"')).toEqual(['edit'])
    expect(names('dj-click="{% if a %}edit{% else %}show{% endif %}Item"')).toEqual([
      'editItem',
      'showItem',
    ])
    expect(names('{% if a %}dj-click="edit"{% elif b %}dj-click="show"{% endif %}')).toEqual([
      'edit',
      'show',
    ])
  })

  it('may name any where that hangs on data', () => {
    expect(names('dj-click="{{ a }}"')).toEqual([])
    expect(names('dj-click="{% if a %}{{ b }}{% else %}show{% endif %}"')).toEqual([])
  })
})
