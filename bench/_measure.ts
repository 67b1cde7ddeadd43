/** Something to be timed. */
export interface Subject {
  /** Puts things in order before each run; its time does not count. */
  prepare?(): void
  run(): unknown
}

export interface Rounds {
  /** Samples of each subject (default: 200). */
  readonly rounds?: number
  /** Rounds before the first sample, in which code is compiled (default: 60). */
  readonly warmUpRounds?: number
  /** Runs that make one sample, for what takes microseconds (default: 1). */
  readonly runsPerSample?: number
}

/**
 * Times subjects in turn, A, B, B, A, A, B …, so that whatever disturbs the machine disturbs them
 * alike.
 *
 * @returns the median time of one run of each, in milliseconds
 */
export function timeInTurn<Name extends string>(
  subjects: Readonly<Record<Name, Subject>>,
  { rounds = 200, warmUpRounds = 60, runsPerSample = 1 }: Rounds = {},
): Record<Name, number> {
  const names = Object.keys(subjects) as Name[]
  const samples = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const name of names) {
      const ms = sample(subjects[name], runsPerSample) / runsPerSample
      if (round >= 0) samples.get(name)!.push(ms)
    }
    names.reverse()
  }
  return Object.fromEntries(
    [...samples].map(([name, times]) => [name, percentile(times, 50)]),
  ) as Record<Name, number>
}

/** What the last run returned: what nobody keeps may not be computed. */
export const kept: { result: unknown } = { result: null }

function sample(subject: Subject, runs: number): number {
  if (!subject.prepare) {
    const startedAt = performance.now()
    for (let i = 0; i < runs; i++) kept.result = subject.run()
    return performance.now() - startedAt
  }
  let ms = 0
  for (let i = 0; i < runs; i++) {
    subject.prepare()
    const startedAt = performance.now()
    kept.result = subject.run()
    ms += performance.now() - startedAt
  }
  return ms
}

/** The value below which a share of the values lies. @param share in percent */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))]!
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
}

/**
 * Makes a string one piece of memory. Engines put strings together lazily, and whoever sends one
 * pays for that; so the time of a string counts only once it is whole.
 */
export function whole(text: string): string {
  text.charCodeAt(0)
  return text
}

/** Tells something beside the rows. */
export function note(text: string): void {
  console.error(`    ${text}`)
}

/** The memory that this process uses once everything that can be freed is freed: heap and buffers. */
export async function heapBytes(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    globalThis.gc!()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
