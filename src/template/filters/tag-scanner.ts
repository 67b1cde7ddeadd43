import { isWhiteSpace, whiteSpaceClass } from '../values/white-space.ts'

const slash = 47
const equals = 61
const greater = 62

/** A start tag, or what only looks like the beginning of one. */
export interface StartTag {
  readonly name: string
  readonly end: number
  readonly isClosed: boolean
  /** False for what only looks like the beginning of a tag. */
  readonly isTag: boolean
}

/**
 * Finds the ends of start tags. Remembers how far runs of characters reach, and which tags never
 * end.
 */
export class TagScanner {
  readonly #source: string
  readonly #nameRun: Run
  readonly #attributeRun: Run
  readonly #valueRun: Run
  readonly #close: Run
  readonly #quotes: ReadonlyMap<string, Run>
  /** Places between attributes from which no tag ends. */
  readonly #endless = new Set<number>()

  constructor(source: string) {
    this.#source = source
    this.#nameRun = new Run(source, /[\t\n\r\f />\0]/g)
    this.#attributeRun = new Run(source, new RegExp(`[${whiteSpaceClass}/=>]`, 'g'))
    this.#valueRun = new Run(source, new RegExp(`[${whiteSpaceClass}>]`, 'g'))
    this.#close = new Run(source, />/g)
    this.#quotes = new Map([
      ["'", new Run(source, /'/g)],
      ['"', new Run(source, /"/g)],
    ])
  }

  /** The place of the next `>`, or -1. */
  closing(from: number): number {
    const close = this.#close.end(from)
    return close === this.#source.length ? -1 : close
  }

  /** The name that begins here, in small letters. */
  name(at: number): string {
    return this.#source.slice(at, this.#nameRun.end(at)).toLowerCase()
  }

  /** Reads a start tag. @returns null when it is not complete */
  scan(at: number): StartTag | null {
    const source = this.#source
    const nameEnd = this.#nameRun.end(at + 1)
    let end = nameEnd
    while (isSpaceOrSlash(source.charCodeAt(end))) end++
    const first = end
    const heads: number[] = []
    while (this.#isAttribute(end)) {
      if (this.#endless.has(end)) return this.#noteEndless(heads)
      heads.push(end)
      end = this.#attributeEnd(end)
    }
    const name = source.slice(at + 1, nameEnd).toLowerCase()
    if (source.charCodeAt(end) === greater) {
      const isClosed = end === first && source.charCodeAt(end - 1) === slash
      return { name, end: end + 1, isClosed, isTag: true }
    }
    if (source.startsWith('/>', end)) return { name, end: end + 2, isClosed: true, isTag: true }
    if (end === source.length || /[a-zA-Z=/]/.test(source[end]!)) return this.#noteEndless(heads)
    return { name, end, isClosed: false, isTag: false }
  }

  #noteEndless(heads: readonly number[]): null {
    for (const head of heads) this.#endless.add(head)
    return null
  }

  #isAttribute(at: number): boolean {
    const code = this.#source.charCodeAt(at)
    if (Number.isNaN(code) || code === slash || code === greater || isWhiteSpace(code)) return false
    const before = this.#source.charCodeAt(at - 1)
    return before === 34 || before === 39 || isSpaceOrSlash(before)
  }

  /**
   * Where the attribute that begins here ends, with its value and what follows up to the next one.
   */
  #attributeEnd(at: number): number {
    const source = this.#source
    const nameEnd = this.#attributeRun.end(at + 1)
    let end = this.#valueEnd(nameEnd) ?? nameEnd
    for (;;) {
      const code = source.charCodeAt(end)
      const isPassed = code === slash ? source.charCodeAt(end + 1) !== greater : isWhiteSpace(code)
      if (!isPassed) return end
      end++
    }
  }

  /** Where the value ends that may follow an attribute's name. */
  #valueEnd(from: number): number | undefined {
    const source = this.#source
    const sign = this.#skipSpace(from)
    let signEnd = sign
    while (source.charCodeAt(signEnd) === equals) signEnd++
    if (signEnd === sign) return undefined
    const start = this.#skipSpace(signEnd)
    const quote = this.#quotes.get(source[start] ?? '')
    if (quote === undefined) return this.#valueRun.end(start)
    const close = quote.end(start + 1)
    if (close < source.length) return close + 1
    // A quote that is not closed begins no value, but the space or the second `=` before it may.
    if (start > signEnd) return start
    return signEnd - sign > 1 ? this.#valueRun.end(signEnd - 1) : undefined
  }

  #skipSpace(at: number): number {
    let end = at
    while (isWhiteSpace(this.#source.charCodeAt(end))) end++
    return end
  }
}

/** Finds where runs of characters end, and searches a run that several places lie in only once. */
class Run {
  readonly #source: string
  readonly #stop: RegExp
  #from = 0
  #end = -1

  /** @param stop finds the characters that end a run */
  constructor(source: string, stop: RegExp) {
    this.#source = source
    this.#stop = stop
  }

  end(from: number): number {
    if (from >= this.#from && from <= this.#end) return this.#end
    this.#stop.lastIndex = from
    this.#from = from
    this.#end = this.#stop.exec(this.#source)?.index ?? this.#source.length
    return this.#end
  }
}

function isSpaceOrSlash(code: number): boolean {
  return code === slash || isWhiteSpace(code)
}
