import { escapeHtml } from '../../shared/html.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import type { Filter } from './filter.ts'

/** Filters whose result is markup. */
export const htmlFilters: Readonly<Record<string, Filter>> = {
  escape: markupFilter((value) => escaped(value)),
  force_escape: markupFilter((value) => escapeHtml(String(value))),
  linebreaks: markupFilter(paragraphs),
  linebreaksbr: markupFilter((value) => withBreaks(escaped(withUnixLines(value)))),
  safe: markupFilter((value) => String(value)),
}

/** The markup of a safe string, or the escaped text of an unsafe one. */
export function escaped(value: unknown): string {
  return value instanceof SafeString ? value.html : escapeHtml(String(value))
}

function markupFilter(run: (value: unknown) => string): Filter {
  return {
    argument: 'none',
    isSafe: true,
    takesText: true,
    isPure: true,
    makesSafe: true,
    run: (value) => markSafe(run(value)),
  }
}

/** Empty lines separate paragraphs, other line ends become breaks. */
function paragraphs(value: unknown): string {
  const blocks = escaped(withUnixLines(value)).split(/\n{2,}/)
  return blocks.map((block) => `<p>${withBreaks(block)}</p>`).join('\n\n')
}

function withBreaks(markup: string): string {
  return markup.replaceAll('\n', '<br>')
}

function withUnixLines(value: unknown): unknown {
  const text = String(value).replace(/\r\n?/g, '\n')
  return value instanceof SafeString ? markSafe(text) : text
}
