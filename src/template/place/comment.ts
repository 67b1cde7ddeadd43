import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { part } from '../expression.ts'
import type { Flat } from '../nodes.ts'
import { readLines } from '../read-html.ts'
import { checkTextOnly } from './check-text-only.ts'
import type { Trusts } from './escaping.ts'
import type { PlacedComment } from './placed.ts'

/** Reads one comment. It comes in one text, unless the template trusts values in it. */
export class Comment {
  readonly where = 'a comment'
  readonly start = null
  readonly #trusts: Trusts
  /** What it is made of, once its first text did not end it. */
  readonly #parts: Flat[] = []
  #node: PlacedComment | null = null

  constructor(trusts: Trusts) {
    this.#trusts = trusts
  }

  /** What it is, once its end was read. */
  get node(): PlacedComment | null {
    return this.#node
  }

  get isEnded(): boolean {
    return this.#node !== null
  }

  /** @returns the index behind what was read */
  read(text: string, from: number, at: Location): number {
    return this.#parts.length === 0 ? this.#begin(text, from, at) : this.#readOn(text, from, at)
  }

  place(node: Flat): void {
    checkTextOnly([node], this.where, />/)
    this.#parts.push(node)
  }

  #begin(text: string, from: number, at: Location): number {
    // The browser ends `<!-->` and `<!--->` at once, and others also at `--!>`.
    const whole = /^<!--(?:-?>|([^]*?)--!?>)/.exec(text.slice(from))
    if (whole) {
      const [source, data = ''] = whole
      this.#node = { kind: 'comment', data: readLines(data), text: source }
      return from + source.length
    }
    if (!this.#trusts('comments')) {
      throw new TemplateError(
        'value_in_comment',
        'This HTML comment does not end before a value or tag of the template, or not at all. Use {# … #} or {% comment %}.',
        part(at, from, from + 4),
      )
    }
    return this.#add(text, from, text.length, at)
  }

  #readOn(text: string, from: number, at: Location): number {
    const found = /--!?>/.exec(text.slice(from))
    const end = found ? from + found.index + found[0].length : text.length
    this.#add(text, from, end, at)
    if (found) this.#node = { kind: 'comment', data: '', text: '', parts: this.#parts }
    return end
  }

  #add(text: string, from: number, end: number, at: Location): number {
    this.#parts.push({ kind: 'text', text: text.slice(from, end), at: part(at, from, end) })
    return end
  }
}
