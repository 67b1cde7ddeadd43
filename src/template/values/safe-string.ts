/** Markup that is printed as it is. Every other value is escaped. */
export class SafeString {
  readonly html: string

  constructor(html: string) {
    this.html = html
  }

  toString(): string {
    return this.html
  }

  toJSON(): string {
    return this.html
  }
}

/** Declares text to be markup, so that it is not escaped when printed. */
export function markSafe(html: string): SafeString {
  return new SafeString(html)
}
