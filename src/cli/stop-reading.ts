import type { Duplex } from 'node:stream'

/**
 * Stops this process from reading a connection that it is about to give to another one. A paused socket still reads into
 * its buffer, until it hears that the other has taken it, and what it reads by then would be lost. Node has no public
 * call for it.
 */
export function stopReading(socket: Duplex): void {
  const { _handle: handle } = socket as { _handle?: { readStop?(): void } | null }
  handle?.readStop?.()
}
