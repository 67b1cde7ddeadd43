import { encodeServerFrame } from '../wire/encode.ts'
import type { ServerFrame } from '../wire/frames.ts'
import { encodeServerBytes } from '../wire/server-bytes.ts'

/** A line to the browser, whatever carries it. */
export interface Link {
  /** Whether so much waits to be sent that there should be no more. Whoever holds it is told when that ends. */
  readonly isFull: boolean
  /** Whether frames are sent as bytes. */
  takesBytes: boolean
  send(frame: string | Uint8Array<ArrayBuffer>): void
  close(code: number): void
}

/** Writes a frame as a line takes it. */
export function encodeFor(link: Link, frame: ServerFrame): string | Uint8Array<ArrayBuffer> {
  return link.takesBytes ? encodeServerBytes(frame) : encodeServerFrame(frame)
}
