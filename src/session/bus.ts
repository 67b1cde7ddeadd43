/** Takes a message of a topic. */
export type Subscriber = (message: unknown) => void

/** Carries messages between pages by topic. */
export interface Bus {
  publish(topic: string, message: unknown): void
  /** @returns ends the subscription */
  subscribe(topic: string, subscriber: Subscriber): () => void
}

/** A bus within one process. Subscribers are told in the order in which they came. */
export class ProcessBus implements Bus {
  readonly #topics = new Map<string, Set<Subscriber>>()

  publish(topic: string, message: unknown): void {
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
}

const bus = new ProcessBus()

/** The bus of this process. */
export function processBus(): Bus {
  return bus
}

/**
 * Sends a message to every page that has subscribed to a topic; each receives it in `handleInfo`.
 *
 * @param topic any text; pages subscribe to it with `this.subscribe(topic)`
 * @param message what `handleInfo` receives, as it is: do not change it afterwards
 */
export function publish(topic: string, message: unknown): void {
  bus.publish(topic, message)
}
