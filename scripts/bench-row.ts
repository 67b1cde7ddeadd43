/** One figure: a ratio taken against something measured beside it in the same run. */
export interface Row {
  /** What was compared, such as `one cell of 1,000 / JSON.stringify of the rows`. */
  readonly name: string
  readonly ratio: number
  /** The largest ratio that is good enough, or the smallest with `atLeast`. */
  readonly goal: number
  /** Whether more is better. */
  readonly atLeast?: boolean
}

/** Whether a figure reaches its goal. */
export function passes({ ratio, goal, atLeast = false }: Row): boolean {
  return atLeast ? ratio >= goal : ratio <= goal
}

/** Writes rows as aligned columns: `name ratio goal pass|short`. */
export function formatRows(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.name,
    formatRatio(row.ratio),
    `${row.atLeast ? '≥' : '≤'} ${formatRatio(row.goal)}`,
    passes(row) ? 'pass' : 'short',
  ])
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]!.length)))
  return cells.map((row) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')).join('\n')
}

/** Small ratios read better as fractions: `1/60` rather than `0.0167×`. */
function formatRatio(ratio: number): string {
  if (!(ratio > 0) || ratio >= 0.4) return `${Number(ratio.toFixed(2))}×`
  const below = 1 / ratio
  return `1/${below < 10 ? Number(below.toFixed(1)) : Math.round(below)}`
}
