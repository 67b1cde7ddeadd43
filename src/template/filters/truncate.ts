import * as expect from './arguments.ts'
import { isCombining, words } from './characters.ts'
import { type Filter, textFilter } from './filter.ts'

const takesLength = { isSafe: true, argument: 'required' } as const

/** Filters that shorten text. Text as the argument that is no number leaves the value as it is. */
export const truncateFilters: Readonly<Record<string, Filter>> = {
  truncatechars: textFilter((text, argument) => {
    const length = expect.wholeNumberOrText('truncatechars', argument)
    return length === undefined ? text : truncateCharacters(text, length)
  }, takesLength),
  truncatewords: textFilter((text, argument) => {
    const count = expect.wholeNumberOrText('truncatewords', argument)
    return count === undefined ? text : truncateWords(text, count)
  }, takesLength),
}

/** Shortens text to a number of characters, the last an ellipsis. Combining marks do not count. */
function truncateCharacters(text: string, length: number): string {
  if (length <= 0) return ''
  // Below the first combining mark every unit is one character, and normal already.
  if (isSimple(text)) return text.length <= length ? text : `${text.slice(0, length - 1)}…`
  const normal = text.normalize('NFC')
  if (normal.length <= length) return normal
  let counted = 0
  let offset = 0
  let end: number | undefined
  for (const character of normal) {
    if (!isCombining(character)) {
      counted++
      if (counted > length - 1) end ??= offset
      if (counted > length) return `${normal.slice(0, end)}…`
    }
    offset += character.length
  }
  return normal
}

function isSimple(text: string): boolean {
  return !/[^\0-\u02ff]/.test(text)
}

/** Shortens a text to a number of words, with single spaces between them. */
function truncateWords(text: string, count: number): string {
  if (count <= 0) return ''
  const all = words(text)
  if (all.length <= count) return all.join(' ')
  const kept = all.slice(0, count).join(' ')
  return kept.endsWith(' …') ? kept : `${kept} …`
}
