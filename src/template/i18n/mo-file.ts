import {
  catalogError,
  charsetOf,
  type Message,
  type MessageFile,
  pluralRuleOf,
} from './message-file.ts'

/** Decodes bytes by the name of an encoding. @throws when they are not in it, or it is unknown */
export type Decode = (bytes: Uint8Array, charset: string) => string

const magic = 0x950412de

/**
 * Reads a compiled message file, in either byte order.
 *
 * @param bytes its content, which may be anything
 * @param file its name, for messages
 * @throws {ConfigError} when it is not a compiled message file, with the byte
 */
export function parseMo(bytes: Uint8Array, file: string, decode: Decode): MessageFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fail = (message: string, at: number, cause?: unknown): never => {
    throw catalogError(`${file}: byte ${at}: ${message} Compile the file again.`, { cause })
  }

  if (bytes.length < 20) fail('This is too short for a compiled message file.', bytes.length)
  const isLittle = view.getUint32(0, true) === magic
  if (!isLittle && view.getUint32(0, false) !== magic) {
    fail('A compiled message file begins with other bytes.', 0)
  }
  const word = (at: number): number => view.getUint32(at, isLittle)
  const major = word(4) >>> 16
  if (major > 1) fail(`Version ${major} of the format is not known.`, 4)
  const count = word(8)
  const ids = word(12)
  const translations = word(16)
  for (const [at, table] of [
    [12, ids],
    [16, translations],
  ] as const) {
    if (table + count * 8 > bytes.length) fail('This table reaches past the end of the file.', at)
  }

  // No text is stored twice, so that all of them together are no longer than the file.
  let available = bytes.length
  const slice = (entry: number): Uint8Array => {
    const length = word(entry)
    const start = word(entry + 4)
    if (start + length > bytes.length) fail('This text reaches past the end of the file.', entry)
    available -= length
    if (available < 0) fail('The texts overlap.', entry)
    return bytes.subarray(start, start + length)
  }
  const pairs: { at: number; id: Uint8Array; translation: Uint8Array }[] = []
  let header = ''
  for (let i = 0; i < count; i++) {
    const id = slice(ids + i * 8)
    const translation = slice(translations + i * 8)
    if (id.length === 0) header = asciiOf(translation)
    else pairs.push({ at: translations + i * 8, id, translation })
  }

  const charset = charsetOf(header)
  const text = (content: Uint8Array, at: number): string => {
    try {
      return decode(content, charset)
    } catch (error) {
      return fail(`This text is not in the encoding "${charset}".`, at, error)
    }
  }
  let pluralRule: MessageFile['pluralRule'] = null
  try {
    pluralRule = pluralRuleOf(header)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    fail(`The header "Plural-Forms" cannot be understood: ${reason}.`, translations)
  }
  const messages = pairs.map(({ at, id, translation }) =>
    messageOf(text(id, at), text(translation, at)),
  )
  return { messages, pluralRule }
}

function messageOf(key: string, translation: string): Message {
  const separator = key.indexOf('\u0004')
  const context = separator < 0 ? null : key.slice(0, separator)
  const [id = '', plural = null] = key.slice(separator + 1).split('\0')
  return {
    context,
    id,
    plural,
    translations: plural === null ? [translation] : translation.split('\0'),
  }
}

/** The header before its encoding is known: what matters in it is ASCII. */
function asciiOf(bytes: Uint8Array): string {
  let out = ''
  for (const byte of bytes) out += String.fromCharCode(byte)
  return out
}
