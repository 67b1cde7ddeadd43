// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEvents } from './events.ts'
import type { Session, UserEvent } from './session.ts'

let sent: UserEvent[]
let newest: Element[]
let running: AbortController

beforeEach(() => {
  sent = []
  newest = []
  running = new AbortController()
  const session = {
    send: (event: UserEvent) => sent.push(event),
    sendNewest: (field: Element, event: UserEvent) => {
      newest.push(field)
      sent.push(event)
    },
  }
  startEvents(session as unknown as Session, running.signal)
})
afterEach(() => running.abort())

function view(html: string): Element {
  document.body.innerHTML = `<main dj-view="t">${html}</main>`
  return document.querySelector('[id=target]') ?? document.querySelector('main > *')!
}

/** @returns whether the browser may do what it does by itself */
function click(target: Element, init: MouseEventInit = {}): boolean {
  return target.dispatchEvent(
    new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ...init }),
  )
}

function fire(target: Element, type: string): boolean {
  return target.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }))
}

describe('dj-click', () => {
  it('sends the handler with what the element’s attributes say', () => {
    click(view('<p dj-click="pick" dj-value-item-id="7" data-list-id="2"><b id="target">x</b></p>'))
    expect(sent).toEqual([
      { handler: 'pick', params: { itemId: '7' }, data: { listId: '2' }, fields: [] },
    ])
  })

  it('is the nearest one', () => {
    click(view('<div dj-click="outer"><b dj-click="inner" id="target">x</b></div>'))
    expect(sent).toMatchObject([{ handler: 'inner' }])
  })

  it('keeps links and submit buttons from doing their own', () => {
    expect(click(view('<a href="/x" dj-click="a">x</a>'))).toBe(false)
    expect(click(view('<form><button dj-click="b" id="target">x</button></form>'))).toBe(false)
    expect(click(view('<input type="submit" dj-click="c">'))).toBe(false)
    expect(click(view('<button type="button" dj-click="d">x</button>'))).toBe(true)
    expect(click(view('<input type="checkbox" dj-click="e">'))).toBe(true)
    expect(sent.map(({ handler }) => handler)).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it('leaves a link to the browser when another tab is asked for', () => {
    expect(click(view('<a href="/x" dj-click="a">x</a>'), { ctrlKey: true })).toBe(true)
    expect(sent).toEqual([])
    click(view('<button dj-click="b">x</button>'), { ctrlKey: true })
    expect(sent).toMatchObject([{ handler: 'b' }])
  })

  it('does nothing when it is disabled, empty or outside of a view', () => {
    click(view('<button dj-click="a" disabled>x</button>'))
    click(view('<button dj-click="">x</button>'))
    document.body.innerHTML = '<button dj-click="a">x</button>'
    click(document.querySelector('button')!)
    expect(sent).toEqual([])
  })
})

describe('dj-input and dj-change', () => {
  it('send the field’s value, name and the attributes of the element with the directive', () => {
    const field = view(
      '<p dj-input="search" dj-value-scope="all"><input name="q" value="tea" id="target"></p>',
    )
    fire(field, 'input')
    expect(sent).toEqual([
      {
        handler: 'search',
        params: { scope: 'all', value: 'tea', _target: 'q', field: 'q' },
        data: {},
        fields: [field],
      },
    ])
    expect(newest).toEqual([field])
  })

  it('send a change at once, whatever is on its way', () => {
    const box = view('<input type="checkbox" name="done" value="on" dj-change="check" checked>')
    fire(box, 'input')
    fire(box, 'change')
    expect(sent).toMatchObject([{ handler: 'check', params: { checked: true, value: 'on' } }])
    expect(newest).toEqual([])
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
  it('says which one, the nearest that has an id', () => {
    click(
      view(
        '<div data-component-id="a"><p data-component-id=""><b id="target" dj-click="x"></b></p></div>',
      ),
    )
    click(view('<b id="target" dj-click="x" data-component-id="rows.1" data-n="2"></b>'))
    click(view('<b id="target" dj-click="x"></b>'))
    expect(sent.map(({ data }) => data)).toEqual([
      { componentId: 'a' },
      { componentId: 'rows.1', n: '2' },
      {},
    ])
  })

  it('says so too where a field of its form hides the members of the form', () => {
    const form = view(
      '<form id="target" dj-submit="x" data-component-id="a"><input name="closest"></form>',
    )
    fire(form, 'submit')
    expect(sent[0]!.data).toEqual({ componentId: 'a' })
  })
})
