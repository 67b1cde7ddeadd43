import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { OpenChannel } from '../store/channel.ts'

/** This process, as one of several that serve a port together. */
export interface Worker {
  /** Which of them it is, from 0. Whoever takes its place when it has died is the same. */
  readonly index: number
  readonly count: number
  /** Where a worker takes requests from the others: the path of a local socket. */
  pathOf(index: number): string
  /** Gives the connection of a request to another worker. @param head what has come on it behind the request */
  handOver(index: number, request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Opens what carries messages to the others. */
  readonly openChannel: OpenChannel
}

let own: Worker | null = null

/** Says so, before the application is imported. */
export function becomeWorker(worker: Worker): void {
  own = worker
}

/** Null where this process has its port for itself. */
export function thisWorker(): Worker | null {
  return own
}
