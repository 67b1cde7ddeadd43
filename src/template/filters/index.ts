import { dateFilters } from './dates.ts'
import type { Filter } from './filter.ts'
import { htmlFilters } from './html.ts'
import { jsonFilters } from './json.ts'
import { listFilters } from './lists.ts'
import { logicFilters } from './logic.ts'
import { numberFilters } from './numbers.ts'
import { textFilters } from './text.ts'
import { truncateFilters } from './truncate.ts'

export { applyFilter, type Filter } from './filter.ts'

/** Every filter by its name in templates. */
export const filters: ReadonlyMap<string, Filter> = new Map(
  [
    dateFilters,
    htmlFilters,
    jsonFilters,
    listFilters,
    logicFilters,
    numberFilters,
    textFilters,
    truncateFilters,
  ].flatMap((group) => Object.entries(group)),
)

/** Filters of Django's that do not act yet, so that an error can say so. */
export const laterFilters: ReadonlySet<string> = new Set([
  'dictsort',
  'dictsortreversed',
  'escapejs',
  'escapeseq',
  'iriencode',
  'linenumbers',
  'phone2numeric',
  'pprint',
  'random',
  'safeseq',
  'striptags',
  'truncatechars_html',
  'truncatewords_html',
  'unordered_list',
  'urlize',
  'urlizetrunc',
  'wordwrap',
])
