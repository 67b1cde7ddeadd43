// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Navigation } from './navigation.ts'

const visit = vi.fn()
const errors: string[] = []
document.addEventListener('djust:error', (event) => {
  errors.push((event as CustomEvent).detail.code)
})
let navigation: Navigation
let running: AbortController
let assign: ReturnType<typeof vi.spyOn>
let replace: ReturnType<typeof vi.spyOn>
let push: ReturnType<typeof vi.spyOn>

beforeEach(() => {
  ;(window as unknown as { happyDOM: { setURL(url: string): void } }).happyDOM.setURL(
    'https://shop.test/items/?page=1',
  )
  assign = vi.spyOn(location, 'assign').mockImplementation(() => {})
  replace = vi.spyOn(location, 'replace').mockImplementation(() => {})
  push = vi.spyOn(history, 'pushState')
  running = new AbortController()
  navigation = new Navigation({ visit }, '/items/?page=1')
  navigation.start(running.signal)
})
afterEach(() => {
  running.abort()
  vi.restoreAllMocks()
  visit.mockClear()
  errors.length = 0
})

/**
 * Clicks the link of some markup.
 *
 * @returns whether the browser may follow it, which it does not here
 */
function click(html: string, init: MouseEventInit = {}): boolean {
  document.body.innerHTML = html
  let isLeft = false
  const stay = (event: Event) => {
    isLeft = !event.defaultPrevented
    event.preventDefault()
  }
  addEventListener('click', stay, { once: true })
  document
    .querySelector('[dj-patch]')!
    .dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...init }))
  return isLeft
}

function inView(html: string): string {
  return `<div dj-view="t">${html}</div>`
}

describe('a link with dj-patch', () => {
  it('changes the query in the address bar and tells the view', () => {
    expect(click(inView('<a dj-patch="?page=2" href="/elsewhere/">2</a>'))).toBe(false)
    expect(location.href).toBe('https://shop.test/items/?page=2')
    expect(visit).toHaveBeenCalledExactlyOnceWith('/items/?page=2')
    expect(push).toHaveBeenCalledOnce()
  })

  it('takes the href when it has no address of its own', () => {
    expect(click(inView('<a dj-patch href="/items/?page=3">3</a>'))).toBe(false)
    expect(visit).toHaveBeenCalledWith('/items/?page=3')
  })

  it('to the address shown makes no second history entry', () => {
    expect(click(inView('<a dj-patch="?page=1">1</a>'))).toBe(false)
    expect(visit).toHaveBeenCalledWith('/items/?page=1')
    expect(push).not.toHaveBeenCalled()
  })

  it.each([
    ['another path', '<a dj-patch="/cart/" href="/cart/">'],
    ['another origin', '<a dj-patch="https://other.test/" href="https://other.test/">'],
    ['a place in the page', '<a dj-patch="#top" href="#top">'],
    ['another tab', '<a dj-patch="?page=2" href="?page=2" target="_blank">'],
    ['a download', '<a dj-patch="?page=2" href="?page=2" download>'],
  ])('to %s is the browser’s', (_, html) => {
    expect(click(inView(html))).toBe(true)
    expect([visit.mock.calls, assign.mock.calls]).toEqual([[], []])
  })

  it.each([
    { ctrlKey: true },
    { metaKey: true },
    { shiftKey: true },
    { altKey: true },
    { button: 1 },
  ])('clicked with %o is the browser’s', (init) => {
    expect(click(inView('<a dj-patch="?page=2" href="?page=2">'), init)).toBe(true)
    expect(visit).not.toHaveBeenCalled()
  })

  it('is followed where the browser does not know the address', () => {
    expect(click(inView('<a dj-patch="/cart/">'))).toBe(false)
    expect(String(assign.mock.calls[0]?.[0])).toBe('https://shop.test/cart/')
  })

  it('never runs code', () => {
    expect(click(inView('<a dj-patch="javascript:alert(1)" href="javascript:alert(1)">'))).toBe(
      false,
    )
    expect([assign.mock.calls, errors]).toEqual([[], ['bad_address']])
  })

  it('outside of a view is the browser’s', () => {
    expect(click('<a dj-patch="?page=2" href="?page=2">')).toBe(true)
  })
})

describe('back and forward', () => {
  it('tell the view the address, but not when only the place in the page differs', () => {
    history.replaceState(null, '', '/items/?page=7')
    navigation.popped()
    expect(visit).toHaveBeenCalledExactlyOnceWith('/items/?page=7')
    history.replaceState(null, '', '/items/?page=7#reviews')
    navigation.popped()
    expect(visit).toHaveBeenCalledOnce()
  })
})

describe('what the server asks for', () => {
  it('shows an address without telling it back', () => {
    navigation.run({ kind: 'url', to: '/items/?page=4', replace: false })
    expect(location.search).toBe('?page=4')
    expect(push).toHaveBeenCalledOnce()
    navigation.run({ kind: 'url', to: '?page=5', replace: true })
    expect(location.search).toBe('?page=5')
    expect(push).toHaveBeenCalledOnce()
    navigation.popped()
    expect(visit).not.toHaveBeenCalled()
  })

  it('leaves for another page', () => {
    navigation.run({ kind: 'redirect', to: '/login/', replace: false })
    expect(String(assign.mock.calls[0]?.[0])).toBe('https://shop.test/login/')
    navigation.run({ kind: 'redirect', to: 'https://pay.test/', replace: true })
    expect(String(replace.mock.calls[0]?.[0])).toBe('https://pay.test/')
  })

  it.each(['javascript:alert(1)', ' java\nscript:alert(1)', 'data:text/html,x', 'https://'])(
    'does not leave for %j',
    (to) => {
      navigation.run({ kind: 'redirect', to, replace: false })
      expect(assign).not.toHaveBeenCalled()
      expect(errors).toEqual(['bad_address'])
    },
  )

  it('does not show the address of another origin as its own', () => {
    navigation.run({ kind: 'url', to: 'https://other.test/', replace: false })
    expect([errors, push.mock.calls]).toEqual([['bad_address'], []])
  })
})
