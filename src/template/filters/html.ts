import { escapeHtml } from '../../shared/html.ts'
import { itemsOf } from '../values/iterate.ts'
import { toStr } from '../values/python-text.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import * as expect from './arguments.ts'
import { type Filter, textFilter } from './filter.ts'
import { stripTags } from './strip-tags.ts'
import { listItems } from './unordered-list.ts'
import { urlize } from './urlize.ts'

/** Filters whose result is markup, or that take markup apart. */
export const htmlFilters: Readonly<Record<string, Filter>> = {
  escape: markupFilter((value) => escaped(value)),
  escapejs: {
    argument: 'none',
    takesText: true,
    isPure: true,
    makesSafe: true,
    run: (value) => markSafe(scriptText(String(value))),
  },
  escapeseq: sequenceFilter('escapeseq', escaped),
  force_escape: markupFilter((value) => escapeHtml(String(value))),
  linebreaks: markupFilter((value, escapes) => paragraphs(String(value), escapes)),
  linebreaksbr: markupFilter((value, escapes) => withBreaks(linesIn(String(value), escapes))),
  linenumbers: markupFilter((value, escapes) => numbered(String(value), escapes)),
  safe: markupFilter((value) => String(value)),
  safeseq: sequenceFilter('safeseq', (item) => toStr(item)),
  striptags: textFilter(stripTags, { isSafe: true }),
  unordered_list: {
    argument: 'none',
    isSafe: true,
    isPure: true,
    makesSafe: true,
    run: (value, _, { autoescape }) => {
      const list = listItems(value, autoescape ? escaped : toStr)
      if (list === undefined) throw expect.valueError('unordered_list', value, 'a list')
      return markSafe(list)
    },
  },
  urlize: markupFilter((value, escapes) => urlize(String(value), { escapes })),
  urlizetrunc: {
    ...markupFilter((value, escapes, limit) => {
      const maxLength = expect.wholeNumber('urlizetrunc', limit)
      return urlize(String(value), { escapes, maxLength })
    }),
    argument: 'required',
  },
}

/** The markup of a safe string, or the escaped text of any other value. */
export function escaped(value: unknown): string {
  return value instanceof SafeString ? value.html : escapeHtml(toStr(value))
}

/** @param run told whether the value must be escaped: it is not safe, nor is escaping off */
function markupFilter(
  run: (value: unknown, escapes: boolean, argument: unknown) => string,
): Filter {
  return {
    argument: 'none',
    isSafe: true,
    takesText: true,
    isPure: true,
    makesSafe: true,
    run: (value, argument, { autoescape }) =>
      markSafe(run(value, autoescape && !(value instanceof SafeString), argument)),
  }
}

/** Makes each item of a list safe. */
function sequenceFilter(name: string, markup: (item: unknown) => string): Filter {
  return {
    argument: 'none',
    isSafe: true,
    isPure: true,
    makesSafe: true,
    run(value) {
      const items = value === null ? undefined : itemsOf(value)
      if (items === undefined) throw expect.valueError(name, value, 'a list')
      return Array.from(items, (item) => markSafe(markup(item)))
    },
  }
}

/** Empty lines separate paragraphs, other line ends become breaks. */
function paragraphs(text: string, escapes: boolean): string {
  const blocks = linesIn(text, escapes).split(/\n{2,}/)
  return blocks.map((block) => `<p>${withBreaks(block)}</p>`).join('\n\n')
}

function withBreaks(markup: string): string {
  return markup.replaceAll('\n', '<br>')
}

function linesIn(text: string, escapes: boolean): string {
  const lines = text.replace(/\r\n?/g, '\n')
  return escapes ? escapeHtml(lines) : lines
}

function numbered(text: string, escapes: boolean): string {
  const lines = (escapes ? escapeHtml(text) : text).split('\n')
  const { length } = String(lines.length)
  return lines.map((line, i) => `${String(i + 1).padStart(length, '0')}. ${line}`).join('\n')
}

/**
 * Text for between the quotes of a script: what could end them, or the element, has a code instead.
 */
function scriptText(text: string): string {
  return text.replace(/[\0-\x1f\\'"<>&=;`\u2028\u2029-]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase()
    return `\\u${code.padStart(4, '0')}`
  })
}
