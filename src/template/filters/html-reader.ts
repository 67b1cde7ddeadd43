import { whiteSpaceClass } from '../values/white-space.ts'
import { TagScanner } from './tag-scanner.ts'

/** What a reader finds, in order. */
export interface HtmlHandler {
  /**
   * @param text as it is written
   * @param isLiteral whether `&` has no meaning in it
   */
  text(text: string, isLiteral: boolean): void
  /** A character reference, by its name or number. Only asked of readers that tell them apart. */
  reference(name: string): void
  /**
   * A start tag.
   *
   * @param source as it is written
   * @param isClosed whether it ends in `/>`
   */
  open(name: string, source: string, isClosed: boolean): void
  /** An end tag. */
  close(name: string): void
}

const less = 60
const incomplete = -1

const space = `[${whiteSpaceClass}]`
const letter = /[A-Za-z]/
const markup = /[&<]/g
const endTag = new RegExp(`</${space}*([a-zA-Z][-.a-zA-Z0-9:_]*)${space}*>`, 'y')
const sectionName = new RegExp(`([a-zA-Z][-_.a-zA-Z0-9]*)${space}*`, 'y')
const numericReference = /&#(\d+|[xX][\da-fA-F]+)(?![\da-fA-F])[^]/y
const namedReference = /&([a-zA-Z][-.a-zA-Z0-9]*)[^a-zA-Z0-9]/y
const breaksReference = new RegExp(`[${whiteSpaceClass};]`)

/**
 * Takes HTML of any kind apart, with the tolerance of Python's `html.parser`: what cannot be a tag
 * is text. Tags are found by the same rules, however odd, so that filters cut at the same places.
 *
 * Takes time in proportion to the text: what has been searched for in vain is not searched again.
 */
export class HtmlReader {
  readonly #source: string
  readonly #handler: HtmlHandler
  readonly #decodes: boolean
  readonly #commentEnd = new Search(new RegExp(`--${space}*>`, 'g'))
  readonly #sectionEnd = new Search(new RegExp(`\\]${space}*\\]${space}*>`, 'g'))
  readonly #officeSectionEnd = new Search(new RegExp(`\\]${space}*>`, 'g'))
  readonly #tags: TagScanner
  #at = 0
  /** The script or style element whose text is being read. */
  #rawElement: string | null = null

  /** @param decodes whether references are left in the text, instead of being told one by one */
  constructor(source: string, handler: HtmlHandler, decodes: boolean) {
    this.#source = source
    this.#handler = handler
    this.#decodes = decodes
    this.#tags = new TagScanner(source)
  }

  /**
   * Reads on, up to something that more text might complete.
   *
   * @param isEnd whether no more text can come, so that the rest is read as it is
   */
  read(isEnd: boolean): void {
    const end = this.#source.length
    while (this.#at < end) {
      const next = this.#nextMarkup()
      if (next < 0) break
      this.#tellText(next)
      if (next === end) return
      const after = this.#markup(isEnd)
      if (after < 0) break
      this.#at = after
    }
    if (isEnd && this.#at < end && this.#rawElement === null) this.#tellText(end)
  }

  /** Where the next tag or reference may begin; -1 when the text before it may not be complete. */
  #nextMarkup(): number {
    const source = this.#source
    if (this.#rawElement !== null) {
      const closing = new RegExp(`</${space}*${this.#rawElement}${space}*>`, 'gi')
      closing.lastIndex = this.#at
      return closing.exec(source)?.index ?? incomplete
    }
    if (!this.#decodes) {
      markup.lastIndex = this.#at
      return markup.exec(source)?.index ?? source.length
    }
    const tag = source.indexOf('<', this.#at)
    if (tag >= 0) return tag
    const reference = source.lastIndexOf('&')
    const mayGoOn =
      reference >= Math.max(this.#at, source.length - 34) &&
      !breaksReference.test(source.slice(reference))
    return mayGoOn ? incomplete : source.length
  }

  #tellText(end: number): void {
    if (end > this.#at) {
      this.#handler.text(this.#source.slice(this.#at, end), this.#rawElement !== null)
    }
    this.#at = end
  }

  /** Reads a tag or a reference. @returns where it ends, or -1 when it is not complete */
  #markup(isEnd: boolean): number {
    if (this.#source.charCodeAt(this.#at) !== less) return this.#reference(isEnd)
    const end = this.#tag()
    if (end !== incomplete || !isEnd) return end
    // A lone `<` that ends the text is told with the rest.
    if (this.#at + 1 === this.#source.length) return incomplete
    const stop = this.#textEnd()
    this.#handler.text(this.#source.slice(this.#at, stop), this.#rawElement !== null)
    return stop
  }

  /** Where the text ends that a tag without an end turns out to be. */
  #textEnd(): number {
    const from = this.#at + 1
    const close = this.#tags.closing(from)
    if (close >= 0) return close + 1
    const next = this.#source.indexOf('<', from)
    return next < 0 ? from : next
  }

  #tag(): number {
    const source = this.#source
    const at = this.#at
    const next = source[at + 1]
    if (next === undefined) return incomplete
    if (letter.test(next)) return this.#startTag()
    if (next === '/') return this.#endTag()
    if (source.startsWith('<!--', at)) return this.#commentEnd.after(source, at + 4)
    if (next === '?') return this.#bogusComment()
    if (next === '!') return this.#declaration()
    this.#handler.text('<', true)
    return at + 1
  }

  #startTag(): number {
    const tag = this.#tags.scan(this.#at)
    if (tag === null) return incomplete
    const source = this.#source.slice(this.#at, tag.end)
    if (!tag.isTag) this.#handler.text(source, true)
    else {
      this.#handler.open(tag.name, source, tag.isClosed)
      const isRaw = tag.name === 'script' || tag.name === 'style'
      if (isRaw && !tag.isClosed) this.#rawElement = tag.name
    }
    return tag.end
  }

  #endTag(): number {
    const source = this.#source
    const close = this.#tags.closing(this.#at + 1)
    if (close < 0) return incomplete
    endTag.lastIndex = this.#at
    const name = endTag.exec(source)?.[1]
    if (name !== undefined) {
      this.#handler.close(name.toLowerCase())
      this.#rawElement = null
    } else if (letter.test(source[this.#at + 2]!)) {
      this.#handler.close(this.#tags.name(this.#at + 2))
    }
    return close + 1
  }

  #bogusComment(): number {
    const close = this.#tags.closing(this.#at + 2)
    return close < 0 ? incomplete : close + 1
  }

  #declaration(): number {
    const source = this.#source
    const at = this.#at
    if (!source.startsWith('<![', at)) return this.#bogusComment()
    if (at + 3 === source.length) return incomplete
    sectionName.lastIndex = at + 3
    const name = sectionName.exec(source)?.[1]?.toLowerCase() ?? ''
    if (name !== '' && sectionName.lastIndex === source.length) return incomplete
    if (['temp', 'cdata', 'ignore', 'include', 'rcdata'].includes(name)) {
      return this.#sectionEnd.after(source, at + 3)
    }
    return ['if', 'else', 'endif'].includes(name)
      ? this.#officeSectionEnd.after(source, at + 3)
      : this.#bogusComment()
  }

  #reference(isEnd: boolean): number {
    const source = this.#source
    const at = this.#at
    const isNumeric = source[at + 1] === '#'
    const pattern = isNumeric ? numericReference : namedReference
    pattern.lastIndex = at
    const name = pattern.exec(source)?.[1]
    if (name !== undefined) {
      this.#handler.reference(isNumeric ? `#${name}` : name)
      return source[pattern.lastIndex - 1] === ';' ? pattern.lastIndex : pattern.lastIndex - 1
    }
    if (isNumeric) {
      if (source.indexOf(';', at) >= 0) this.#tellText(at + 2)
      return incomplete
    }
    const next = source[at + 1]
    if (next === undefined) return incomplete
    if (letter.test(next)) {
      if (isEnd && at + 2 === source.length) this.#at++
      return incomplete
    }
    this.#handler.text('&', true)
    return at + 1
  }
}

/** A pattern that is looked for from ever later places. */
class Search {
  readonly #pattern: RegExp
  #isGone = false

  constructor(pattern: RegExp) {
    this.#pattern = pattern
  }

  /** Where the next match ends, or -1. */
  after(source: string, from: number): number {
    if (this.#isGone) return incomplete
    this.#pattern.lastIndex = from
    if (this.#pattern.test(source)) return this.#pattern.lastIndex
    this.#isGone = true
    return incomplete
  }
}
