import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** 32 MiB and about 0.1 s for each guess (OWASP, Password Storage Cheat Sheet). */
const cost = { ln: 15, r: 8, p: 3 }
const saltBytes = 16
const keyBytes = 32
/** Longer texts are refused before they cost anything. */
const maxPasswordChars = 4_096

/**
 * Turns a password into a text that can be stored: a salt, and what scrypt (RFC 7914) makes of both, in the PHC format.
 *
 * @throws {RangeError} when it is longer than 4,096 characters
 */
export async function hashPassword(password: string): Promise<string> {
  if (password.length > maxPasswordChars)
    throw new RangeError(`A password has at most ${maxPasswordChars} characters.`)
  const salt = randomBytes(saltBytes)
  return written(salt, await derive(password, salt, cost))
}

/**
 * Tells whether a password is the one that a hash was made of.
 *
 * @param hash null for a user who does not exist: the answer is false, and takes as long as any other
 */
export async function checkPassword(password: string, hash: string | null): Promise<boolean> {
  if (typeof password !== 'string' || password.length > maxPasswordChars) return false
  const { salt, key, ...own } = read(hash ?? nobody) ?? read(nobody)!
  const derived = await derive(password, salt, own)
  return timingSafeEqual(derived, key)
}

interface Cost {
  readonly ln: number
  readonly r: number
  readonly p: number
}

function derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** ln
  // What Node allows by default is just too little for 32 MiB.
  const options = { N, r, p, maxmem: 256 * N * r }
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

function written(salt: Buffer, key: Buffer): string {
  const { ln, r, p } = cost
  return `$scrypt$ln=${ln},r=${r},p=${p}$${base64(salt)}$${base64(key)}`
}

/** A hash of no password. */
const nobody = written(Buffer.alloc(saltBytes), Buffer.alloc(keyBytes))

const hashShape = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/]{22,88})\$([\w+/]{43})$/

/** @returns null for what is no hash of ours, or would cost more than any of ours */
function read(hash: string): (Cost & { salt: Buffer; key: Buffer }) | null {
  const [, ln, r, p, salt, key] = hashShape.exec(hash) ?? []
  if (salt === undefined || key === undefined) return null
  const own = { ln: Number(ln), r: Number(r), p: Number(p) }
  if (own.ln < 1 || own.ln > 20 || own.r < 1 || own.p < 1) return null
  return { ...own, salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') }
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
