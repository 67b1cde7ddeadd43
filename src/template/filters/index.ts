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
