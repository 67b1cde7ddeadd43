import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SoakOrder, SoakReport, SoakStart } from './messages.ts'

const program = fileURLToPath(new URL('server.ts', import.meta.url))

/** The process of a soak's server. */
export class SoakServer {
  readonly #process: ChildProcess
  readonly #folder: string
  #port = 0

  private constructor(folder: string) {
    this.#folder = folder
    this.#process = fork(program, { execArgv: ['--import', 'tsx', '--expose-gc'] })
  }

  /** @param isShort whether pages that are away end within a second */
  static async start(isShort: boolean): Promise<SoakServer> {
    const folder = mkdtempSync(join(tmpdir(), 'djust-soak-'))
    const server = new SoakServer(folder)
    const { port } = await server.#tell({ file: join(folder, 'sessions.db'), isShort })
    server.#port = port
    return server
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  ask(what: SoakOrder['what']): Promise<SoakReport> {
    return this.#tell({ what })
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await ended
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #tell(message: SoakStart | SoakOrder): Promise<SoakReport> {
    this.#process.send(message)
    const ended = once(this.#process, 'exit').then(() => {
      throw new Error('The server of the soak has ended.')
    })
    ended.catch(() => {})
    const [report] = await Promise.race([once(this.#process, 'message'), ended])
    return report as SoakReport
  }
}
