import { serverFrameOf } from './decode.ts'
import { clientParts } from './encode.ts'
import type { ClientFrame, ServerFrame } from './frames.ts'
import { readMessagePack } from './read-messagepack.ts'
import { writeMessagePack } from './write-messagepack.ts'

/** Writes a frame of the browser as MessagePack. */
export function encodeClientBytes(frame: ClientFrame): Uint8Array<ArrayBuffer> {
  return writeMessagePack(clientParts(frame))
}

/** Reads a frame of the server in MessagePack. @returns null when the bytes are not one */
export function decodeServerBytes(bytes: Uint8Array): ServerFrame | null {
  // Pages nest as deep as their templates do, and are as large as their lists.
  const caps = { depth: 1_000, values: Number.POSITIVE_INFINITY }
  return serverFrameOf(readMessagePack(bytes, caps))
}
