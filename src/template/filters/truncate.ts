import { needsEscaping } from '../../shared/html.ts'
import { ownText } from '../i18n/own-texts.ts'
import type { RenderEnv } from '../values/env.ts'
import * as expect from './arguments.ts'
import { isCombining, words } from './characters.ts'
import { type Filter, textFilter } from './filter.ts'
import { truncateHtmlCharacters, truncateHtmlWords } from './truncate-html.ts'

/** Filters that shorten text. Text as the argument that is no number leaves the value as it is. */
export const truncateFilters: Readonly<Record<string, Filter>> = {
  truncatechars: {
    ...truncateFilter('truncatechars', truncateCharacters),
    keepsHarmless: (env) => !needsEscaping(ownText(env, ellipsis)),
  },
  truncatechars_html: truncateFilter('truncatechars_html', (html, length, env) => {
    const mark = (text: string): string => marked(text, env)
    return truncateHtmlCharacters(html, length, mark, markSize(env))
  }),
  truncatewords: { ...truncateFilter('truncatewords', truncateWords), keepsHarmless: () => true },
  truncatewords_html: truncateFilter('truncatewords_html', (html, count) =>
    truncateHtmlWords(html, count, withEllipsis),
  ),
}

function truncateFilter(
  name: string,
  run: (text: string, length: number, env: RenderEnv) => string,
): Filter {
  return textFilter(
    (text, argument, env) => {
      const length = expect.wholeNumberOrText(name, argument)
      if (length === undefined) return text
      return length <= 0 ? '' : run(text, length, env)
    },
    { isSafe: true, argument: 'required' },
  )
}

/** Shortens text to a number of characters, the last an ellipsis. Combining marks do not count. */
function truncateCharacters(text: string, length: number, env: RenderEnv): string {
  // Below the first combining mark every unit is one character, and normal already.
  if (isSimple(text)) {
    if (text.length <= length) return text
    return marked(text.slice(0, Math.max(0, length - markSize(env))), env)
  }
  const normal = text.normalize('NFC')
  if (normal.length <= length) return normal
  const room = Math.max(0, length - markSize(env))
  let counted = 0
  let offset = 0
  let end: number | undefined
  for (const character of normal) {
    if (!isCombining(character)) {
      counted++
      if (counted > room) end ??= offset
      if (counted > length) return marked(normal.slice(0, end), env)
    }
    offset += character.length
  }
  return normal
}

const ellipsis = '%(truncated_text)s…'

/** A shortened text, with what says so in the reader's language. */
function marked(text: string, env: RenderEnv): string {
  const pattern = ownText(env, ellipsis)
  if (pattern === ellipsis) return `${text}…`
  if (pattern.includes('%(truncated_text)s')) {
    return pattern.replace('%(truncated_text)s', () => text).replaceAll('%%', '%')
  }
  return text.endsWith(pattern) ? text : text + pattern
}

function markSize(env: RenderEnv): number {
  if (ownText(env, ellipsis) === ellipsis) return 1
  return Array.from(marked('', env)).filter((character) => !isCombining(character)).length
}

function isSimple(text: string): boolean {
  return !/[^\0-\u02ff]/.test(text)
}

/** Shortens a text to a number of words, with single spaces between them. */
function truncateWords(text: string, count: number): string {
  const all = words(text)
  return all.length <= count ? all.join(' ') : withEllipsis(all.slice(0, count).join(' '))
}

function withEllipsis(text: string): string {
  return text.endsWith(' …') ? text : `${text} …`
}
