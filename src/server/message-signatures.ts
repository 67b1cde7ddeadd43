import { createHmac, timingSafeEqual } from 'node:crypto'
import { sessionId } from '../session/session-id.ts'
import { decodeClientFrame } from '../wire/decode.ts'
import type { KeyRing } from './secret.ts'

/** Length of a signature: an HMAC-SHA256 in base64. */
export const signatureChars = 44

/** The key of a page, which it has beside its CSRF token. */
export function messageKey(key: KeyRing[number], csrfToken: string): string {
  return createHmac('sha256', key).update(csrfToken).digest('base64url')
}

/**
 * Signs the messages of one connection, and checks those that come: each by its side, the connection's challenge, its
 * number on the connection, and its text. So none can be changed, left out, repeated, or taken from another connection.
 */
export class MessageSignatures {
  /** What the server says first, unsigned: both sides put it into every signature. */
  readonly challenge = sessionId()
  readonly #keys: KeyRing
  /** Known once the page has joined. */
  #key: string | null = null
  #sent = 0
  #received = 0

  constructor(keys: KeyRing) {
    this.#keys = keys
  }

  /** Puts the signature before a frame of the server. */
  sign(frame: string): string {
    this.#sent += 1
    return this.#signature(this.#key ?? '', 's', this.#sent, frame) + frame
  }

  /** Gives the frame of a message that came; null when it is not signed as it has to be. */
  open(message: string): string | null {
    const given = message.slice(0, signatureChars)
    const frame = message.slice(signatureChars)
    this.#received += 1
    const isRight = (key: string): boolean =>
      isSame(given, this.#signature(key, 'c', this.#received, frame))
    if (this.#key === null) {
      const join = decodeClientFrame(frame)
      if (join?.kind !== 'join') return null
      this.#key = this.#keys.map((key) => messageKey(key, join.csrf)).find(isRight) ?? null
      return this.#key && frame
    }
    return isRight(this.#key) ? frame : null
  }

  #signature(key: string, side: 'c' | 's', number: number, frame: string): string {
    const text = `${side} ${this.challenge} ${number} ${frame}`
    return createHmac('sha256', key).update(text).digest('base64')
  }
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
