/**
 * An answer that is a text. The body of an answer is a stream, which takes the server as long as drawing a page does:
 * that of this one is made when somebody asks for it, which whoever only passes the answer on does not.
 */
export class TextResponse extends Response {
  readonly #text: string
  #whole: Response | null = null

  constructor(text: string, init?: ResponseInit) {
    super(null, init)
    this.#text = text
    if (!this.headers.has('Content-Type'))
      this.headers.set('Content-Type', 'text/plain;charset=UTF-8')
  }

  /** What it says; null once somebody has asked for its body, and may have read of it. */
  get unread(): string | null {
    return this.#whole ? null : this.#text
  }

  static {
    const whole = (answer: TextResponse): Response => {
      const { status, statusText, headers } = answer
      answer.#whole ??= new Response(answer.#text, { status, statusText, headers })
      return answer.#whole
    }
    // They are properties to some versions of the types, and methods to others: no class could override them for both.
    for (const name of ['body', 'bodyUsed'] as const)
      Object.defineProperty(this.prototype, name, {
        get(this: TextResponse) {
          return whole(this)[name]
        },
      })
    for (const name of ['arrayBuffer', 'blob', 'bytes', 'clone', 'formData', 'json', 'text'])
      Object.defineProperty(this.prototype, name, {
        value(this: TextResponse) {
          return whole(this)[name as 'text']()
        },
      })
  }
}
