import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Command, Project } from '../command-line.ts'
import type { Random } from './random.ts'

/** Server processes of one application, of which one or the other is killed and started again, or stands still for a while. */
export class Processes {
  readonly origins: readonly string[]
  kills = 0
  freezes = 0
  readonly #project: Project
  readonly #env: Readonly<Record<string, string>>
  readonly #running: (Command | null)[]

  private constructor(project: Project, ports: readonly number[], env: Record<string, string>) {
    this.#project = project
    this.#env = env
    this.origins = ports.map((port) => `http://127.0.0.1:${port}`)
    this.#running = ports.map(() => null)
  }

  /** @param app text of the application's file */
  static async start(app: string, count: number, env: Record<string, string>): Promise<Processes> {
    const ports: number[] = []
    while (ports.length < count) ports.push(await freePort(ports))
    const processes = new Processes(new Project({ 'app.ts': app }), ports, env)
    try {
      await Promise.all(ports.map((_, i) => processes.#run(i)))
    } catch (error) {
      await processes.end()
      throw error
    }
    return processes
  }

  async #run(i: number): Promise<void> {
    const { port } = new URL(this.origins[i]!)
    const args = ['start', 'app.ts', '--host', '127.0.0.1', '--port', port]
    const command = this.#project.djust(args, this.#env)
    this.#running[i] = command
    await command.prints(/ready {2}/)
  }

  /** Kills or stops one after the other until a time. */
  async harmUntil(endMs: number, random: Random): Promise<void> {
    for (;;) {
      await sleep(300 + random.below(1_500))
      if (Date.now() > endMs) return
      const i = random.below(this.origins.length)
      if (random.chance(0.5)) await this.#kill(i)
      else await this.#freeze(i, 200 + random.below(1_800))
    }
  }

  async #kill(i: number): Promise<void> {
    await this.#running[i]!.end('SIGKILL')
    this.kills += 1
    await this.#run(i)
  }

  /** Whoever stands still does not know that its sessions have gone elsewhere, and goes on with what it had begun. */
  async #freeze(i: number, ms: number): Promise<void> {
    this.#running[i]!.signal('SIGSTOP')
    this.freezes += 1
    await sleep(ms)
    this.#running[i]!.signal('SIGCONT')
  }

  /** What the processes that run now have said. */
  get output(): string {
    return this.#running.map((command) => command?.output ?? '').join('\n')
  }

  end(): Promise<void> {
    return this.#project.remove()
  }
}

/** A port below those that systems give to connections, which would take it while its process is away. */
async function freePort(taken: readonly number[]): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if (!taken.includes(port) && (await isFree(port))) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
