// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startFieldEvents } from './field-events.ts'
import type { UserEvent } from './user-event.ts'

let sent: UserEvent[]
let newest: UserEvent[]
let running: AbortController

beforeEach(() => {
  sent = []
  newest = []
  running = new AbortController()
  const session = {
    send: (event: UserEvent) => void sent.push(event),
    sendNow: (event: UserEvent) => {
      newest.push(event)
      sent.push(event)
    },
  }
  startFieldEvents(session, running.signal)
})
afterEach(() => running.abort())

function view(html: string): Element {
  document.body.innerHTML = `<main dj-view="t">${html}</main>`
  return document.querySelector('[id=target]') ?? document.querySelector('main > *')!
}

function fire(target: Element, type: string): boolean {
  return target.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }))
}

describe('dj-input and dj-change', () => {
  it('send the field’s value, name and the attributes of the element with the directive', () => {
    const field = view(
      '<p dj-input="search" dj-value-scope="all"><input name="q" value="tea" id="target"></p>',
    )
    fire(field, 'input')
    expect(sent).toMatchObject([
      {
        handler: 'search',
        params: { scope: 'all', value: 'tea', _target: 'q', field: 'q' },
        data: {},
        fields: [field],
      },
    ])
    expect(newest).toEqual(sent)
  })

  it('send a change at once, whatever is on its way', () => {
    const box = view('<input type="checkbox" name="done" value="on" dj-change="check" checked>')
    fire(box, 'input')
    fire(box, 'change')
    expect(sent).toMatchObject([{ handler: 'check', params: { checked: true, value: 'on' } }])
    expect(newest).toEqual([])
  })

  it('leave the file field of an upload out, unless it stands there itself', () => {
    const form = (field: string): Element => view(`<form dj-change="check">${field}</form>`)
    form('<p dj-upload="photo"><input type="file" id="target"></p>')
    fire(document.querySelector('#target')!, 'change')
    expect(sent).toEqual([])
    form('<input type="file" dj-upload="photo" dj-change="chosen" id="target">')
    fire(document.querySelector('#target')!, 'change')
    expect(sent).toMatchObject([{ handler: 'chosen' }])
  })
})

describe('dj-submit', () => {
  it('sends all fields instead of loading a page, and carries every one of them', () => {
    const form = view(`<form dj-submit="save" dj-value-id="3" method="post" action="/x">
      <input name="title" value="a"><input name="submit" value="b"><input type="checkbox" name="on">
    </form>`)
    expect(fire(form, 'submit')).toBe(false)
    expect(sent).toMatchObject([
      { handler: 'save', params: { id: '3', title: 'a', submit: 'b', on: false }, data: {} },
    ])
    expect(sent[0]?.fields).toHaveLength(3)
  })

  it('leaves a form alone that the page has stopped', () => {
    const form = view('<form dj-submit="save"><input name="a"></form>')
    form.addEventListener('submit', (event) => event.preventDefault())
    fire(form, 'submit')
    expect(sent).toEqual([])
  })

  it('leaves forms without it to the browser', () => {
    expect(fire(view('<form><input name="a"></form>'), 'submit')).toBe(true)
  })
})

describe('an event in a component', () => {
  it('says which one where a field of its form hides the members of the form', () => {
    const form = view(
      '<form id="target" dj-submit="x" data-component-id="a"><input name="closest"></form>',
    )
    fire(form, 'submit')
    expect(sent[0]!.data).toEqual({ componentId: 'a' })
  })
})

describe('boxes with dj-model', () => {
  const box = (model: string, value: string, rest = '') =>
    `<input type="checkbox" dj-model="${model}"${value && ` value="${value}"`} ${rest}>`
  const boxes = () => [...document.querySelectorAll('input')]

  it('say what is ticked of one list, in one component', () => {
    view(
      box('meals', 'soup', 'checked') +
        box('meals', 'cake') +
        box('meals', 'tea', 'checked') +
        box('days', 'mon', 'checked') +
        box('meals', '', 'checked') +
        `<p data-component-id="c1">${box('meals', 'rice', 'checked')}</p>`,
    )
    const [soup, cake, tea] = boxes()
    fire(soup!, 'input')
    expect(sent).toMatchObject([
      { handler: 'dj-model', params: { meals: ['soup', 'tea'] }, fields: [soup, cake, tea] },
    ])
  })

  it('that stand alone, without a value, say whether they are ticked', () => {
    fire(view(box('news', '', 'checked')), 'input')
    expect(sent).toMatchObject([{ params: { news: true }, fields: boxes() }])
  })
})
