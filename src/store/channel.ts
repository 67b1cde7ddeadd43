/** What the holder of a channel hears. */
export interface ChannelEnd {
  /** Another process has sent something. */
  received(data: Uint8Array): void
  /** Something that was sent, or that others send, may not have arrived. */
  failed(error: unknown): void
}

/**
 * Carries what processes tell each other. What one sends comes to all others, in the order in which it was sent, once,
 * as long as they are connected; who is not misses it.
 */
export interface Channel {
  send(data: Uint8Array): void
  close(): Promise<void>
}

/** Connects at once, and again whenever it is cut off, until it is closed. */
export type OpenChannel = (end: ChannelEnd) => Channel

/** How much may wait to be sent while a channel is being connected. */
export const maxWaitingMessages = 1_000

/** How long to wait before a lost connection is tried again. @param tries how often that has failed */
export function channelRetryMs(tries: number): number {
  return Math.min(2 ** tries * 20, 2_000)
}
