import type { BusLine } from './bus-line.ts'

/** Takes a message of a topic. */
export type Subscriber = (message: unknown) => void

/** Carries messages between pages by topic. */
export interface Bus {
  publish(topic: string, message: unknown): void
  /** @returns ends the subscription */
  subscribe(topic: string, subscriber: Subscriber): () => void
}

/**
 * A bus within one process. Subscribers are told in the order in which they came, and then other processes, where there
 * is a line to any.
 */
export class ProcessBus implements Bus {
  readonly #topics = new Map<string, Set<Subscriber>>()
  readonly #lines = new Set<BusLine>()

  publish(topic: string, message: unknown): void {
    this.tellOthers(topic, message)
    this.deliver(topic, message)
  }

  /** Tells other processes alone. */
  tellOthers(topic: string, message: unknown): void {
    for (const line of this.#lines) line.send(topic, message)
  }

  /** Tells the subscribers of this process alone. */
  deliver(topic: string, message: unknown): void {
    for (const subscriber of [...(this.#topics.get(topic) ?? [])]) subscriber(message)
  }

  subscribe(topic: string, subscriber: Subscriber): () => void {
    const subscribers = this.#topics.get(topic) ?? new Set()
    this.#topics.set(topic, subscribers)
    subscribers.add(subscriber)
    return () => {
      subscribers.delete(subscriber)
      if (subscribers.size === 0 && this.#topics.get(topic) === subscribers)
        this.#topics.delete(topic)
    }
  }

  /** @returns ends that, once nothing comes any more */
  connect(line: BusLine): () => Promise<void> {
    this.#lines.add(line)
    return () => {
      this.#lines.delete(line)
      return line.close()
    }
  }
}

const bus = new ProcessBus()

/** The bus of this process. */
export function processBus(): ProcessBus {
  return bus
}

/**
 * Sends a message to every page that has subscribed to a topic; each receives it in `handleInfo`.
 *
 * @param topic any text; pages subscribe to it with `this.subscribe(topic)`
 * @param message what `handleInfo` receives, as it is: do not change it afterwards
 * @throws {StateError} where there are other processes, and the message holds what only this one can have
 */
export function publish(topic: string, message: unknown): void {
  bus.publish(topic, message)
}
