import { clientFrameOf, maxFrameDepth, maxFrameValues } from './decode.ts'
import { serverParts } from './encode.ts'
import type { ClientFrame, ServerFrame } from './frames.ts'
import { readMessagePack } from './read-messagepack.ts'
import { writeMessagePack } from './write-messagepack.ts'

/** Writes a frame of the server as MessagePack. */
export function encodeServerBytes(frame: ServerFrame): Uint8Array<ArrayBuffer> {
  return writeMessagePack(serverParts(frame))
}

/** Reads a frame of the browser in MessagePack, under the caps of one in JSON. @returns null when the bytes are not one */
export function decodeClientBytes(bytes: Uint8Array): ClientFrame | null {
  const caps = { depth: maxFrameDepth, values: maxFrameValues }
  return clientFrameOf(readMessagePack(bytes, caps))
}
