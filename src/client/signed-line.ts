import type { Line } from './features.ts'

/** Length of a signature: an HMAC-SHA256 in base64. */
const signatureChars = 44

const encoder = new TextEncoder()

/**
 * A WebSocket whose messages are signed in both directions. It is open once the server has said what both sides put into
 * every signature. A message that is not signed as it has to be ends it.
 */
export class SignedLine implements Line {
  onopen: Line['onopen'] = null
  onmessage: Line['onmessage'] = null
  onclose: Line['onclose'] = null
  readyState = 0
  readonly #socket: WebSocket
  readonly #key: Promise<CryptoKey>
  #challenge = ''
  #sent = 0
  #received = 0
  /** Signing takes time, and messages stay in their order. */
  #sending: Promise<void> = Promise.resolve()
  #receiving: Promise<void> = Promise.resolve()

  /** @param key of the page */
  constructor(url: string, key: string) {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    this.#key = crypto.subtle.importKey('raw', encoder.encode(key), algorithm, false, ['sign'])
    this.#socket = new WebSocket(url)
    this.#socket.onmessage = ({ data }) => this.#receive(String(data))
    this.#socket.onclose = ({ code }) => {
      this.readyState = 3
      void this.#receiving.then(() => this.onclose?.({ code }))
    }
  }

  send(text: string): void {
    const number = ++this.#sent
    this.#sending = this.#sending.then(async () => {
      this.#socket.send((await this.#signature('c', number, text)) + text)
    })
  }

  close(): void {
    this.readyState = 3
    this.#socket.close()
  }

  #receive(message: string): void {
    if (this.#challenge === '') {
      this.#challenge = message
      this.readyState = 1
      this.onopen?.()
      return
    }
    const number = ++this.#received
    this.#receiving = this.#receiving.then(async () => {
      const data = message.slice(signatureChars)
      if ((await this.#signature('s', number, data)) === message.slice(0, signatureChars))
        this.onmessage?.({ data })
      else this.#socket.close(4400)
    })
  }

  async #signature(side: 'c' | 's', number: number, text: string): Promise<string> {
    const data = encoder.encode(`${side} ${this.#challenge} ${number} ${text}`)
    const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', await this.#key, data))
    return btoa(String.fromCharCode(...bytes))
  }
}
