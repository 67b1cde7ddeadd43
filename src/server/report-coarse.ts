import { lineAndColumn } from '../shared/code-frame.ts'
import type { Location } from '../shared/location.ts'
import type { CoarseRegion } from '../template/place/coarse.ts'

/** Says what of a view's page is sent as a whole, why, and how that can be helped. */
export function reportCoarse(viewName: string, regions: readonly CoarseRegion[]): void {
  for (const { tag, at, why, cause } of regions) {
    const place = cause ? `\n  at ${placeOf(cause)}` : ''
    process.stderr.write(
      `djust: in the template of ${viewName}, a change sends all that is in <${tag}> (${placeOf(at)}): ${why}${place}\n`,
    )
  }
}

function placeOf({ file, source, start }: Location): string {
  const { line, column } = lineAndColumn(source, start)
  return `${file}:${line}:${column}`
}
