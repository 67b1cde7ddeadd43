import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundaryOf, MultipartDecoder } from './multipart.ts'

/** One part: its name, its file name or null, and what is in it, one character for each byte. */
type Part = [name: string, fileName: string | null, content: string]

/** @returns the parts, or null where the bytes are no form or are not all of one */
function decoded(boundary: string, chunks: readonly Uint8Array[]): Part[] | null {
  const decoder = new MultipartDecoder(boundary)
  const parts: Part[] = []
  for (const chunk of chunks) {
    const pieces = decoder.push(chunk)
    if (!pieces) return null
    for (const piece of pieces) {
      if (piece.kind === 'part') parts.push([piece.head.name, piece.head.fileName, ''])
      else parts.at(-1)![2] += Buffer.from(piece.bytes).toString('latin1')
    }
  }
  return decoder.isWhole ? parts : null
}

/** @param sizes of the chunks, over and over */
function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!
    chunks.push(bytes.subarray(at, at + size))
    at += size
  }
  return chunks
}

const anyName = fc
  .string({ unit: 'binary', maxLength: 20 })
  .map((name) => name.replaceAll('\0', ''))
const content = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  // What nearly ends a part.
  fc
    .array(fc.constantFrom('\r', '\n', '\r\n', '--', '\r\n--', '-', 'x'), { maxLength: 12 })
    .map((texts) => new Uint8Array(Buffer.from(texts.join('')))),
)
const sizes = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 5 })

describe('a form with files', () => {
  it('is read as another decoder reads it, in chunks of any size', async () => {
    // A field for files in which none was chosen is text to the other.
    const file = fc.option(anyName.filter((name) => name !== ''))
    const field = fc.record({ name: anyName, file, content })
    await fc.assert(
      fc.asyncProperty(fc.array(field, { maxLength: 5 }), sizes, async (fields, sizes) => {
        const form = new FormData()
        for (const { name, file, content } of fields) {
          if (file === null) form.append(name, Buffer.from(content).toString('hex'))
          else form.append(name, new File([content as never], file))
        }
        const response = new Response(form)
        const type = response.headers.get('content-type')!
        const bytes = new Uint8Array(await response.arrayBuffer())
        const read = await new Response(bytes, { headers: { 'Content-Type': type } }).formData()
        const expected: Part[] = []
        for (const [name, value] of read)
          expected.push(
            typeof value === 'string'
              ? [name, null, value]
              : [name, value.name, Buffer.from(await value.arrayBuffer()).toString('latin1')],
          )
        expect(decoded(boundaryOf(type)!, cut(bytes, sizes))).toEqual(expected)
      }),
    )
  })

  it('of any bytes says something or nothing, and the same in chunks of any size', () => {
    const pieces = fc.constantFrom(
      '--b',
      '\r\n--b',
      '--',
      '\r\n',
      '\r\n\r\n',
      'Content-Disposition: form-data; name="a"',
      'content-disposition:form-data;filename=x;name=b',
      'Content-Type: text/plain',
      ':',
      'x',
      '"',
      ';',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), sizes, (texts, sizes) => {
        const bytes = new Uint8Array(Buffer.from(texts.join('')))
        expect(decoded('b', cut(bytes, sizes))).toEqual(decoded('b', [bytes]))
      }),
    )
  })

  it.each([
    ['begins with something else', 'x--b\r\n\r\n--b--'],
    ['has a part without a name', '--b\r\nContent-Type: a/b\r\n\r\nx\r\n--b--'],
    [
      'has a part that is none of a form',
      '--b\r\nContent-Disposition: attachment; name="a"\r\n\r\n\r\n--b--',
    ],
    ['has a line in a head that is none', '--b\r\nContent-Disposition\r\n\r\nx\r\n--b--'],
    [
      'goes on behind a boundary',
      '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--bb--',
    ],
    [
      'has a head without end',
      `--b\r\nContent-Disposition: form-data; name="${'a'.repeat(5_000)}"`,
    ],
    [
      'has a long head',
      `--b\r\nContent-Disposition: form-data; name="${'a'.repeat(5_000)}"\r\n\r\n\r\n--b--`,
    ],
    ['does not end', '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b\r\n'],
  ])('is none that %s', (_, text) => {
    expect(decoded('b', [Buffer.from(text)])).toBeNull()
  })

  it('has the boundary that its type names', () => {
    expect(boundaryOf('multipart/form-data; boundary=x-1')).toBe('x-1')
    expect(boundaryOf('Multipart/Form-Data; charset=utf-8; BOUNDARY="a b"')).toBe('a b')
    for (const none of ['', '"', '"a "', 'a'.repeat(71), '"ä"', '"\r\n"'])
      expect(boundaryOf(`multipart/form-data; boundary=${none}`)).toBeNull()
    expect(boundaryOf('multipart/mixed; boundary=x')).toBeNull()
  })
})
