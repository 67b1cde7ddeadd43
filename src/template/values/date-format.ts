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
  readonly runs: readonly Run[]
}

/** A part of a format. */
interface Run {
  text(moment: Moment, env: FormatEnv): string
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
const maxParsedFormats = 100
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
  let out = ''
  for (const run of format.runs) out += run.text(moment, env)
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
  const runs: Run[] = []
  let steps: Step[] = []
  let span: Span | null = null
  let literal = ''
  let letters = ''
  let text = ''
  const endRun = (): void => {
    if (steps.length > 0) runs.push(span === null ? new StepRun(steps) : new KeptRun(steps, span))
    steps = []
  }
  // Splitting by a group puts the letters at the odd places.
  for (const [i, piece] of source.split(letter).entries()) {
    if (i % 2 === 0) {
      text = piece.replace(/\\(.)/g, '$1')
      literal += text
      continue
    }
    if (spanOf(piece) !== span) endRun()
    span = spanOf(piece)
    const count = clockCounts.get(piece) ?? null
    const write = dateLetters.get(piece) ?? null
    steps.push({ text, write, count, counted: count ? countedBehind(text) : [] })
    letters += piece
    text = ''
  }
  endRun()
  if (text !== '') runs.push(new StepRun([{ text, write: null, count: null, counted: [] }]))
  return { literal, letters, runs }
}

/** For how long letters that write digits write the same, in any language. */
type Span = 'day' | 'minute'

function spanOf(letter: string): Span | null {
  if ('dmyYjn'.includes(letter)) return 'day'
  return 'gGhHi'.includes(letter) ? 'minute' : null
}

/** Writes step by step. */
class StepRun implements Run {
  readonly #steps: readonly Step[]

  constructor(steps: readonly Step[]) {
    this.#steps = steps
  }

  text(moment: Moment, env: FormatEnv): string {
    let out = ''
    for (const { text, write, count, counted } of this.#steps) {
      if (count !== null) out += counted[countOf(moment.wall, count)]
      else out += write === null ? text : text + write(moment, readerOf(env))
    }
    return out
  }
}

/** How many texts a run keeps: those of the minutes of a day, or of the days of five years. */
const keptTexts = 2048

/** Keeps what it wrote for each day, or minute of the day: lists of dates show the same ones again. */
class KeptRun implements Run {
  readonly #steps: StepRun
  readonly #isOfDay: boolean
  /** Which day or minute is kept at each place; at first one that would never be there. */
  readonly #numbers = Int32Array.from({ length: keptTexts }, (_, at) => ~at)
  /** As long from the start, since an array that begins somewhere else is a slow one. */
  readonly #texts: string[] = new Array(keptTexts).fill('')

  constructor(steps: readonly Step[], span: Span) {
    this.#steps = new StepRun(steps)
    this.#isOfDay = span === 'day'
  }

  text(moment: Moment, env: FormatEnv): string {
    const { wall } = moment
    const number = this.#isOfDay ? wall.dayNumber : wall.minuteOfDay
    const at = number & (keptTexts - 1)
    if (this.#numbers[at] !== number) {
      this.#numbers[at] = number
      this.#texts[at] = this.#steps.text(moment, env)
    }
    return this.#texts[at]!
  }
}

function readerOf({ locale = 'en-us', translations = noTranslations }: FormatEnv): Reader {
  return { locale, translations }
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
