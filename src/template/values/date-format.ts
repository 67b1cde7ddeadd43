import type { Moment } from './moment.ts'
import { dateLetters, type Letter } from './date-letters.ts'

/** A date format, ready to be applied to any number of moments. */
export interface DateFormat {
  /** Literal text and letters, in order. */
  readonly pieces: readonly (string | Letter)[]
  /** The letters alone: what the format asks of a moment. */
  readonly letters: string
}

/** Formats that a template may ask for by name. */
const namedFormats: ReadonlyMap<string, string> = new Map([
  ['DATE_FORMAT', 'N j, Y'],
  ['DATETIME_FORMAT', 'N j, Y, P'],
  ['TIME_FORMAT', 'P'],
  ['YEAR_MONTH_FORMAT', 'F Y'],
  ['MONTH_DAY_FORMAT', 'F j'],
  ['SHORT_DATE_FORMAT', 'm/d/Y'],
  ['SHORT_DATETIME_FORMAT', 'm/d/Y P'],
])

const defaultFormats = {
  date: 'DATE_FORMAT',
  time: 'TIME_FORMAT',
  instant: 'DATETIME_FORMAT',
  local: 'DATETIME_FORMAT',
} as const

const letter = /(?<!\\)([aAbcdDeEfFgGhHiIjlLmMnNoOPrsStTuUwWyYzZ])/
const maxParsedFormats = 1000
const parsedFormats = new Map<string, DateFormat>()

/** Reads a format string, or the name of one. Read formats are kept. */
export function dateFormat(source: string): DateFormat {
  const known = parsedFormats.get(source)
  if (known !== undefined) return known
  const format = parseFormat(namedFormats.get(source) ?? source)
  if (parsedFormats.size >= maxParsedFormats) parsedFormats.clear()
  parsedFormats.set(source, format)
  return format
}

/** Writes a moment in a format whose letters ask for nothing that the moment lacks. */
export function formatMoment(moment: Moment, format: DateFormat): string {
  let out = ''
  for (const piece of format.pieces) out += typeof piece === 'string' ? piece : piece(moment)
  return out
}

/** How a moment is shown when nothing else is said. */
export function defaultMomentText(moment: Moment): string {
  return formatMoment(moment, dateFormat(defaultFormats[moment.kind]))
}

function parseFormat(source: string): DateFormat {
  const pieces: (string | Letter)[] = []
  let letters = ''
  // Splitting by a group puts the letters at the odd places.
  for (const [i, piece] of source.split(letter).entries()) {
    const write = i % 2 === 1 ? dateLetters.get(piece) : undefined
    if (write !== undefined) {
      pieces.push(write)
      letters += piece
    } else if (piece !== '') pieces.push(piece.replace(/\\(.)/g, '$1'))
  }
  return { pieces, letters }
}
