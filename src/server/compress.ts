import { deflateRawSync, gzipSync } from 'node:zlib'

/** Texts up to this many characters are not worth it. */
const minSize = 1_024

/** What a compressed message begins with: no frame does. */
const mark = Buffer.from([1])

// Fast, and little memory at a time: it is all given back at once.
const options = { level: 3, memLevel: 7, windowBits: 13 }

/** Compresses a frame as a message of bytes. @returns null where it is not worth it */
export function compressedMessage(frame: string | Uint8Array): Buffer | null {
  const bytes = deflated(frame)
  return bytes && Buffer.concat([mark, bytes])
}

/** Compresses a frame for an event of a stream. @returns null where it is not worth it */
export function compressedText(frame: string): string | null {
  return deflated(frame)?.toString('base64') ?? null
}

/** Compresses the body of a reply. @param accepted the `Accept-Encoding` header @returns null where it is not worth it */
export function compressedBody(text: string, accepted: string): Buffer<ArrayBuffer> | null {
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(accepted)
  return takesGzip && text.length > minSize ? Buffer.from(gzipSync(text, options)) : null
}

function deflated(frame: string | Uint8Array): Buffer | null {
  if (frame.length <= minSize) return null
  const bytes = deflateRawSync(frame, options)
  // What is random, or compressed already, does not become smaller.
  return bytes.byteLength < frame.length * 0.75 ? bytes : null
}
