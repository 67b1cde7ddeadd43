import { markSafe, SafeString } from '../values/safe-string.ts'
import * as expect from './arguments.ts'
import { characterCount, words } from './characters.ts'
import { type Filter, textFilter } from './filter.ts'
import { titleCase } from './title-case.ts'

const keepsSafe = { isSafe: true } as const
const takesWidth = { isSafe: true, argument: 'required' } as const

/** Filters from text to text. */
export const textFilters: Readonly<Record<string, Filter>> = {
  addslashes: textFilter((text) => text.replace(/[\\"']/g, '\\$&'), keepsSafe),
  capfirst: textFilter(capitalize, keepsSafe),
  center: textFilter(
    (text, width) => center(text, expect.wholeNumber('center', width)),
    takesWidth,
  ),
  cut: { argument: 'required', takesText: true, isPure: true, run: cut },
  ljust: textFilter(
    (text, width) => text + padding(text, expect.wholeNumber('ljust', width)),
    takesWidth,
  ),
  lower: textFilter((text) => text.toLowerCase(), keepsSafe),
  make_list: textFilter((text) => Array.from(text)),
  rjust: textFilter(
    (text, width) => padding(text, expect.wholeNumber('rjust', width)) + text,
    takesWidth,
  ),
  slugify: textFilter(slugify, keepsSafe),
  title: textFilter(title, keepsSafe),
  upper: textFilter((text) => text.toUpperCase()),
  urlencode: textFilter(urlencode, { argument: 'optional' }),
  wordcount: textFilter((text) => words(text).length),
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

/** Percent-encodes all but letters, digits, `_.-~` and the characters of the argument (`/`). */
function urlencode(text: string, argument: unknown): string {
  const open =
    argument === undefined || argument === null ? '/' : expect.text('urlencode', argument)
  const wellFormed = text.replace(/\p{Cs}/gu, '\ufffd')
  return wellFormed.replace(/[^A-Za-z0-9_.~-]/gu, (character) =>
    character < '\x80' && open.includes(character) ? character : percentEncoded(character),
  )
}

function percentEncoded(character: string): string {
  if (character >= '\x80') return encodeURIComponent(character)
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}
