import { StateError } from '../shared/errors.ts'
import { decodeState } from '../state/decode-state.ts'
import { encodeState } from '../state/encode-state.ts'
import type { Channel, OpenChannel } from '../store/channel.ts'

/** What a line needs of its application. */
export interface BusLineHost {
  /** Tells the subscribers of this process. */
  deliver(topic: string, message: unknown): void
  seal(text: string, purpose: string): Uint8Array
  unseal(data: Uint8Array, purpose: string): string | null
  log(message: string, error?: unknown): void
}

const purpose = 'message'

/** A line to the other processes of an application. Others may use the same channel, and can neither read nor write. */
export class BusLine {
  readonly #host: BusLineHost
  readonly #channel: Channel
  /** Whether it was said that messages are lost. */
  #isBroken = false

  constructor(open: OpenChannel, host: BusLineHost) {
    this.#host = host
    this.#channel = open({
      received: (data) => this.#receive(data),
      failed: (error) => this.#fail(error),
    })
  }

  /** @throws {StateError} when the message cannot be sent */
  send(topic: string, message: unknown): void {
    this.#channel.send(this.#host.seal(textOf(topic, message), purpose))
  }

  close(): Promise<void> {
    return this.#channel.close()
  }

  #receive(data: Uint8Array): void {
    this.#isBroken = false
    const text = this.#host.unseal(data, purpose)
    if (text === null) return
    const { topic, message } = decodeState(text)
    this.#host.deliver(String(topic), message)
  }

  /** Said once, until something arrives again: what is broken fails at every message. */
  #fail(error: unknown): void {
    if (this.#isBroken) return
    this.#isBroken = true
    this.#host.log('Messages to and from other processes are lost for now', error)
  }
}

function textOf(topic: string, message: unknown): string {
  try {
    return encodeState({ topic, message })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new StateError(
      'message_not_sendable',
      `A message of the topic "${topic}" cannot go to other processes. ${why} Publish what happened as plain data, such as an id, and load the rest in handleInfo.`,
      { cause: error },
    )
  }
}
