import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'

const python = process.env.PYTHON ?? 'python3'

/** Whether Python is there, and has a module. */
export function hasPythonModule(name: string): boolean {
  return spawnSync(python, ['-c', `import ${name}`], { stdio: 'ignore' }).status === 0
}

/** An engine of Python in a process of its own, which answers each question with a line. */
export class PythonPeer {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: AsyncIterator<string>

  /** @param file the JSON of the pages, for `_render-peers.py` */
  constructor(engine: string, file: string) {
    this.#process = spawn(python, ['bench/_render-peers.py', engine, file], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]()
  }

  /** Draws a page some times in a row. @returns how long once took, in milliseconds */
  async time(page: number, draws: number): Promise<number> {
    return Number(await this.#ask(`time ${page} ${draws}`))
  }

  /** Draws a page. @returns its text */
  async show(page: number): Promise<string> {
    return JSON.parse(await this.#ask(`show ${page}`)) as string
  }

  end(): void {
    this.#process.stdin.end()
  }

  async #ask(question: string): Promise<string> {
    this.#process.stdin.write(`${question}\n`)
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`The Python process ended at "${question}"`)
    return value
  }
}
