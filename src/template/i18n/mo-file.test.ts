import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../shared/errors.ts'
import { parseMo } from './mo-file.ts'

type Pair = readonly [id: string, translation: string]

const decode = (bytes: Uint8Array, charset: string) =>
  new TextDecoder(charset, { fatal: true }).decode(bytes)
const header: Pair = [
  '',
  'Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n > 1;\n',
]

/** Writes what `msgfmt` writes, without its hash table. */
function compiled(pairs: readonly Pair[], isLittle = true): Uint8Array {
  const texts = [...pairs.map(([id]) => id), ...pairs.map(([, text]) => text)].map((text) =>
    Buffer.from(text),
  )
  const start = 28 + texts.length * 8
  const size = start + texts.reduce((sum, text) => sum + text.length + 1, 0)
  const bytes = new Uint8Array(size)
  const view = new DataView(bytes.buffer)
  const words = [0x950412de, 0, pairs.length, 28, 28 + pairs.length * 8, 0, start]
  words.forEach((word, i) => view.setUint32(i * 4, word, isLittle))
  let at = start
  for (const [i, text] of texts.entries()) {
    view.setUint32(28 + i * 8, text.length, isLittle)
    view.setUint32(32 + i * 8, at, isLittle)
    bytes.set(text, at)
    at += text.length + 1
  }
  return bytes
}

describe('a compiled message file', () => {
  it.each([true, false])('is read in either byte order (little endian: %s)', (isLittle) => {
    const pairs: Pair[] = [
      header,
      ['Hello', 'Grüße'],
      ['month\u0004May', 'Mai'],
      ['%(n)s book\0%(n)s books', '%(n)s Buch\0%(n)s Bücher'],
    ]
    const { messages, pluralRule } = parseMo(compiled(pairs, isLittle), 'de.mo', decode)
    expect(messages).toEqual([
      { context: null, id: 'Hello', plural: null, translations: ['Grüße'] },
      { context: 'month', id: 'May', plural: null, translations: ['Mai'] },
      {
        context: null,
        id: '%(n)s book',
        plural: '%(n)s books',
        translations: ['%(n)s Buch', '%(n)s Bücher'],
      },
    ])
    expect([0, 1, 2].map(pluralRule!)).toEqual([0, 0, 1])
  })

  it('may be in an older encoding', () => {
    const bytes = compiled([
      ['', 'Content-Type: text/plain; charset=iso-8859-2\n'],
      ['a', '?'],
    ])
    bytes[bytes.length - 2] = 0xb1
    expect(parseMo(bytes, 'pl.mo', decode).messages).toMatchObject([{ translations: ['ą'] }])
  })
})

describe('bytes that are none', () => {
  const good = compiled([header, ['a', 'b'], ['c', 'd']])
  const changed = (at: number, ...values: number[]) => {
    const bytes = good.slice()
    bytes.set(values, at)
    return bytes
  }

  it.each([
    ['nothing', new Uint8Array(), 'byte 0: This is too short'],
    ['other bytes', changed(0, 1), 'byte 0: A compiled message file begins with other bytes'],
    ['a later version', changed(6, 9), 'byte 4: Version 9 of the format is not known'],
    ['too many messages', changed(11, 0xff), 'byte 12: This table reaches past the end'],
    ['a table behind the end', changed(19, 0xff), 'byte 16: This table reaches past the end'],
    ['a text behind the end', changed(36, 0xff, 0xff), 'byte 36: This text reaches past the end'],
    ['texts that overlap', compiledOverlapping(), 'The texts overlap'],
    ['another encoding', changed(good.length - 2, 0xff), 'not in the encoding "utf-8"'],
    [
      'a plural rule that is none',
      compiled([['', 'Plural-Forms: nplurals=2; plural=exit();\n']]),
      'The header "Plural-Forms" cannot be understood',
    ],
  ])('are refused: %s', (_what, bytes, message) => {
    expect(() => parseMo(bytes, 'de.mo', decode)).toThrow(`de.mo: `)
    expect(() => parseMo(bytes, 'de.mo', decode)).toThrow(message)
  })

  it('are refused wherever a byte is wrong, never with another error', () => {
    for (let at = 0; at < good.length; at++) {
      for (const value of [0, 1, 0x7f, 0xff]) {
        for (const bytes of [changed(at, value), changed(at, value).slice(0, at)]) {
          try {
            parseMo(bytes, 'de.mo', decode)
          } catch (error) {
            expect(error).toBeInstanceOf(ConfigError)
          }
        }
      }
    }
  })
})

/** Twenty messages that all have the longest text of the file. */
function compiledOverlapping(): Uint8Array {
  const pairs = Array.from({ length: 20 }, (_, i): Pair => [`a${i}`, 'b'.repeat(i === 0 ? 500 : 1)])
  const bytes = compiled(pairs)
  const view = new DataView(bytes.buffer)
  for (let i = 1; i < 20; i++) {
    view.setBigUint64(28 + (20 + i) * 8, view.getBigUint64(28 + 20 * 8))
  }
  return bytes
}
