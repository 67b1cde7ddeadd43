// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { closeCodes } from '../wire/frames.ts'
import { Connection } from './connection.ts'

class FakeSocket {
  static made: FakeSocket[] = []
  readyState = 0
  sent: string[] = []
  isClosed = false
  onopen: (() => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null
  onclose: ((event: { code: number }) => void) | null = null

  readonly url: string

  constructor(url: string) {
    this.url = url
    FakeSocket.made.push(this)
  }
  send(text: string): void {
    this.sent.push(text)
  }
  close(): void {
    this.isClosed = true
  }
  open(): void {
    this.readyState = 1
    this.onopen?.()
  }
  lose(code = 1006): void {
    this.readyState = 3
    this.onclose?.({ code })
  }
}

const made = FakeSocket.made
const latest = () => made.at(-1)!
const events = { opened: vi.fn(), received: vi.fn(), closed: vi.fn(), unopened: vi.fn() }
let connection: Connection
let running: AbortController

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('WebSocket', FakeSocket)
  vi.spyOn(Math, 'random').mockReturnValue(1)
  made.length = 0
  running = new AbortController()
  connection = new Connection(events)
  connection.start('ws://host/ws/live/', running.signal)
})
afterEach(() => {
  running.abort()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.clearAllMocks()
  vi.useRealTimers()
})

it('passes frames on in both directions', () => {
  connection.send({ kind: 'resync', session: 1 })
  latest().open()
  connection.send({ kind: 'resync', session: 0 })
  latest().onmessage?.({ data: '[1]' })
  expect(latest().url).toBe('ws://host/ws/live/')
  expect(latest().sent).toEqual(['[0,"resync"]'])
  expect(events.opened).toHaveBeenCalledOnce()
  expect(events.received).toHaveBeenCalledWith('[1]')
})

it('comes back soon after it was lost, then ever later, at most every ten seconds', () => {
  const waitsMs: number[] = []
  for (let i = 0; i < 8; i++) {
    const before = made.length
    latest().lose()
    let waitedMs = 0
    while (made.length === before && waitedMs < 60_000) {
      vi.advanceTimersByTime(50)
      waitedMs += 50
    }
    waitsMs.push(waitedMs)
  }
  expect(waitsMs).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
})

it('comes back soon again after it held for a while', () => {
  for (let i = 0; i < 6; i++) {
    latest().lose()
    vi.advanceTimersByTime(10_000)
  }
  latest().open()
  vi.advanceTimersByTime(11_000)
  const before = made.length
  latest().lose()
  vi.advanceTimersByTime(250)
  expect(made.length).toBe(before + 1)
})

it.each([closeCodes.badFrame, closeCodes.tooLarge])(
  'takes its time after the server closed with %i',
  (code) => {
    latest().open()
    latest().lose(code)
    expect(events.closed).toHaveBeenCalledWith(code)
    vi.advanceTimersByTime(9_900)
    expect(made).toHaveLength(1)
    vi.advanceTimersByTime(200)
    expect(made).toHaveLength(2)
  },
)

it.each([
  ['online', () => dispatchEvent(new Event('online'))],
  ['pageshow', () => dispatchEvent(new Event('pageshow'))],
  ['visibilitychange', () => document.dispatchEvent(new Event('visibilitychange'))],
])('comes back at once on %s, and opens no second socket', (_, happen) => {
  latest().open()
  happen()
  expect(made).toHaveLength(1)
  latest().lose()
  happen()
  expect(made).toHaveLength(2)
  vi.advanceTimersByTime(10_000)
  expect(made).toHaveLength(2)
})

it('tells of a socket that did not even open, and not of one that was lost', () => {
  latest().open()
  latest().lose()
  expect(events.unopened).not.toHaveBeenCalled()
  vi.advanceTimersByTime(250)
  latest().lose()
  expect(events.unopened).toHaveBeenCalledOnce()
})

it('gives up a socket that does not open', () => {
  vi.advanceTimersByTime(16_000)
  expect(latest().isClosed).toBe(true)
})

it('closes when the page is left, and opens when it comes out of the back/forward cache', () => {
  latest().open()
  dispatchEvent(new Event('pagehide'))
  expect(latest().isClosed).toBe(true)
  expect(events.closed).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(60_000)
  expect(made).toHaveLength(1)
  dispatchEvent(new Event('pageshow'))
  expect(made).toHaveLength(2)
})

it('stays closed once it is stopped', () => {
  latest().lose()
  running.abort()
  dispatchEvent(new Event('online'))
  vi.advanceTimersByTime(60_000)
  expect(made).toHaveLength(1)
})
