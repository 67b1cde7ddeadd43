// @vitest-environment happy-dom
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { popped, runCommand, startNavigation } from './navigation.ts'
import { page } from './page.ts'

const visit = vi.fn()
const fetched = vi.fn()
vi.stubGlobal('fetch', fetched)
const errors: string[] = []
const listening = new AbortController()
document.addEventListener(
  'djust:error',
  (event) => {
    errors.push((event as CustomEvent).detail.code)
  },
  listening,
)
afterAll(() => listening.abort())
let data = '{}'
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
  const core = 'https://shop.test/static/djust/1/djust.js'
  const session = { index: 0, visit }
  Object.assign(page, { session, signal: running.signal, uri: '/items/?page=1', core })
  // What has not the runtime cannot be shown.
  fetched.mockImplementation(async (url: string) => Object.assign(new Response('plain'), { url }))
  document.head.innerHTML = `<script id="djust-page" type="application/json">${data}</script>`
  startNavigation()
})
afterEach(() => {
  running.abort()
  vi.restoreAllMocks()
  visit.mockReset()
  fetched.mockReset()
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
    .querySelector('[dj-patch], [dj-navigate]')!
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
    expect(visit).toHaveBeenCalledExactlyOnceWith(
      '/items/?page=2',
      expect.any(Function),
      expect.any(Array),
    )
    expect(push).toHaveBeenCalledOnce()
  })

  it('takes the href when it has no address of its own', () => {
    expect(click(inView('<a dj-patch href="/items/?page=3">3</a>'))).toBe(false)
    expect(visit).toHaveBeenCalledWith('/items/?page=3', expect.any(Function), expect.any(Array))
  })

  it('to the address shown makes no second history entry', () => {
    expect(click(inView('<a dj-patch="?page=1">1</a>'))).toBe(false)
    expect(visit).toHaveBeenCalledWith('/items/?page=1', expect.any(Function), expect.any(Array))
    expect(push).not.toHaveBeenCalled()
  })

  it.each([
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

  it('to another path is shown, and the view is asked whether it is one of its own', () => {
    expect(click(inView('<a dj-patch="/items/2/" href="/items/2/">'))).toBe(false)
    expect(location.pathname).toBe('/items/2/')
    expect(visit).toHaveBeenCalledExactlyOnceWith(
      '/items/2/',
      expect.any(Function),
      expect.any(Array),
    )
  })

  it('is followed where the browser does not know the address', () => {
    expect(click(inView('<a dj-patch="https://other.test/">'))).toBe(false)
    expect(String(assign.mock.calls[0]?.[0])).toBe('https://other.test/')
  })

  it('never runs code', () => {
    expect(click(inView('<a dj-patch="javascript:alert(1)" href="javascript:alert(1)">'))).toBe(
      false,
    )
    expect([assign.mock.calls, errors]).toEqual([[], ['bad_address']])
  })

  it('outside of a view has none to ask, and leads to the page', async () => {
    expect(click('<a dj-patch="?page=2" href="?page=2">')).toBe(false)
    expect(visit).not.toHaveBeenCalled()
    expect(fetched).toHaveBeenCalledOnce()
  })
})

describe('a field with dj-patch', () => {
  function change(html: string, act: (field: HTMLInputElement) => void): void {
    document.body.innerHTML = inView(html)
    const field = document.querySelector<HTMLInputElement>('[dj-patch]')!
    act(field)
    field.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const select = '<select name="sort" dj-patch><option><option>a b</select>'

  it('puts its value into the query, under its name', () => {
    change(select, (field) => (field.value = 'a b'))
    expect(visit).toHaveBeenCalledExactlyOnceWith(
      '/items/?page=1&sort=a+b',
      expect.any(Function),
      expect.any(Array),
    )
    change(select, (field) => (field.value = ''))
    expect(visit).toHaveBeenLastCalledWith(
      '/items/?page=1',
      expect.any(Function),
      expect.any(Array),
    )
  })

  it('says with its own address what else is in the query', () => {
    change('<input type="checkbox" name="all" dj-patch="?a=1">', (box) => (box.checked = true))
    expect(visit).toHaveBeenLastCalledWith(
      '/items/?a=1&all=on',
      expect.any(Function),
      expect.any(Array),
    )
    change('<input type="checkbox" name="all" dj-patch>', (box) => (box.checked = false))
    expect(visit).toHaveBeenLastCalledWith('/items/?a=1', expect.any(Function), expect.any(Array))
  })
})

describe('a link with dj-navigate', () => {
  it('asks for the page, and leaves for one that this document cannot show', async () => {
    expect(click(inView('<a dj-navigate="/cart/" href="/cart/">'))).toBe(false)
    expect(fetched.mock.calls).toEqual([
      ['https://shop.test/cart/', { headers: { 'djust-navigate': '' } }],
    ])
    expect(location.pathname).toBe('/items/')
    await vi.waitFor(() =>
      expect(String(assign.mock.calls[0]?.[0])).toBe('https://shop.test/cart/'),
    )
  })

  it.each([
    ['another origin', '<a dj-navigate="https://other.test/" href="https://other.test/">'],
    ['a place in the page', '<a dj-navigate="#top" href="#top">'],
    ['another tab', '<a dj-navigate="/cart/" href="/cart/" target="_blank">'],
  ])('to %s is the browser’s', (_, html) => {
    expect(click(inView(html))).toBe(true)
    expect(fetched).not.toHaveBeenCalled()
  })
})

describe('back and forward', () => {
  it('tell the view the address, but not when only the place in the page differs', () => {
    history.replaceState(null, '', '/items/?page=7')
    popped()
    expect(visit).toHaveBeenCalledExactlyOnceWith(
      '/items/?page=7',
      expect.any(Function),
      expect.any(Array),
    )
    history.replaceState(null, '', '/items/?page=7#reviews')
    popped()
    expect(visit).toHaveBeenCalledOnce()
  })
})

describe('what the server asks for', () => {
  it('shows an address without telling it back', () => {
    runCommand({ kind: 'url', to: '/items/?page=4', replace: false })
    expect(location.search).toBe('?page=4')
    expect(push).toHaveBeenCalledOnce()
    runCommand({ kind: 'url', to: '?page=5', replace: true })
    expect(location.search).toBe('?page=5')
    expect(push).toHaveBeenCalledOnce()
    popped()
    expect(visit).not.toHaveBeenCalled()
  })

  it('leaves for another page', () => {
    runCommand({ kind: 'redirect', to: '/login/', replace: false })
    expect(String(assign.mock.calls[0]?.[0])).toBe('https://shop.test/login/')
    runCommand({ kind: 'redirect', to: 'https://pay.test/', replace: true })
    expect(String(replace.mock.calls[0]?.[0])).toBe('https://pay.test/')
  })

  it.each(['javascript:alert(1)', ' java\nscript:alert(1)', 'data:text/html,x', 'https://'])(
    'does not leave for %j',
    (to) => {
      runCommand({ kind: 'redirect', to, replace: false })
      expect(assign).not.toHaveBeenCalled()
      expect(errors).toEqual(['bad_address'])
    },
  )

  it('does not show the address of another origin as its own', () => {
    runCommand({ kind: 'url', to: 'https://other.test/', replace: false })
    expect([errors, push.mock.calls]).toEqual([['bad_address'], []])
  })
})
