import { codeFrame, lineAndColumn } from '../../shared/code-frame.ts'
import type { ConfigError } from '../../shared/errors.ts'
import { catalogError, type Message, type MessageFile, pluralRuleOf } from './message-file.ts'

/** A piece of a message file. */
interface Piece {
  readonly kind: 'keyword' | 'text' | 'end'
  /** The keyword, or the text without quotes and escapes. */
  readonly value: string
  /** The plural form, of `msgstr[1]`. */
  readonly form: number | null
  readonly start: number
  readonly end: number
  /** Whether a comment before it says that no translator has checked the entry. */
  readonly isFuzzy: boolean
}

interface Entry extends Message {
  readonly isFuzzy: boolean
  readonly start: number
}

/**
 * Reads a `.po` file. Left out are entries that are not translated, those that no translator has
 * checked, and obsolete ones: just what a compiled file does not have.
 *
 * @param source its text
 * @param file its name, for messages
 * @throws {ConfigError} when it is not a message file, with the line
 */
export function parsePo(source: string, file: string): MessageFile {
  const messages: Message[] = []
  const seen = new Map<string, Entry>()
  const reader = new EntryReader(source, file)
  for (let entry = reader.next(); entry !== null; entry = reader.next()) {
    const { context, id, plural, translations } = entry
    const key = context === null ? id : `${context}\u0004${id}`
    const earlier = seen.get(key)
    if (earlier !== undefined) {
      const { line } = lineAndColumn(source, earlier.start)
      throw poError(`This message is already there on line ${line}.`, source, file, entry.start)
    }
    seen.set(key, entry)
    if (key !== '' && !entry.isFuzzy && translations[0] !== '') {
      messages.push({ context, id, plural, translations })
    }
  }
  const header = seen.get('')
  return { messages, pluralRule: header === undefined ? null : ruleOf(header, source, file) }
}

function ruleOf(header: Entry, source: string, file: string): MessageFile['pluralRule'] {
  try {
    return pluralRuleOf(header.translations[0]!)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const advice = 'Write it as "nplurals=2; plural=n != 1;".'
    const line = source.slice(header.start).search(/plural-forms/i)
    throw poError(
      `The header "Plural-Forms" cannot be understood: ${reason}. ${advice}`,
      source,
      file,
      header.start + Math.max(0, line),
    )
  }
}

const maxForms = 100

/** Puts pieces together to entries. */
class EntryReader {
  readonly #source: string
  readonly #file: string
  readonly #pieces: readonly Piece[]
  #next = 0

  constructor(source: string, file: string) {
    this.#source = source
    this.#file = file
    this.#pieces = readPieces(source, file)
  }

  next(): Entry | null {
    const first = this.#piece()
    if (first.kind === 'end') return null
    const context = first.value === 'msgctxt' ? this.#textOf('msgctxt') : null
    const id = this.#textOf('msgid')
    const plural = this.#piece().value === 'msgid_plural' ? this.#textOf('msgid_plural') : null
    const translations =
      plural === null ? [this.#textOf('msgstr')] : [this.#textOf('msgstr', 0), ...this.#forms()]
    return { context, id, plural, translations, isFuzzy: first.isFuzzy, start: first.start }
  }

  #forms(): string[] {
    const forms: string[] = []
    while (this.#piece().value === 'msgstr' && forms.length < maxForms) {
      forms.push(this.#textOf('msgstr', forms.length + 1))
    }
    return forms
  }

  /** Takes a keyword, and the texts after it as one. */
  #textOf(keyword: string, form: number | null = null): string {
    const word = this.#piece()
    if (word.kind !== 'keyword' || word.value !== keyword || word.form !== form) {
      throw this.#refuse(`Write ${form === null ? keyword : `${keyword}[${form}]`} here.`, word)
    }
    this.#next++
    if (this.#piece().kind !== 'text') {
      throw this.#refuse(`After ${keyword} follows a text in double quotes.`, word)
    }
    let text = ''
    for (; this.#piece().kind === 'text'; this.#next++) text += this.#piece().value
    return text
  }

  #piece(): Piece {
    return this.#pieces[this.#next]!
  }

  #refuse(message: string, at: Piece): ConfigError {
    return poError(message, this.#source, this.#file, at.start, at.end)
  }
}

const space = /\s+/y
const comment = /#[^\n]*/y
const keyword = /(msgctxt|msgid_plural|msgid|msgstr)(?:[ \t]*\[[ \t]*(\d+)[ \t]*\])?/y
const quoted = /"((?:[^"\\\n]|\\[^\n])*)"/y
const fuzzyFlag = /^#,(?:.*,)?\s*fuzzy\s*(?:,|$)/

/** Cuts the source into pieces; the last one is its end. */
function readPieces(source: string, file: string): Piece[] {
  const pieces: Piece[] = []
  let at = source.startsWith('\ufeff') ? 1 : 0
  let isFuzzy = false
  let isAfterEntry = false
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (found !== null) at = pattern.lastIndex
    return found
  }

  while (at < source.length) {
    const start = at
    if (match(space) !== null) continue
    const remark = match(comment)?.[0]
    const word = remark === undefined ? match(keyword) : null
    if (remark !== undefined || word?.[1] === 'msgctxt' || word?.[1] === 'msgid') {
      if (isAfterEntry) isFuzzy = false
      isAfterEntry = false
    }
    if (remark !== undefined) {
      if (fuzzyFlag.test(remark)) isFuzzy = true
      else if (remark.startsWith('#~')) isFuzzy = false
      continue
    }
    if (word !== null) {
      const form = word[2] === undefined ? null : Number(word[2])
      if (word[1] === 'msgstr') isAfterEntry = true
      pieces.push({ kind: 'keyword', value: word[1]!, form, start, end: at, isFuzzy })
      continue
    }
    const text = match(quoted)?.[1]
    if (text === undefined) throw unreadable(source, file, start)
    const value = unescaped(text, (offset, escape) => {
      const from = start + 1 + offset
      return poError(`There is no escape "${escape}".`, source, file, from, from + escape.length)
    })
    pieces.push({ kind: 'text', value, form: null, start, end: at, isFuzzy })
  }
  pieces.push({ kind: 'end', value: '', form: null, start: at, end: at, isFuzzy })
  return pieces
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  b: '\b',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\u0007',
  '\\': '\\',
  '"': '"',
}

function unescaped(raw: string, refuse: (offset: number, escape: string) => ConfigError): string {
  if (!raw.includes('\\')) return raw
  return raw.replace(
    /\\(?:([0-7]{1,3})|x([\da-fA-F]+)|(.))/gu,
    (escape: string, octal?: string, hex?: string, letter?: string, offset?: number) => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex.slice(-2), 16))
      const plain = escapes[letter!]
      if (plain === undefined) throw refuse(offset!, escape)
      return plain
    },
  )
}

function unreadable(source: string, file: string, start: number): ConfigError {
  const lineEnd = source.indexOf('\n', start)
  const message =
    source[start] === '"'
      ? 'This text is not closed. Close it with a double quote on the same line.'
      : 'Nothing of a message file begins like this. Write msgctxt, msgid, msgid_plural or msgstr.'
  return poError(message, source, file, start, lineEnd < 0 ? source.length : lineEnd)
}

function poError(
  message: string,
  source: string,
  file: string,
  start: number,
  end = start + 1,
): ConfigError {
  return catalogError(`${message}\n\n${codeFrame({ file, source, start, end })}`)
}
