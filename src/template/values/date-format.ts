import { needsEscaping } from '../../shared/html.ts'
import { formatFor, type FormatName, formatNames } from '../i18n/formats.ts'
import type { Reader } from '../i18n/own-texts.ts'
import type { Moment } from './moment.ts'
import { type ClockCount, clockCounts, countOf, dateLetters, type Letter } from './date-letters.ts'
import type { RenderEnv } from './env.ts'
import { noTranslations } from './translations.ts'

/** The part of the environment that formats follow. */
export type FormatEnv = Partial<Pick<RenderEnv, 'locale' | 'translations'>>

/** A date format, ready to be applied to any number of moments. */
export interface DateFormat {
  /** Its own text, without what letters write. */
  readonly literal: string
  /** The letters alone: what the format asks of a moment. */
  readonly letters: string
  /** What writes it, in order. */
  readonly steps: readonly Step[]
}

/** Text of the format, and the letter behind it, if there is one. */
interface Step {
  readonly text: string
  readonly write: Letter | null
  /** For a letter of two digits, what it counts. */
  readonly count: ClockCount | null
  /** The text with each number behind it. */
  readonly counted: readonly string[]
}

const defaultFormats = {
  date: 'DATE_FORMAT',
  time: 'TIME_FORMAT',
  instant: 'DATETIME_FORMAT',
  local: 'DATETIME_FORMAT',
} as const

const letter = /(?<!\\)([aAbcdDeEfFgGhHiIjlLmMnNoOPrsStTuUwWyYzZ])/
const maxParsedFormats = 1000
const parsedFormats = new Map<string, DateFormat>()

const names: ReadonlySet<string> = new Set(formatNames)

/** Reads a format string, or the name of one. Read formats are kept. */
export function dateFormat(source: string, env: FormatEnv): DateFormat {
  const { locale = 'en-us' } = env
  const found = parsedFormats.get(source)
  if (found !== undefined) return found
  const text = names.has(source) ? formatFor(locale, source as FormatName) : source
  const known = parsedFormats.get(text)
  if (known !== undefined) return known
  const format = parseFormat(text)
  if (parsedFormats.size >= maxParsedFormats) parsedFormats.clear()
  parsedFormats.set(text, format)
  return format
}

/** Whether a format writes nothing but its own text and digits, of which nothing needs to be escaped. */
export function isHarmlessFormat(source: string): boolean {
  if (names.has(source) || needsEscaping(source)) return false
  return /^[dfgGhHijmnosStuUwWyYz]*$/.test(dateFormat(source, {}).letters)
}

/** Writes a moment in a format whose letters ask for nothing that the moment lacks. */
export function formatMoment(moment: Moment, format: DateFormat, env: FormatEnv): string {
  const { locale = 'en-us', translations = noTranslations } = env
  const reader: Reader = { locale, translations }
  let out = ''
  for (const { text, write, count, counted } of format.steps) {
    if (count !== null) out += counted[countOf(moment.wall, count)]
    else out += write === null ? text : text + write(moment, reader)
  }
  return out
}

/**
 * How a moment is shown when nothing else is said.
 *
 * @param env of `{% localize off %}`, which means this format, not the filters and not the names of months
 */
export function defaultMomentText(
  moment: Moment,
  env: FormatEnv & Pick<Partial<RenderEnv>, 'localizes'>,
): string {
  const formatEnv = env.localizes === false ? { ...env, locale: '' } : env
  return formatMoment(moment, dateFormat(defaultFormats[moment.kind], formatEnv), env)
}

function parseFormat(source: string): DateFormat {
  const steps: Step[] = []
  let literal = ''
  let letters = ''
  let text = ''
  // Splitting by a group puts the letters at the odd places.
  for (const [i, piece] of source.split(letter).entries()) {
    if (i % 2 === 0) {
      text = piece.replace(/\\(.)/g, '$1')
      literal += text
      continue
    }
    const count = clockCounts.get(piece) ?? null
    const write = dateLetters.get(piece) ?? null
    steps.push({ text, write, count, counted: count ? countedBehind(text) : [] })
    letters += piece
    text = ''
  }
  if (text !== '') steps.push({ text, write: null, count: null, counted: [] })
  return { literal, letters, steps }
}

const maxCounted = 100
const counted = new Map<string, readonly string[]>()

/** The numbers from 0 to 99 behind a text. */
function countedBehind(text: string): readonly string[] {
  const known = counted.get(text)
  if (known !== undefined) return known
  const texts = Array.from({ length: 100 }, (_, n) => text + String(n).padStart(2, '0'))
  if (counted.size >= maxCounted) counted.clear()
  counted.set(text, texts)
  return texts
}
