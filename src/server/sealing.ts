import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'
import type { KeyRing } from './secret.ts'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/**
 * Encrypts a text so that only the holder of the key can read it or make another, with AES-256-GCM (NIST SP 800-38D).
 *
 * @param purpose what the text belongs to: it can be read again for that alone
 */
export function seal([key]: KeyRing, text: string, purpose: string): Uint8Array {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(purpose))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Decrypts what `seal` made with one of the keys, and the same purpose. Whatever else it is given, it returns null. */
export function unseal(keys: KeyRing, data: Uint8Array, purpose: string): string | null {
  if (data.length < nonceBytes + tagBytes) return null
  for (const key of keys) {
    const text = open(key, data, purpose)
    if (text !== null) return text
  }
  return null
}

function open(key: KeyObject, data: Uint8Array, purpose: string): string | null {
  const decipher = createDecipheriv(algorithm, key, data.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(purpose))
  decipher.setAuthTag(data.subarray(nonceBytes, nonceBytes + tagBytes))
  try {
    const body = decipher.update(data.subarray(nonceBytes + tagBytes))
    return Buffer.concat([body, decipher.final()]).toString('utf8')
  } catch {
    return null // changed, of another key or purpose
  }
}
