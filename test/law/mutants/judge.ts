import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type BuildContext, context } from 'esbuild'
import { changed } from '../../support/source-change.ts'
import { type Mutant, mutants } from './mutants.ts'
import type { Verdict } from './worker.ts'

export type { Verdict }

/** Which cases a mutant is tried on, and for how long at most. */
export interface Limits {
  readonly seed: number
  readonly steps: number
  readonly seconds: number
}

/** Holds the patch law against the engine with a mistake in it. */
export class Judge {
  readonly #build: Promise<BuildContext>
  #mutant: Mutant | null = null
  /** Bundles are made one after the other. */
  #bundled: Promise<unknown> = Promise.resolve()

  constructor() {
    this.#build = context({
      entryPoints: ['test/law/mutants/worker.ts'],
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      write: false,
      logLevel: 'silent',
      plugins: [{ name: 'mutant', setup: ({ onLoad }) => onLoad({ filter }, this.#load) }],
    })
  }

  /**
   * Runs in a thread of its own: some mistakes never end.
   *
   * @param mutant null for the engine as it is
   */
  async judge(mutant: Mutant | null, limits: Limits): Promise<Verdict> {
    const worker = new Worker(await this.#bundle(mutant), { eval: true, workerData: limits })
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      return await new Promise<Verdict>((found, reject) => {
        worker.once('message', found)
        worker.once('error', reject)
        timer = setTimeout(() => found({ caught: null, steps: 0 }), limits.seconds * 1000)
      })
    } finally {
      clearTimeout(timer)
      await worker.terminate()
    }
  }

  async close(): Promise<void> {
    await (await this.#build).dispose()
  }

  #bundle(mutant: Mutant | null): Promise<string> {
    const bundled = this.#bundled.then(async () => {
      this.#mutant = mutant
      const result = await (await this.#build).rebuild()
      return result.outputFiles![0]!.text
    })
    this.#bundled = bundled.catch(() => {})
    return bundled
  }

  #load = ({ path }: { path: string }) => {
    const mutant = this.#mutant
    const source = readFileSync(path, 'utf8')
    const isIt = mutant && path === resolve(mutant.file)
    return { contents: isIt ? changed(mutant, source) : source, loader: 'ts' as const }
  }
}

/** Judges mutants, two at a time. @param tell is called with each as soon as its verdict is known */
export async function judgeAll(
  all: readonly Mutant[],
  limits: Limits,
  tell: (mutant: Mutant, verdict: Verdict) => void,
): Promise<void> {
  const judge = new Judge()
  const waiting = [...all]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      tell(next, await judge.judge(next, limits))
  }
  try {
    await Promise.all([work(), work()])
  } finally {
    await judge.close()
  }
}

/** The files that some mutant changes. */
const filter = new RegExp(`/(?:${[...new Set(mutants.map(({ file }) => file))].join('|')})$`)
