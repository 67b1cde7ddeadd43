/**
 * Address and headers of a request, as long as a page is open. They are kept as two texts, because a web `Request`
 * weighs several kilobytes, and open pages are many.
 */
export class RequestHead {
  readonly url: string
  /** Names and values in turn, a line each: neither can hold a line break. */
  readonly #lines: string

  constructor(url: string, headers: Iterable<readonly [name: string, value: string]>) {
    this.url = url
    this.#lines = Array.from(headers, ([name, value]) => `${name}\n${value}`).join('\n')
  }

  /** Makes a web request of it, without a body. @param url where it asks instead */
  toRequest(url: string | URL = this.url): Request {
    const headers = new Headers()
    const lines = this.#lines === '' ? [] : this.#lines.split('\n')
    for (let i = 0; i < lines.length; i += 2) headers.set(lines[i]!, lines[i + 1]!)
    return new Request(url, { headers })
  }
}
