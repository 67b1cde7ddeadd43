import fc from 'fast-check'
import { expect, it } from 'vitest'
import { heartbeat, streamEvent, StreamReader } from './event-stream.ts'

const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''))
const name = fc.constantFrom('', 'open', 'close')

it('events come out as they went in, in whatever pieces they arrive', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(line, name)), fc.array(fc.nat(40)), (events, lengths) => {
      const text = events.map(([data, name]) => streamEvent(data, name) + heartbeat).join('')
      const reader = new StreamReader()
      const read = []
      let at = 0
      for (const length of lengths) read.push(...reader.read(text.slice(at, (at += length))))
      read.push(...reader.read(text.slice(at)))
      expect(read).toEqual(events.map(([data, name]) => ({ name, data })))
    }),
  )
})

it('whatever a proxy makes of it can be read', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (pieces) => {
      const reader = new StreamReader()
      for (const piece of pieces) reader.read(piece)
    }),
  )
})
