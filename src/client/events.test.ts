// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startEvents } from './events.ts'
import type { UserEvent } from './user-event.ts'

let sent: UserEvent[]
let running: AbortController

beforeEach(() => {
  sent = []
  running = new AbortController()
  startEvents({ send: (event) => void sent.push(event) }, running.signal)
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

describe('dj-click', () => {
  it('sends the handler with what the element’s attributes say', () => {
    click(view('<p dj-click="pick" dj-value-item-id="7" data-list-id="2"><b id="target">x</b></p>'))
    expect(sent).toMatchObject([
      { handler: 'pick', params: { itemId: '7' }, data: { listId: '2' }, fields: [] },
    ])
  })

  it('sends the parameters that are written behind the name', () => {
    click(view(`<p dj-click='pick {"id":3,"to":"a b"}' dj-value-to="c" id="target">x</p>`))
    expect(sent).toMatchObject([{ handler: 'pick', params: { id: 3, to: 'c' } }])
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
})
