import { decodeState } from '../../../src/state/decode-state.ts'
import { parseCookies } from '../../../src/server/cookies.ts'
import { checkCsrf } from '../../../src/server/csrf.ts'
import { originAllowed } from '../../../src/server/origin.ts'
import { deriveKeys } from '../../../src/server/secret.ts'
import { unseal } from '../../../src/server/sealing.ts'
import { verify } from '../../../src/server/signing.ts'
import { StateError } from '../../../src/shared/errors.ts'
import { safeUrl } from '../../../src/shared/own-address.ts'
import { decodeServerBytes, encodeClientBytes } from '../../../src/wire/client-bytes.ts'
import { decodeClientFrame, decodeServerFrame } from '../../../src/wire/decode.ts'
import { encodeClientFrame } from '../../../src/wire/encode.ts'
import { StreamReader } from '../../../src/wire/event-stream.ts'
import { decodeClientBytes } from '../../../src/wire/server-bytes.ts'
import type { Draw } from '../draw.ts'
import { mutated, randomBytes } from './mutate.ts'

const keys = deriveKeys('a secret for tests that is long enough')

/** What reads what comes from outside, each with something that is right. */
const decoders: Readonly<Record<string, readonly [right: string, read: (text: string) => void]>> = {
  decodeClientFrame: [
    '[0,3,"rename",{"value":"Milk","field":"title"},{"id":"7"}]',
    takeClientFrame,
  ],
  decodeClientBytes: [
    '\x94\x00\x01\xa4save\x81\xa1a\xc3',
    (text) => takeClientBytes(bytesOf(text)),
  ],
  decodeServerBytes: ['\x94\x00\x09\x09\x92\x07\xa1x', (text) => decodeServerBytes(bytesOf(text))],
  decodeServerFrame: [
    '[0,9,9,[7,[1]],[["url","/?page=5"]],[[1,"x"]],{"a":{"regions":[["text"]]}}]',
    decodeServerFrame,
  ],
  StreamReader: [
    'event: open\ndata: abc\n\ndata: [0,1,1]\n\n',
    (text) => new StreamReader().read(text),
  ],
  parseCookies: ['djust_sid=abcdefghijklmnopqrstuv; a="b"; c=%20', parseCookies],
  checkCsrf: ['A'.repeat(86), (text) => checkCsrf(keys.csrf, 'id', text)],
  verify: ['eyJhIjoxfQ.abc', (text) => verify(keys.token, text)],
  unseal: ['a'.repeat(64), (text) => unseal(keys.snapshot, Buffer.from(text, 'latin1'), 'x')],
  originAllowed: [
    'https://app.example.com',
    (text) => originAllowed(text, { host: text, isSecure: true }, ['https://*.example.com']),
  ],
  safeUrl: ['/a/?b=c#d', (text) => safeUrl(text, 'https://example.com/')],
  decodeState: ['{"a":{"$":"map","of":[[1,2]]},"b":[1,{"$":"ref","to":1}]}', takeState],
}

/** Has every decoder read something that is nearly right, and something that is anything. */
export function tryDecoders(draw: Draw): void {
  for (const [name, [right, read]] of Object.entries(decoders)) {
    for (const text of [mutated(draw, right), randomBytes(draw, 500).toString('latin1')]) {
      try {
        read(text)
      } catch (cause) {
        throw new Error(`${name} threw for ${JSON.stringify(text.slice(0, 500))}`, { cause })
      }
    }
  }
}

/** A frame that is taken is one that could have been sent. */
function takeClientFrame(text: string): void {
  const frame = decodeClientFrame(text)
  if (frame && !decodeClientFrame(encodeClientFrame(frame))) throw new Error('it cannot be sent')
  if (Object.getPrototypeOf({}) !== Object.prototype || 'polluted' in {})
    throw new Error('polluted')
}

function takeClientBytes(bytes: Uint8Array): void {
  const frame = decodeClientBytes(bytes)
  if (frame && !decodeClientBytes(encodeClientBytes(frame))) throw new Error('it cannot be sent')
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}

function takeState(text: string): void {
  try {
    decodeState(text)
  } catch (error) {
    if (!(error instanceof StateError)) throw error
  }
}
