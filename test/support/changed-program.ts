import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type BuildContext, context } from 'esbuild'
import { changed, type SourceChange } from './source-change.ts'

/**
 * A program that is run with one change or another in its sources, each time in a thread of its own: some mistakes never
 * end. What the program posts is what it has found.
 */
export class ChangedProgram<Found> {
  readonly #build: Promise<BuildContext>
  /** The files that some change is in. */
  readonly #filter: RegExp
  #change: SourceChange | null = null
  /** Bundles are made one after the other. */
  #bundled: Promise<unknown> = Promise.resolve()

  /** @param changes all that it may be run with */
  constructor(entry: string, changes: readonly SourceChange[]) {
    this.#filter = new RegExp(`/(?:${[...new Set(changes.map(({ file }) => file))].join('|')})$`)
    this.#build = context({
      entryPoints: [entry],
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      write: false,
      logLevel: 'silent',
      plugins: [
        { name: 'change', setup: ({ onLoad }) => onLoad({ filter: this.#filter }, this.#load) },
      ],
    })
  }

  /**
   * @param change null for the sources as they are
   * @param input its `workerData`
   * @returns null when it has found nothing in time
   */
  async run(change: SourceChange | null, input: object, seconds: number): Promise<Found | null> {
    const worker = new Worker(await this.#bundle(change), { eval: true, workerData: input })
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      return await new Promise<Found | null>((found, reject) => {
        worker.once('message', found)
        worker.once('error', reject)
        timer = setTimeout(() => found(null), seconds * 1000)
      })
    } finally {
      clearTimeout(timer)
      await worker.terminate()
    }
  }

  async close(): Promise<void> {
    await (await this.#build).dispose()
  }

  #bundle(change: SourceChange | null): Promise<string> {
    const bundled = this.#bundled.then(async () => {
      this.#change = change
      const result = await (await this.#build).rebuild()
      return result.outputFiles![0]!.text
    })
    this.#bundled = bundled.catch(() => {})
    return bundled
  }

  #load = ({ path }: { path: string }) => {
    const change = this.#change
    const source = readFileSync(path, 'utf8')
    const isIt = change && path === resolve(change.file)
    return { contents: isIt ? changed(change, source) : source, loader: 'ts' as const }
  }
}
