// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Timing } from './timing.ts'

let timing: Timing
let sent: string[]
const stopped = new AbortController()

beforeEach(() => {
  vi.useFakeTimers()
  document.body.innerHTML = ''
  timing = new Timing()
  timing.start(stopped.signal)
  sent = []
})
afterEach(() => vi.useRealTimers())

function input(attributes: string): Element {
  document.body.insertAdjacentHTML('beforeend', `<input ${attributes}>`)
  return document.body.lastElementChild!
}

const pass = (bound: Element, text: string, directive = 'dj-input') =>
  timing.pass({ handler: '', params: {}, data: {}, fields: [], trigger: bound, directive }, () =>
    sent.push(text),
  )

describe('events that wait for a pause', () => {
  it.each(['dj-debounce="300"', 'dj-timing="dj-click throttle 9 1 1;dj-input debounce 300"'])(
    'are sent once, the newest, when it comes: %s',
    (attributes) => {
      const field = input(attributes)
      pass(field, 'a')
      vi.advanceTimersByTime(200)
      pass(field, 'ab')
      vi.advanceTimersByTime(299)
      expect(sent).toEqual([])
      vi.advanceTimersByTime(1)
      expect(sent).toEqual(['ab'])
      vi.advanceTimersByTime(1000)
      expect(sent).toEqual(['ab'])
    },
  )

  it('wait no longer than they may', () => {
    const field = input('dj-debounce="300 max 500"')
    for (const text of ['a', 'ab', 'abc']) {
      pass(field, text)
      vi.advanceTimersByTime(200)
    }
    expect(sent).toEqual(['abc'])
  })

  it('are sent when the field is left', () => {
    const [field, other] = [input('dj-debounce="blur"'), input('')]
    pass(field, 'a')
    vi.advanceTimersByTime(100_000)
    other.dispatchEvent(new Event('focusout', { bubbles: true }))
    expect(sent).toEqual([])
    field.dispatchEvent(new Event('focusout', { bubbles: true }))
    expect(sent).toEqual(['a'])
  })

  it('are not overtaken by an event that does not wait', () => {
    const [field, button] = [input('dj-debounce="300"'), input('')]
    pass(field, 'a')
    pass(button, 'click', 'dj-click')
    expect(sent).toEqual(['a', 'click'])
    vi.advanceTimersByTime(1000)
    expect(sent).toEqual(['a', 'click'])
  })

  it('of two fields wait apart', () => {
    const [first, second] = [input('dj-debounce="300"'), input('dj-debounce="100"')]
    pass(first, 'a')
    pass(second, 'b')
    vi.advanceTimersByTime(100)
    expect(sent).toEqual(['b'])
    vi.advanceTimersByTime(200)
    expect(sent).toEqual(['b', 'a'])
  })
})

describe('events that come too often', () => {
  it('are sent at once, and then the newest of each interval', () => {
    const field = input('dj-throttle="100"')
    pass(field, '1')
    expect(sent).toEqual(['1'])
    pass(field, '2')
    pass(field, '3')
    vi.advanceTimersByTime(100)
    expect(sent).toEqual(['1', '3'])
    pass(field, '4')
    expect(sent).toEqual(['1', '3'])
    vi.advanceTimersByTime(100)
    expect(sent).toEqual(['1', '3', '4'])
    vi.advanceTimersByTime(200)
    pass(field, '5')
    expect(sent).toEqual(['1', '3', '4', '5'])
  })

  it('are sent first or last only, if that is said', () => {
    const first = input('dj-timing="dj-input throttle 100 1 0"')
    const last = input('dj-timing="dj-input throttle 100 0 1"')
    for (const n of [1, 2]) {
      pass(first, `first ${n}`)
      pass(last, `last ${n}`)
    }
    vi.advanceTimersByTime(100)
    expect(sent).toEqual(['first 1', 'last 2'])
  })
})

it('a directive that no time is said for does not wait', () => {
  pass(input('dj-timing="dj-input debounce 300"'), 'change', 'dj-change')
  expect(sent).toEqual(['change'])
})
