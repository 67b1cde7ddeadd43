import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeServerBytes, encodeClientBytes } from './client-bytes.ts'
import {
  decodeClientFrame,
  decodeServerFrame,
  maxFrameDepth,
  maxFrameValues,
  maxParams,
} from './decode.ts'
import { encodeClientFrame, encodeServerFrame } from './encode.ts'
import type { ClientFrame, ServerFrame } from './frames.ts'
import { readMessagePack } from './read-messagepack.ts'
import { decodeClientBytes, encodeServerBytes } from './server-bytes.ts'
import { writeMessagePack } from './write-messagepack.ts'

const caps = { depth: 1_000, values: 1_000_000 }

const text = fc.string({ unit: 'grapheme' })
const number = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -300, max: 300 }), fc.double())
const name = text.filter((key) => key !== '__proto__')
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    number,
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.string({ minLength: 200, maxLength: 400 }),
    fc.array(tie('value'), { maxLength: 40 }),
    fc.dictionary(name, tie('value'), { maxKeys: 40 }),
    fc.date({ noInvalidDate: true }),
  ),
})).value

const count = fc.nat({ max: 1_000_000 })
const positive = fc.integer({ min: 1, max: 1_000_000 })
const session = fc.nat({ max: 255 })
const params = fc.dictionary(name, value, { maxKeys: 10 })

const clientFrame: fc.Arbitrary<ClientFrame> = fc.oneof(
  fc.record({
    kind: fc.constant('event' as const),
    session,
    number: positive,
    handler: text,
    params,
    data: params,
  }),
  fc.record({ kind: fc.constant('url' as const), session, number: positive, uri: text }),
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
    document: fc.stringMatching(/^[\w-]{16,64}$/),
    uri: text,
    seen: count,
    next: positive,
    isHeir: fc.boolean(),
  }),
)

const layouts = fc.option(
  fc.dictionary(fc.stringMatching(/^\w{4}$/), fc.constant({ regions: [['text' as const]] }), {
    minKeys: 1,
  }),
  { nil: undefined },
)
const serverFrame = fc.oneof(
  fc.record({
    kind: fc.constant('update' as const),
    session,
    number: count,
    upTo: count,
    patch: fc.option(fc.array(value, { minLength: 1 })),
    commands: fc.array(
      fc.record({
        kind: fc.constantFrom('url' as const, 'redirect' as const),
        to: text,
        replace: fc.boolean(),
      }),
    ),
    errors: fc.array(fc.record({ event: count, code: text })),
    layouts,
  }),
  fc.record({
    kind: fc.constant('joined' as const),
    session,
    how: fc.constantFrom('claimed' as const, 'resumed' as const, 'mounted' as const),
    number: count,
    upTo: count,
  }),
  fc.record({
    kind: fc.constant('fill' as const),
    session,
    number: count,
    upTo: count,
    values: fc.array(value),
    layouts,
  }),
  fc.record({ kind: fc.constant('refused' as const), session, code: text, reload: fc.boolean() }),
) as fc.Arbitrary<ServerFrame>

describe('MessagePack', () => {
  it('says of a value what JSON says of it', () => {
    fc.assert(
      fc.property(value, (value) => {
        const json: unknown = JSON.parse(JSON.stringify([value]))
        expect(readMessagePack(writeMessagePack([value]), caps)).toEqual(json)
      }),
    )
  })

  it('carries every frame as JSON does', () => {
    fc.assert(
      fc.property(clientFrame, (frame) => {
        expect(decodeClientBytes(encodeClientBytes(frame))).toEqual(
          decodeClientFrame(encodeClientFrame(frame)),
        )
      }),
    )
    fc.assert(
      fc.property(serverFrame, (frame) => {
        expect(decodeServerBytes(encodeServerBytes(frame))).toEqual(
          decodeServerFrame(encodeServerFrame(frame)),
        )
      }),
    )
  })

  it('is read whatever the bytes are, and what cannot be sent is not taken', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        readMessagePack(bytes, caps)
        decodeServerBytes(bytes)
        const frame = decodeClientBytes(bytes)
        if (frame) expect(decodeClientBytes(encodeClientBytes(frame))).toEqual(frame)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is read where it is right but for one byte', () => {
    fc.assert(
      fc.property(clientFrame, fc.nat(), fc.nat({ max: 255 }), (frame, at, byte) => {
        const bytes = encodeClientBytes(frame)
        bytes[at % bytes.length] = byte
        decodeClientBytes(bytes)
      }),
    )
  })
})

describe('a frame in MessagePack is refused', () => {
  const event = (params: unknown) => writeMessagePack([0, 1, 'save', params])

  it.each<[string, Uint8Array]>([
    ['that nests too deep', new Uint8Array(100_000).fill(0x91)],
    ['with deep parameters', event({ a: nested(maxFrameDepth) })],
    ['with too many values', event({ a: Array.from({ length: maxFrameValues }, () => 0) })],
    [
      'with too many parameters',
      event(Object.fromEntries(Array.from({ length: maxParams + 1 }, (_, i) => [i, 0]))),
    ],
    ['that promises more than it has', new Uint8Array([0xdd, 0xff, 0xff, 0xff, 0xff])],
    ['with more behind it', new Uint8Array([...writeMessagePack([0, 'resync']), 0xc0])],
    ['with bytes', new Uint8Array([0x92, 0, 0xc4, 1, 0])],
    ['with an extension', new Uint8Array([0x92, 0, 0xd4, 1, 0])],
    [
      'with a number that is not exact',
      new Uint8Array([0x93, 0, 0xcf, 255, 255, 255, 255, 255, 255, 255, 255]),
    ],
    ['with a number that is none', new Uint8Array([0x92, 0xcb, 0x7f, 0xf8, 0, 0, 0, 0, 0, 0, 0])],
    ['with text that is not UTF-8', new Uint8Array([0x92, 0, 0xa2, 0xff, 0xfe])],
    [
      'with a prototype',
      new Uint8Array([0x94, 0, 1, 0xa1, 0x61, 0x81, 0xa9, ...Buffer.from('__proto__'), 0x80]),
    ],
    ['with a name that is no text', new Uint8Array([0x94, 0, 1, 0xa1, 0x61, 0x81, 1, 1])],
  ])('%s', (_, bytes) => {
    expect(decodeClientBytes(bytes)).toBeNull()
  })

  it('and one that stays below all that is not', () => {
    expect(decodeClientBytes(event({ a: nested(maxFrameDepth - 3) }))).not.toBeNull()
  })
})

function nested(depth: number): unknown {
  return depth === 0 ? 0 : [nested(depth - 1)]
}
