import cluster, { type Worker as Process } from 'node:cluster'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readKeys } from '../server/secret.ts'
import { stopReading } from './stop-reading.ts'
import { untilStopped } from './until-stopped.ts'
import type { HandOverMessage, WorkerMessage, WorkMessage } from './worker-messages.ts'

/** How long a worker that was told to stop may take. */
const killAfterMs = 5_000
/** How long connections wait for a worker that is being started again, and how many. */
const holdMs = 10_000
const maxHeld = 1_000
/** How long to wait before a worker is started again that could not begin. */
const maxRestartMs = 10_000

/**
 * `djust start --workers`: serves an application in several processes that share a port, and starts those again that die.
 *
 * @returns the exit code
 */
export async function startWorkers(
  app: string,
  { count, ...address }: { port: number; hostname: string; count: number },
): Promise<number> {
  readKeys()
  const folder = mkdtempSync(join(tmpdir(), 'djust-'))
  cluster.setupPrimary({
    exec: fileURLToPath(new URL(`./worker-process${extname(import.meta.url)}`, import.meta.url)),
    args: [],
    serialization: 'advanced',
  })
  const workers = new Workers(count, (index) => ({
    kind: 'work',
    app,
    ...address,
    index,
    count,
    folder,
  }))
  const stopped = untilStopped()
  try {
    const url = await Promise.race([workers.start(), stopped])
    if (url === null) return 1
    if (url) {
      console.log(`ready  ${new URL('/', url).href}  ${count} workers`)
      await stopped
    }
    return 0
  } finally {
    await workers.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A connection on its way to a worker. */
interface HandedOver {
  readonly head: Uint8Array
  readonly socket: Socket
}

class Workers {
  readonly #count: number
  readonly #messageFor: (index: number) => WorkMessage
  /** Those that serve; null in the place of one that does not yet. */
  readonly #ready: (Process | null)[]
  readonly #held: HandedOver[][]
  #isStopping = false

  constructor(count: number, messageFor: (index: number) => WorkMessage) {
    this.#count = count
    this.#messageFor = messageFor
    this.#ready = Array.from({ length: count }, () => null)
    this.#held = Array.from({ length: count }, () => [])
  }

  /** One begins, so that a mistake is told once; then all others. @returns the address, or null when they cannot begin */
  async start(): Promise<string | null> {
    const url = await this.#begin(0)
    if (url === null) return null
    const others = Array.from({ length: this.#count - 1 }, (_, i) => this.#begin(i + 1))
    return (await Promise.all(others)).includes(null) ? null : url
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    const processes = Object.values(cluster.workers ?? {}).flatMap((one) => (one ? [one] : []))
    const ended = processes.map((one) => (one.isDead() ? null : once(one, 'exit')))
    for (const one of processes) one.process.kill('SIGTERM')
    const killing = setTimeout(() => {
      for (const one of processes) one.process.kill('SIGKILL')
    }, killAfterMs)
    await Promise.all(ended)
    clearTimeout(killing)
  }

  /** Starts the process of a place. @returns where it serves, or null when it cannot */
  #begin(index: number): Promise<string | null> {
    const worker = cluster.fork()
    return new Promise((resolve) => {
      let url: string | null = null
      worker.on('message', (message: WorkerMessage, socket: unknown) => {
        switch (message.kind) {
          case 'waiting':
            worker.send(this.#messageFor(index), undefined, () => {})
            return
          case 'ready':
            url = message.url
            this.#ready[index] = worker
            for (const held of this.#held[index]!.splice(0)) this.#handOver(index, held)
            return resolve(url)
          case 'failed':
            return
          case 'broadcast':
            for (const other of this.#ready)
              if (other !== worker) other?.send(message, undefined, () => {})
            return
          case 'hand over':
            if (socket) this.#takeOver(message, socket as Socket)
            return
          default:
            message satisfies never
        }
      })
      worker.once('exit', (code, signal) => {
        if (this.#ready[index] === worker) this.#ready[index] = null
        if (url === null) return resolve(null)
        if (this.#isStopping) return
        console.error(
          `djust: worker ${index + 1} ended (${signal ?? `exit code ${code}`}), and is started again`,
        )
        void this.#beginAgain(index)
      })
    })
  }

  async #beginAgain(index: number): Promise<void> {
    for (let pauseMs = 500; !this.#isStopping; pauseMs = Math.min(pauseMs * 2, maxRestartMs)) {
      if ((await this.#begin(index)) !== null) return
      await sleep(pauseMs)
    }
  }

  #takeOver({ index, head }: HandOverMessage, socket: Socket): void {
    stopReading(socket)
    socket.on('error', () => socket.destroy())
    this.#handOver(index, { head, socket })
  }

  /** Gives a connection to the worker of a place. One that is being started again gets it then. */
  #handOver(index: number, { head, socket }: HandedOver): void {
    const worker = this.#ready[index]
    if (worker) {
      const message = { kind: 'hand over', index, head } as const
      worker.send(message, socket, () => socket.destroy())
      return
    }
    const held = this.#held[index]!
    if (held.length >= maxHeld) {
      socket.destroy()
      return
    }
    const entry = { head, socket }
    held.push(entry)
    setTimeout(() => {
      const at = held.indexOf(entry)
      if (at < 0) return
      held.splice(at, 1)
      socket.destroy()
    }, holdMs).unref()
  }
}
