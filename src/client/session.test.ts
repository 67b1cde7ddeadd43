// @vitest-environment happy-dom
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { decodeClientFrame, decodeServerFrame } from '../wire/decode.ts'
import { encodeClientFrame, encodeServerFrame } from '../wire/encode.ts'
import { type ClientFrame, closeCodes, type Command, type ServerFrame } from '../wire/frames.ts'
import type { PageLayout } from '../wire/layout.ts'
import { features } from './features.ts'
import { aroundEvent, inFlight } from './in-flight.ts'
import { NewestOnly } from './newest-only.ts'
import { LiveRegion } from './live/slot.ts'
import { Session } from './session.ts'
import type { UserEvent } from './user-event.ts'

const whole: PageLayout = { regions: [[]] }

/** A session, what it sent, and a page that notes what is done to it. */
function open({ isResolved = true } = {}) {
  const sent: ClientFrame[] = []
  const commands: Command[] = []
  const live = vi.fn()
  const refused = vi.fn()
  const settled: [string, boolean][] = []
  const done: unknown[] = []
  const answers = { patch: true, fill: true }
  const loadWhole = vi.fn(() => Promise.resolve(whole))
  const session = new Session({
    transmit: (frame) => void sent.push(decodeClientFrame(encodeClientFrame(frame))!),
    run: (command) => void commands.push(command),
    loadWhole,
    live,
    refused,
  })
  const typed = new NewestOnly()
  aroundEvent.splice(1)
  aroundEvent.push(({ fields: [field] }) => {
    const name = field?.id ?? ''
    return (failure) => void settled.push([name, !!failure])
  })
  features.fields = {
    flush: () => typed.flush(),
    renew() {},
    recover() {},
  } as NonNullable<typeof features.fields>
  const part = {
    resolve: () => isResolved,
    patch: (patch: unknown) => (done.push(['patch', patch]), answers.patch),
    fill: (values: unknown) => (done.push(['fill', values]), answers.fill),
    rebuild: (layout: unknown, values: unknown) => void done.push(['rebuild', layout, values]),
    learn: (layouts: unknown) => void done.push(['learn', layouts]),
    root: document.createElement('main'),
    region: new LiveRegion(),
  }
  return {
    session,
    sent,
    commands,
    live,
    refused,
    settled,
    done,
    answers,
    loadWhole,
    type: (field: Element, event: UserEvent) =>
      typed.send(field, event, (ended) => session.sendNow(event, ended)),
    begin: () => session.begin({ token: 'token', csrf: 'csrf', part }),
    say(frame: ServerFrame) {
      const text = encodeServerFrame(frame)
      session.receive(decodeServerFrame(text)!, text.length)
    },
    /** Frames sent since the last call. */
    news: () => sent.splice(0),
  }
}

function joined(how: 'claimed' | 'resumed' | 'mounted', number = 0, upTo = 0): ServerFrame {
  return { kind: 'joined', session: 0, how, number, upTo }
}

function update(number: number, upTo: number, more: object = {}): ServerFrame {
  return {
    kind: 'update',
    session: 0,
    number,
    upTo,
    patch: null,
    commands: [],
    errors: [],
    ...more,
  }
}

function fill(number: number, upTo: number): ServerFrame {
  return { kind: 'fill', session: 0, number, upTo, values: ['all'] }
}

function event(handler: string): UserEvent {
  return { handler, params: {}, data: {}, fields: [{ id: handler } as Element] }
}

const handlersIn = (frames: ClientFrame[]) =>
  frames.map((frame) => (frame.kind === 'event' ? `${frame.number} ${frame.handler}` : frame.kind))

/** A session that has claimed its page. */
function openJoined() {
  const page = open()
  page.session.opened()
  page.begin()
  page.say(joined('claimed'))
  page.news()
  return page
}

afterEach(() => inFlight.clear())

let errors: { code: string; message: string }[] = []
const listening = new AbortController()
document.addEventListener(
  'djust:error',
  (event) => {
    errors.push((event as CustomEvent).detail)
  },
  listening,
)
afterAll(() => listening.abort())
beforeEach(() => {
  errors = []
})

describe('joining', () => {
  it('waits for both the connection and the page', () => {
    const early = open()
    early.begin()
    expect(early.sent).toEqual([])
    early.session.opened()
    expect(early.sent).toMatchObject([
      { kind: 'join', token: 'token', csrf: 'csrf', seen: 0, next: 1, uri: '/' },
    ])

    const late = open()
    late.session.opened()
    expect(late.sent).toEqual([])
    late.begin()
    expect(late.sent).toMatchObject([{ kind: 'join' }])
  })

  it('names the document by the same random text each time', () => {
    const page = open()
    page.begin()
    page.session.opened()
    page.session.closed(1006)
    page.session.opened()
    const [first, second] = page.sent.map((frame) => frame.kind === 'join' && frame.document)
    expect(first).toMatch(/^[\w-]{22,64}$/)
    expect(second).toBe(first)
    const other = open()
    other.begin()
    other.session.opened()
    expect(other.sent).not.toMatchObject([{ document: first }])
  })

  it('sends what the user did before the page was live', () => {
    const page = open()
    page.session.send(event('early'))
    page.begin()
    page.session.opened()
    page.news()
    page.say(joined('claimed'))
    expect(handlersIn(page.news())).toEqual(['1 early'])
  })

  it('counts as live only when the page shows what the server knows', () => {
    const page = open()
    page.begin()
    page.session.opened()
    page.say(joined('mounted'))
    expect(page.live).not.toHaveBeenCalled()
    page.answers.fill = false
    page.say(fill(1, 0))
    expect(page.live).not.toHaveBeenCalled()
    expect(openJoined().live).toHaveBeenCalledOnce()
  })

  it('shows in the classes of the document whether it is connected', () => {
    const page = openJoined()
    const { classList } = document.documentElement
    expect([...classList]).toEqual(['dj-connected'])
    page.session.closed(1006)
    expect([...classList]).toEqual(['dj-disconnected'])
  })
})

it('the document says whether it is connected', () => {
  const { classList } = document.body
  const page = openJoined()
  expect(classList.contains('dj-connected')).toBe(true)
  page.session.closed(1006)
  expect([...classList]).toEqual(['dj-disconnected'])
  expect(document.documentElement.className).toBe('dj-disconnected')
})

describe('events', () => {
  it('are numbered from one and end when they are answered', () => {
    const page = openJoined()
    page.session.send(event('a'))
    page.session.visit('/?q=1', () => {}, [])
    page.session.send(event('b'))
    expect(page.sent).toMatchObject([
      { kind: 'event', number: 1, handler: 'a' },
      { kind: 'url', number: 2, uri: '/?q=1' },
      { kind: 'event', number: 3, handler: 'b' },
    ])
    page.say(update(1, 2))
    const [a, b, none] = ['a', 'b', ''].map((field) => [field, false])
    expect(page.settled).toEqual([a, none])
    page.say(update(2, 3))
    expect(page.settled).toEqual([a, none, b])
  })

  it.each(['resumed', 'mounted'] as const)(
    'are sent again in order after the page is %s, unless they are answered',
    (how) => {
      const page = openJoined()
      for (const name of ['a', 'b', 'c']) page.session.send(event(name))
      page.say(update(1, 1))
      page.session.closed(1006)
      page.session.send(event('d'))
      page.news()
      page.session.opened()
      expect(page.news()).toMatchObject([{ kind: 'join', seen: 1, next: 2 }])
      page.say(joined(how, 1, 1))
      expect(handlersIn(page.news())).toEqual(['2 b', '3 c', '4 d'])
    },
  )

  it('are in flight until they are answered, and until the work that they began is done', () => {
    const page = openJoined()
    const names = () => [...inFlight].map(({ handler }) => handler)
    for (const name of ['a', 'b', 'c']) page.session.send(event(name))
    expect(names()).toEqual(['a', 'b', 'c'])
    page.say(update(1, 2, { working: [1] }))
    expect(names()).toEqual(['a', 'c'])
    page.say(update(2, 3))
    expect(names()).toEqual(['a'])
    page.say(update(3, 3, { working: [] }))
    expect(names()).toEqual([])
  })

  it('are not in flight once all values say that nothing goes on, or the session has ended', () => {
    const page = openJoined()
    for (const name of ['a', 'b']) page.session.send(event(name))
    page.say(update(1, 1, { working: [1] }))
    expect(inFlight.size).toBe(2)
    page.say(fill(2, 1))
    expect([...inFlight].map(({ handler }) => handler)).toEqual(['b'])
    page.say({ kind: 'refused', session: 0, code: 'not_found', reload: false })
    expect(inFlight.size).toBe(0)
  })

  it('that the server answered while the line was down are not sent again', () => {
    const page = openJoined()
    page.session.send(event('a'))
    page.session.send(event('b'))
    page.session.closed(1006)
    page.session.opened()
    page.news()
    page.say(joined('resumed', 1, 1))
    expect(handlersIn(page.news())).toEqual(['2 b'])
    expect(page.settled).toEqual([])
    page.say(fill(2, 1))
    expect(page.settled).toEqual([['a', false]])
  })

  it('that failed are told to the page and leave their fields to the user', () => {
    const page = openJoined()
    page.session.send(event('a'))
    page.session.send(event('b'))
    const error = { event: 1, code: 'handler_failed', message: 'no such row' }
    page.say(update(1, 2, { errors: [error, { event: 2, code: 'bad_params' }] }))
    expect(errors).toEqual([
      { code: 'handler_failed', message: 'no such row' },
      { code: 'bad_params', message: '' },
    ])
    expect(page.settled).toEqual([
      ['a', true],
      ['b', true],
    ])
  })

  it('of one field wait for each other, and only the newest is kept', () => {
    const page = openJoined()
    const field = {} as Element
    for (const name of ['t', 'te', 'tea']) page.type(field, event(name))
    expect(handlersIn(page.news())).toEqual(['1 t'])
    page.say(update(1, 1))
    expect(handlersIn(page.news())).toEqual(['2 tea'])
  })

  it('never overtake what was typed before', () => {
    const page = openJoined()
    const field = {} as Element
    page.type(field, event('t'))
    page.type(field, event('tea'))
    page.session.send(event('submit'))
    expect(handlersIn(page.news())).toEqual(['1 t', '2 tea', '3 submit'])
  })

  it('give way to a blank one when the server cannot take them', () => {
    const page = openJoined()
    page.session.send(event('small'))
    page.session.send({ ...event('large'), params: { text: 'x'.repeat(1000) } })
    page.session.send(event('behind'))
    page.session.closed(closeCodes.tooLarge)
    expect(errors).toMatchObject([{ code: 'bad_frame' }])
    page.session.opened()
    page.news()
    page.say(joined('resumed', 0, 0))
    expect(handlersIn(page.news())).toEqual(['1 small', '2 ', '3 behind'])
    page.say(update(1, 3, { errors: [{ event: 2, code: 'not_callable' }] }))
    expect(page.settled).toEqual([
      ['small', false],
      ['large', true],
      ['behind', false],
    ])
  })
})

describe('frames', () => {
  it('are shown in order, and once', () => {
    const page = openJoined()
    page.say(update(1, 0, { patch: [0, 'a'] }))
    page.say(update(1, 0, { patch: [0, 'a'] }))
    page.say(update(2, 0, { patch: [0, 'b'] }))
    expect(page.done).toEqual([
      ['patch', [0, 'a']],
      ['patch', [0, 'b']],
    ])
    expect(page.sent).toEqual([])
  })

  it('that go missing make the page ask for all values, and show no changes until they come', () => {
    const page = openJoined()
    page.session.send(event('a'))
    page.news()
    page.say(update(2, 1, { patch: [0, 'b'] }))
    page.say(update(3, 1, { patch: [0, 'c'] }))
    expect(page.news()).toEqual([{ kind: 'resync', session: 0 }])
    expect([page.done, page.settled]).toEqual([[], []])
    page.say(fill(4, 1))
    page.say(update(5, 1, { patch: [0, 'd'] }))
    expect(page.done).toEqual([
      ['fill', ['all']],
      ['patch', [0, 'd']],
    ])
    expect(page.settled).toEqual([['a', false]])
  })

  it('that do not fit the page make it ask for all values', () => {
    const page = openJoined()
    page.answers.patch = false
    page.say(update(1, 0, { patch: [0, 'a'] }))
    expect(page.news()).toEqual([{ kind: 'resync', session: 0 }])
  })

  it('are not needed for what a lost page asks again after it lost its line too', () => {
    const page = openJoined()
    page.answers.patch = false
    page.say(update(1, 0, { patch: [0, 'a'] }))
    page.session.closed(1006)
    page.session.opened()
    page.news()
    page.say(joined('resumed', 1, 0))
    expect(page.news()).toEqual([{ kind: 'resync', session: 0 }])
  })

  it('with commands are acknowledged before the commands run', () => {
    const page = openJoined()
    const command: Command = { kind: 'redirect', to: '/login/', replace: false }
    page.say(update(1, 0, { commands: [command] }))
    expect(page.sent).toEqual([{ kind: 'ack', session: 0, seen: 1 }])
    expect(page.commands).toEqual([command])
  })

  it('that are large together are acknowledged, and small ones are not', () => {
    const page = openJoined()
    for (let number = 1; number <= 3; number++) page.say(update(number, 0, { patch: [0, 'a'] }))
    page.say(update(4, 0, { patch: [0, 'x'.repeat(20_000)] }))
    expect(page.news()).toEqual([])
    page.say(update(5, 0, { patch: [0, 'x'.repeat(20_000)] }))
    expect(page.news()).toEqual([{ kind: 'ack', session: 0, seen: 5 }])
    page.say(update(6, 0, { patch: [0, 'x'.repeat(20_000)] }))
    expect(page.news()).toEqual([])
  })

  it('with commands that come while the page is lost wait for all values, and are done once', () => {
    const page = openJoined()
    const command: Command = { kind: 'url', to: '/?page=2', replace: false }
    page.answers.patch = false
    page.say(update(1, 0, { patch: [0, 'a'], commands: [command] }))
    page.say(update(2, 0, { commands: [{ ...command, to: '/?page=3' }] }))
    expect(page.commands).toEqual([])
    page.session.closed(1006)
    page.session.opened()
    page.say(joined('resumed', 2, 0))
    expect(handlersIn(page.news())).toEqual(['resync', 'join', 'resync'])
    page.say(fill(3, 0))
    expect(page.news()).toEqual([{ kind: 'ack', session: 0, seen: 3 }])
    page.say(fill(4, 0))
    expect(page.commands).toMatchObject([{ to: '/?page=2' }, { to: '/?page=3' }])
  })

  it('with rows of a stream are written behind the patch, in the order of the commands', () => {
    const page = openJoined()
    const rows = (key: string): Command => ({ kind: 'stream', slot: 2, changes: [key] })
    const away: Command = { kind: 'redirect', to: '/', replace: false }
    page.say(update(1, 0, { patch: [0, 'a'], commands: [rows('x'), away, rows('y')] }))
    expect(page.done).toEqual([
      ['patch', [0, 'a']],
      ['patch', [2, ['x']]],
      ['patch', [2, ['y']]],
    ])
    expect(page.commands).toEqual([away])
  })

  it('with rows of a stream that find no place are written once the page is built anew', async () => {
    const page = openJoined()
    page.answers.patch = false
    page.say(update(1, 0, { commands: [{ kind: 'stream', slot: 2, changes: ['x'] }] }))
    page.say(update(2, 0, { commands: [{ kind: 'stream', slot: 2, changes: ['y'] }] }))
    await vi.waitFor(() => expect(handlersIn(page.sent)).toEqual(['ack', 'resync']))
    page.answers.patch = true
    page.done.splice(0)
    page.say(fill(3, 0))
    expect(page.done).toEqual([
      ['rebuild', whole, ['all']],
      ['patch', [2, ['x']]],
      ['patch', [2, ['y']]],
    ])
  })

  it('with rows of a stream for which even a new page has no place end the session', async () => {
    const page = openJoined()
    page.answers.patch = false
    page.say(update(1, 0, { commands: [{ kind: 'stream', slot: 2, changes: ['x'] }] }))
    await vi.waitFor(() => expect(handlersIn(page.sent)).toContain('resync'))
    page.say(fill(2, 0))
    expect(page.refused).toHaveBeenCalledExactlyOnceWith('rebuild_failed', true)
  })

  it('of a view that was mounted anew begin with all values', () => {
    const page = openJoined()
    page.say(update(1, 0, { patch: [0, 'old'] }))
    page.session.closed(1006)
    page.session.opened()
    page.news()
    page.say(joined('mounted', 0, 0))
    expect(page.news()).toEqual([])
    page.say(fill(1, 0))
    page.say(update(2, 0, { patch: [0, 'a'] }))
    expect(page.done).toEqual([
      ['patch', [0, 'old']],
      ['fill', ['all']],
      ['patch', [0, 'a']],
    ])
  })
})

describe('a page whose slots cannot be found', () => {
  it('is built anew from the whole layout when it starts', async () => {
    const page = open({ isResolved: false })
    page.begin()
    page.session.opened()
    page.news()
    page.say(joined('claimed'))
    expect(page.sent).toEqual([])
    await Promise.resolve()
    expect(page.news()).toEqual([{ kind: 'resync', session: 0 }])
    page.say(fill(1, 0))
    page.say(update(2, 0, { patch: [0, 'a'] }))
    expect(page.done).toEqual([
      ['rebuild', whole, ['all']],
      ['patch', [0, 'a']],
    ])
  })

  it('is built anew when not even all values fit', async () => {
    const page = openJoined()
    page.answers.patch = page.answers.fill = false
    page.say(update(1, 0, { patch: [0, 'a'] }))
    page.say(fill(2, 0))
    await Promise.resolve()
    expect(handlersIn(page.news())).toEqual(['resync', 'resync'])
    page.say(fill(3, 0))
    expect(page.done.at(-1)).toEqual(['rebuild', whole, ['all']])
    expect(page.loadWhole).toHaveBeenCalledOnce()
  })

  it('is built of another layout when the template is another by now, and keeps the new token', async () => {
    const page = openJoined()
    page.session.closed(1006)
    page.session.opened()
    page.news()
    page.say({ ...joined('mounted', 0, 0), layout: '/new.whole.json', token: 'new' } as ServerFrame)
    expect(page.news()).toEqual([])
    await Promise.resolve()
    expect(page.loadWhole).toHaveBeenCalledExactlyOnceWith('/new.whole.json')
    expect(page.news()).toEqual([{ kind: 'resync', session: 0 }])
    page.say(fill(1, 0))
    expect(page.done.at(-1)).toEqual(['rebuild', whole, ['all']])
    page.session.closed(1006)
    page.session.opened()
    expect(page.news()).toMatchObject([{ kind: 'join', token: 'new', isHeir: false }])
  })

  it('is loaded again when the server has no such layout any more', async () => {
    const page = open({ isResolved: false })
    page.loadWhole.mockRejectedValue(new Error('gone'))
    page.begin()
    page.session.opened()
    page.say(joined('claimed'))
    await vi.waitFor(() => expect(page.refused).toHaveBeenCalledWith('other_layout', true))
  })
})

it('ends every event when the server refuses the session', () => {
  const page = openJoined()
  page.session.send(event('a'))
  page.say({ kind: 'refused', session: 0, code: 'bad_token', reload: true })
  page.session.send(event('b'))
  expect(page.settled).toEqual([
    ['a', true],
    ['b', true],
  ])
  expect(page.refused).toHaveBeenCalledWith('bad_token', true)
})

it('a page that has loaded itself anew goes on as the document that it was, until it has joined', () => {
  sessionStorage.setItem('djust:document', 'the-document-before 3')
  const page = open()
  page.begin()
  page.session.opened()
  expect(page.news()).toMatchObject([{ session: 3, document: 'the-document-before', isHeir: true }])
  page.session.closed(1006)
  page.session.opened()
  expect(page.news()).toMatchObject([{ document: 'the-document-before', isHeir: true }])
  page.say(joined('mounted'))
  page.session.closed(1006)
  page.session.opened()
  expect(page.news()).toMatchObject([{ document: 'the-document-before', isHeir: false }])
  expect(open().session.document).not.toBe('the-document-before')
})

describe('a document that shows another page', () => {
  it('leaves the session, and begins with a number and events of its own', () => {
    const page = openJoined()
    page.session.send(event('a'))
    page.news()
    page.session.leave()
    expect(page.news()).toEqual([{ kind: 'leave', session: 0 }])
    expect(page.settled).toEqual([['a', true]])
    // What the page is asked for before it is there waits for it.
    page.session.send(event('b'))
    expect(page.news()).toEqual([])
    page.begin()
    expect(page.news()).toMatchObject([{ kind: 'join', session: 1, seen: 0, next: 1 }])
    page.say({ ...joined('claimed'), session: 1 })
    expect(handlersIn(page.news())).toEqual(['1 b'])
    expect(page.session.index).toBe(1)
  })

  it('says nothing to a server that cannot hear it', () => {
    const page = openJoined()
    page.session.closed(1006)
    page.session.leave()
    page.begin()
    expect(page.news()).toEqual([])
    page.session.opened()
    expect(page.news()).toMatchObject([{ kind: 'join', session: 1 }])
  })

  it('drops a layout that the page before it asked for', async () => {
    const page = open({ isResolved: false })
    page.session.opened()
    page.begin()
    page.say(joined('claimed'))
    page.session.leave()
    page.news()
    await Promise.resolve()
    await Promise.resolve()
    expect(page.news()).toEqual([])
  })
})
