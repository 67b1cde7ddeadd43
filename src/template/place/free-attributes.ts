import type { Location } from '../../shared/location.ts'
import type { Flat } from '../nodes.ts'
import { checkTextOnly } from './check-text-only.ts'

type State = 'name' | 'before value' | 'double' | 'single' | 'unquoted' | 'closed' | 'ended'

const runs = {
  name: /[^\s/>=]*/y,
  'before value': /\s*/y,
  double: /[^"]*/y,
  single: /[^']*/y,
  unquoted: /[^\s>]*/y,
  closed: /(?:)/y,
}

/**
 * Reads attributes that data names, up to the first white space outside of quotes. What they are is known only when
 * they are drawn, and looked at then.
 */
export class FreeAttributes {
  readonly parts: Flat[] = []
  /** Whether they would run into what stands before them. */
  readonly needsSpace: boolean
  readonly #at: Location
  #state: State = 'name'

  /** @param before what of the first name is written out */
  constructor(before: string, at: Location, needsSpace: boolean) {
    this.#at = at
    this.needsSpace = needsSpace
    this.#add(before)
  }

  get isEnded(): boolean {
    return this.#state === 'ended'
  }

  /** @returns the index behind what was read */
  read(text: string, from: number): number {
    let i = from
    while (i < text.length && this.#state !== 'ended') {
      const run = runs[this.#state]
      run.lastIndex = i
      const found = run.exec(text)![0]
      i += found.length
      const c = text[i]
      const next = c === undefined ? this.#state : this.#next(c)
      // A sign that belongs to the attribute: `=` or a quote.
      const sign = next === this.#state || next === 'ended' || next === 'unquoted' ? '' : c!
      this.#add(found + sign)
      i += sign.length
      this.#state = next
    }
    return i
  }

  place(node: Flat): void {
    checkTextOnly([node], 'the attributes', />/)
    if (this.#state === 'before value') this.#state = 'unquoted'
    this.parts.push(node)
  }

  #next(c: string): State {
    switch (this.#state) {
      case 'name':
        return c === '=' ? 'before value' : 'ended'
      case 'before value':
        return c === '"' ? 'double' : c === "'" ? 'single' : c === '>' ? 'ended' : 'unquoted'
      case 'double':
      case 'single':
        return 'closed'
      default:
        return 'ended'
    }
  }

  #add(text: string): void {
    if (text !== '') this.parts.push({ kind: 'text', text, at: this.#at })
  }
}
