import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeClientFrame,
  decodeServerFrame,
  maxFrameDepth,
  maxFrameValues,
  maxParams,
} from './decode.ts'
import { encodeClientFrame, encodeServerFrame, serverParts } from './encode.ts'
import type { ClientFrame, ServerFrame } from './frames.ts'

const count = fc.nat(1_000_000)
const number = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const session = fc.nat(65_535)
const text = fc.string({ unit: 'binary' })
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text))
const params = fc.dictionary(
  text.filter((name) => name !== '__proto__'),
  value,
  { noNullPrototype: false },
)
const documentName = fc.stringMatching(/^[\w-]{16,64}$/)

const clientFrame: fc.Arbitrary<ClientFrame> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('event' as const),
      session,
      number,
      handler: fc.string({ unit: 'binary', maxLength: 100 }),
      params,
      data: params,
      wantsAnswer: fc.constant(true),
      // None is written as nothing.
      kept: params.filter((kept) => Object.keys(kept).length > 0),
    },
    { requiredKeys: ['kind', 'session', 'number', 'handler', 'params', 'data'] },
  ),
  fc.record({ kind: fc.constant('url' as const), session, number, uri: text }),
  fc.record({ kind: fc.constant('ack' as const), session, seen: count }),
  fc.record({ kind: fc.constantFrom('resync' as const, 'leave' as const), session }),
  fc.record({
    kind: fc.constant('chunk' as const),
    session,
    ref: fc.stringMatching(/^[\w-]{1,64}$/),
    at: count,
    data: text,
  }),
  fc.record({
    kind: fc.constant('join' as const),
    session,
    version: count,
    token: text,
    csrf: text,
    document: documentName,
    uri: text,
    seen: count,
    next: number,
    isHeir: fc.boolean(),
  }),
)

const command = fc.oneof(
  fc.record({
    kind: fc.constantFrom('redirect' as const, 'navigate' as const, 'url' as const),
    to: text,
    replace: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('push' as const),
    event: text,
    payload: fc.option(value, { nil: undefined }),
  }),
  fc.record({ kind: fc.constant('answer' as const), event: count, payload: params }),
  fc.record({ kind: fc.constant('ask' as const), ref: text, at: count, bytes: count }),
  fc.record({ kind: fc.constant('draft' as const) }),
  fc.record({
    kind: fc.constant('layout' as const),
    html: fc.string(),
    head: fc.record({ title: fc.nat(), features: fc.constant(['timing' as const]) }),
  }),
  fc.record({
    kind: fc.constant('js' as const),
    commands: fc.constant([['show', '#menu'] as const]),
  }),
)
const error = fc.record(
  { event: count, code: text, message: text },
  { requiredKeys: ['event', 'code'] },
)
const values = fc.array(fc.oneof(text, fc.constant(false as const), fc.tuple(text)))
const layouts = fc.dictionary(
  fc.stringMatching(/^[a-z0-9]{22}$/),
  fc.constant({ regions: [['text']] }),
  { minKeys: 1, noNullPrototype: true },
)
const serverFrame: fc.Arbitrary<ServerFrame> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('update' as const),
      session,
      number: count,
      upTo: count,
      patch: fc.option(fc.tuple(count, text), { nil: null }),
      commands: fc.array(command),
      errors: fc.array(error),
      layouts,
      working: fc.array(count),
    },
    { requiredKeys: ['kind', 'session', 'number', 'upTo', 'patch', 'commands', 'errors'] },
  ),
  fc.record({
    kind: fc.constant('joined' as const),
    session,
    how: fc.constantFrom('claimed' as const, 'resumed' as const, 'mounted' as const),
    number: count,
    upTo: count,
  }),
  fc.record(
    {
      kind: fc.constant('fill' as const),
      session,
      number: count,
      upTo: count,
      values,
      layouts,
      working: fc.array(count),
    },
    { requiredKeys: ['kind', 'session', 'number', 'upTo', 'values'] },
  ),
  fc.record({ kind: fc.constant('refused' as const), session, code: text, reload: fc.boolean() }),
)

describe('a frame that arrives as it was sent', () => {
  it('from the browser', () => {
    fc.assert(
      fc.property(clientFrame, (frame) => {
        expect(decodeClientFrame(encodeClientFrame(frame))).toEqual(frame)
      }),
    )
  })

  it('from the server', () => {
    fc.assert(
      fc.property(serverFrame, (frame) => {
        expect(decodeServerFrame(encodeServerFrame(frame))).toEqual(frame)
      }),
    )
  })

  it('from the server, when it only says what changed, and then as one that says more', () => {
    fc.assert(
      fc.property(serverFrame, (frame) => {
        const alone = { commands: [], errors: [], layouts: undefined, working: undefined }
        const short = frame.kind === 'update' ? { ...frame, ...alone } : frame
        expect(encodeServerFrame(short)).toBe(JSON.stringify(serverParts(short)))
      }),
    )
  })

  it('from the server, whatever texts and numbers have changed', () => {
    const unit = fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code))
    const part = fc.oneof(fc.string({ unit }), fc.string(), fc.integer(), fc.double(), fc.boolean())
    fc.assert(
      fc.property(fc.array(part), (patch) => {
        const rest = { commands: [], errors: [] }
        const frame = {
          kind: 'update',
          session: 0,
          number: 1,
          upTo: 2,
          patch,
          ...rest,
        } as ServerFrame
        expect(encodeServerFrame(frame)).toBe(JSON.stringify([0, 1, 2, patch]))
      }),
      { numRuns: 2000 },
    )
  })

  it('from the server, when it answers no event and changes nothing', () => {
    const empty = { patch: null, commands: [], errors: [] }
    const frame: ServerFrame = { kind: 'update', session: 0, number: 1, upTo: 0, ...empty }
    expect(decodeServerFrame(encodeServerFrame(frame))).toEqual(frame)
  })
})

describe('the size of everyday frames', () => {
  it('is 20 bytes at most for a click', () => {
    const click: ClientFrame = {
      kind: 'event',
      session: 0,
      number: 100,
      handler: 'increment',
      params: {},
      data: {},
    }
    expect(encodeClientFrame(click)).toBe('[0,100,"increment"]')
    expect(encodeClientFrame(click).length).toBeLessThanOrEqual(20)
  })

  it('is 20 bytes at most for the answer to a click', () => {
    const answer: ServerFrame = {
      kind: 'update',
      session: 0,
      number: 42,
      upTo: 42,
      patch: [0, '42'],
      commands: [],
      errors: [],
    }
    expect(encodeServerFrame(answer).length).toBeLessThanOrEqual(20)
  })

  it('is 11 bytes for an answer without change', () => {
    const rest = { patch: null, commands: [], errors: [] }
    expect(encodeServerFrame({ kind: 'update', session: 0, number: 100, upTo: 100, ...rest })).toBe(
      '[0,100,100]',
    )
  })
})

describe('what a browser may send', () => {
  it('is answered with a frame or null, whatever it is', () => {
    const garbage = fc.oneof(
      text,
      fc.json(),
      fc.array(fc.anything()).map((parts) => JSON.stringify(parts) ?? ''),
      mutated(clientFrame.map(encodeClientFrame)),
    )
    fc.assert(
      fc.property(garbage, (sent) => {
        const frame = decodeClientFrame(sent)
        if (frame !== null) expect(Object.keys(frame)).toContain('session')
      }),
      { numRuns: 2_000 },
    )
  })

  it('may not nest deeper than the limit', () => {
    const nested = (depth: number) => `[0,1,"h",{"a":${'['.repeat(depth)}${']'.repeat(depth)}}]`
    expect(decodeClientFrame(nested(maxFrameDepth - 2))).not.toBeNull()
    expect(decodeClientFrame(nested(maxFrameDepth - 1))).toBeNull()
  })

  it.each([
    ['brackets', '['.repeat(1_000_000)],
    ['objects', '{"a":'.repeat(200_000)],
    ['brackets within a frame', `[0,1,"h",{"a":${'['.repeat(1_000_000)}`],
    ['closing brackets', ']'.repeat(1_000_000)],
    ['quotes', `[0,1,"h${'\\"'.repeat(500_000)}`],
    ['white space', `[${' '.repeat(1_000_000)}`],
    ['digits', `[0,${'1'.repeat(1_000_000)}]`],
    ['commas', `[0,1,"h",{"a":[${'0,'.repeat(500_000)}0]}]`],
  ])('is refused at once when it is a million %s', (_, sent) => {
    const startedAt = performance.now()
    expect(decodeClientFrame(sent)).toBeNull()
    expect(performance.now() - startedAt).toBeLessThan(500)
  })

  it('may not hold more values than the limit', () => {
    const list = (length: number) => `[0,1,"h",{"a":[${Array(length).fill(0).join(',')}]}]`
    expect(decodeClientFrame(list(maxFrameValues - 3))).not.toBeNull()
    expect(decodeClientFrame(list(maxFrameValues - 2))).toBeNull()
  })

  it('may not name more parameters than the limit', () => {
    const named = (length: number) =>
      JSON.stringify([0, 1, 'h', Object.fromEntries(Array.from({ length }, (_, i) => [i, 0]))])
    expect(decodeClientFrame(named(maxParams))).not.toBeNull()
    expect(decodeClientFrame(named(maxParams + 1))).toBeNull()
  })

  it('counts brackets and commas in texts as text', () => {
    const value = `\\"${'[{,'.repeat(maxFrameValues)}`
    const frame = decodeClientFrame(JSON.stringify([0, 1, 'h', { value }]))
    expect(frame).toMatchObject({ params: { value } })
  })

  it('never gives parameters a prototype', () => {
    expect(decodeClientFrame('[0,1,"h",{"__proto__":{"isAdmin":true}}]')).toBeNull()
    expect(decodeClientFrame('[0,1,"h",0,{"__proto__":1}]')).toBeNull()
    const frame = decodeClientFrame('[0,1,"h",{"constructor":1,"toString":2}]')
    const { params } = frame as { params: object } & ClientFrame
    expect(Object.getPrototypeOf(params)).toBeNull()
    expect({ ...params }).toEqual({ constructor: 1, toString: 2 })
  })

  it.each([
    ['no array', '{"0":0}'],
    ['an empty array', '[]'],
    ['a session that is no number', '["0",1,"h"]'],
    ['a session past the last', '[65536,1,"h"]'],
    ['a negative session', '[-1,1,"h"]'],
    ['event number 0', '[0,0,"h"]'],
    ['half an event number', '[0,1.5,"h"]'],
    ['an event number past all numbers', '[0,1e400,"h"]'],
    ['a handler that is no text', '[0,1,["h"]]'],
    ['a handler with an endless name', `[0,1,"${'h'.repeat(201)}"]`],
    ['a list of parameters', '[0,1,"h",[1]]'],
    ['null for parameters', '[0,1,"h",null]'],
    ['too many parts', '[0,1,"h",{},{},0]'],
    ['an unknown kind', '[0,"jump",1]'],
    ['a name every object has', '[0,"constructor"]'],
    ['an ack without number', '[0,"ack"]'],
    ['a resync with more', '[0,"resync",1]'],
    ['a leave with more', '[0,"leave",1]'],
    ['an address without number', '[0,"url","/"]'],
    ['a join without next event', '[0,"join",1,"t","c","0123456789abcdef","/",0,0]'],
    ['a join of a short document name', '[0,"join",1,"t","c","short","/",0,1]'],
    ['a join of a document name with spaces', '[0,"join",1,"t","c","0123456789 abcdef","/",0,1]'],
  ])('is refused when it is %s', (_, sent) => expect(decodeClientFrame(sent)).toBeNull())
})

describe('what a server may send', () => {
  it('is answered with a frame or null, whatever it is', () => {
    const garbage = fc.oneof(text, fc.json(), mutated(serverFrame.map(encodeServerFrame)))
    fc.assert(fc.property(garbage, (sent) => void decodeServerFrame(sent)))
    for (const sent of ['[0,1,0,0,[null],[null]]', '[0,1,0,0,7,"x"]', '[0,-1,0]', '[0,"fill"]']) {
      expect(() => decodeServerFrame(sent)).not.toThrow()
    }
  })
})

/** Texts with a piece cut out, doubled or exchanged. */
function mutated(frames: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.constantFrom('', '[', ']', '{', '"', ',', '0', '-1', 'null', '\\', '\u0000')
  return fc.tuple(frames, fc.nat(), fc.nat(8), change).map(([frame, at, length, put]) => {
    const start = at % (frame.length + 1)
    return frame.slice(0, start) + put + frame.slice(start + length)
  })
}
