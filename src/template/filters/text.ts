import { itemsOf } from '../values/iterate.ts'
import { toNumeric } from '../values/numbers.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import * as expect from './arguments.ts'
import { characterCount, words } from './characters.ts'
import { type Filter, textFilter } from './filter.ts'
import { prettyText } from './pretty.ts'
import { quote } from './quote.ts'
import { titleCase } from './title-case.ts'
import { wrap } from './wrap.ts'

const keepsSafe = { isSafe: true } as const
const takesWidth = { isSafe: true, argument: 'required' } as const

/** Filters from text to text. */
export const textFilters: Readonly<Record<string, Filter>> = {
  addslashes: textFilter((text) => text.replace(/[\\"']/g, '\\$&'), keepsSafe),
  capfirst: textFilter(capitalize, keepsSafe),
  center: textFilter((text, width) => center(text, expect.width('center', width)), takesWidth),
  cut: { argument: 'required', takesText: true, isPure: true, run: cut },
  ljust: textFilter(
    (text, width) => text + padding(text, expect.width('ljust', width)),
    takesWidth,
  ),
  lower: textFilter((text) => text.toLowerCase(), keepsSafe),
  make_list: textFilter((text) => Array.from(text)),
  iriencode: textFilter((text) => quote(text, "/#%[]=:;$&()+,!?*@'~"), keepsSafe),
  phone2numeric: { argument: 'none', isSafe: true, isPure: true, run: phone2numeric },
  pprint: { argument: 'none', isSafe: true, isPure: true, run: prettyText },
  rjust: textFilter(
    (text, width) => padding(text, expect.width('rjust', width)) + text,
    takesWidth,
  ),
  slugify: textFilter(slugify, keepsSafe),
  title: textFilter(title, keepsSafe),
  upper: textFilter((text) => text.toUpperCase()),
  urlencode: { argument: 'optional', takesText: true, isPure: true, run: urlencode },
  wordcount: textFilter((text) => words(text).length),
  wordwrap: textFilter(wordwrap, takesWidth),
}

function capitalize(text: string): string {
  const [first = ''] = text
  return first.toUpperCase() + text.slice(first.length)
}

/** Pads on both sides; of an odd rest, the side depends on the width, as in Python. */
function center(text: string, width: number): string {
  const missing = Math.max(0, width - characterCount(text))
  const left = Math.floor(missing / 2) + (missing & width & 1)
  return ' '.repeat(left) + text + ' '.repeat(missing - left)
}

function padding(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - characterCount(text)))
}

/** Cutting semicolons could break entities apart, so the result of that is no longer safe. */
function cut(value: unknown, argument: unknown): unknown {
  const part = expect.text('cut', argument)
  const rest = String(value).replaceAll(part, '')
  return value instanceof SafeString && part !== ';' ? markSafe(rest) : rest
}

function slugify(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\x00-\x7f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9_\t-\r\x1c-\x20-]/g, '')
    .replace(/[\t-\r\x1c-\x20-]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '')
}

function title(text: string): string {
  return titleCase(text)
    .replace(/[a-z]'[A-Z]/g, (match) => match.toLowerCase())
    .replace(/\p{Nd}[A-Z]/gu, (match) => match.toLowerCase())
}

/**
 * Percent-encodes all but letters, digits, `_.-~` and the characters of the argument (`/`). An empty text stays what it is: a safe one is still safe.
 */
function urlencode(value: unknown, argument: unknown): unknown {
  const text = String(value)
  if (text === '') return value
  const isDefault = argument === undefined || argument === null
  return quote(text, isDefault ? '/' : safeCharacters(argument))
}

/** The characters to keep: a text, or as Python takes them too, anything that holds their codes. */
function safeCharacters(argument: unknown): string {
  const isText = typeof argument !== 'object' || argument instanceof SafeString
  const codes = isText ? undefined : itemsOf(argument)?.map(toNumeric)
  if (codes === undefined || !codes.every(isOctet)) return expect.text('urlencode', argument)
  return String.fromCharCode(...codes.map(Number).filter((code) => code < 128))
}

/** Codes that are no characters of ASCII count for nothing, of whatever kind they are. */
function isOctet(code: number | bigint | undefined): boolean {
  if (code === undefined) return false
  return !(code < 128) || (code >= 0 && (typeof code === 'bigint' || Number.isInteger(code)))
}

/** The digits that letters have on the keys of a telephone. */
const keys = '22233344455566677778889999'

function phone2numeric(value: unknown): string {
  const text = expect.textValue('phone2numeric', value).toLowerCase()
  return text.replace(/[a-z]/g, (letter) => keys[letter.charCodeAt(0) - 97]!)
}

function wordwrap(text: string, argument: unknown): string {
  const width = expect.wholeNumber('wordwrap', argument)
  if (width <= 0 && text !== '') {
    throw expect.argumentError('wordwrap', argument, 'a width of at least 1')
  }
  return wrap(text, width)
}
