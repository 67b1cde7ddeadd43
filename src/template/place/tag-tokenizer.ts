import type { Location } from '../../shared/location.ts'
import { isAddressAttribute } from '../../shared/safe-address.ts'
import { part } from '../expression.ts'
import { namespaceOf } from './elements.ts'
import type { Trusts } from './escaping.ts'
import { attributeName } from './foreign-names.ts'
import { OpenAttribute } from './open-attribute.ts'
import type { Attribute, Namespace } from './placed.ts'
import {
  capitalsInName,
  namesRunTogether,
  quoteInName,
  tagEndsInBranch,
  unexpectedInTag,
} from './tag-errors.ts'
import { TagParts } from './tag-parts.ts'

/** Those of the WHATWG tokenizer. */
type State =
  | 'tag name'
  | 'in tag'
  | 'attribute name'
  | 'after name'
  | 'before value'
  | 'quoted'
  | 'unquoted'
  | 'ended'

/** Reads the texts of an opening tag, and ends its attributes. */
export class TagTokenizer {
  readonly parts = new TagParts()
  state: State = 'tag name'
  /** The tag's name as written. */
  name = ''
  attribute: OpenAttribute | null = null
  /** Whether the next name would run into what stands before it. */
  needsSpace = false
  /** Whether a `/` stands right before what comes next. */
  endsWithSlash = false
  readonly #around: Namespace
  readonly #trusts: Trusts

  constructor(around: Namespace, trusts: Trusts) {
    this.#around = around
    this.#trusts = trusts
  }

  get namespace(): Namespace {
    return namespaceOf(this.name, this.#around)
  }

  /** Takes the next step in a text. @returns the index behind what was read */
  read(text: string, from: number, at: Location): number {
    switch (this.state) {
      case 'tag name':
        return this.#readTagName(text, from)
      case 'in tag':
      case 'after name':
        return this.#readInTag(text, from, at)
      case 'attribute name':
        return this.#readAttributeName(text, from, at)
      case 'before value':
        return this.#readBeforeValue(text, from)
      case 'quoted':
        return this.#readQuoted(text, from)
      case 'unquoted':
        return this.#readUnquoted(text, from)
      case 'ended':
        throw new Error('the tag has ended')
      default:
        return this.state satisfies never
    }
  }

  #readTagName(text: string, from: number): number {
    const found = run(/[^\s/>]*/y, text, from)
    if (found === '') this.state = 'in tag'
    this.parts.addSource(found)
    this.name += found
    return from + found.length
  }

  #readInTag(text: string, from: number, at: Location): number {
    const space = run(/[\s/]*/y, text, from)
    if (space !== '') {
      this.parts.addSource(space)
      this.needsSpace = false
      this.endsWithSlash = space.endsWith('/')
      return from + space.length
    }
    const c = text[from]!
    const where = part(at, from, from + 1)
    if (c === '>') {
      this.endAttribute()
      this.#end(where)
      return from + 1
    }
    if (c === '=' && this.state === 'after name' && this.attribute) {
      this.parts.addSource(c)
      this.state = 'before value'
      return from + 1
    }
    this.endAttribute()
    if (this.needsSpace) throw namesRunTogether(where)
    this.endsWithSlash = false
    this.attribute = new OpenAttribute(where, this.#trusts)
    this.state = 'attribute name'
    return from
  }

  #readAttributeName(text: string, from: number, at: Location): number {
    const found = run(/[^\s/>=]*/y, text, from)
    const where = part(at, from, from + Math.max(found.length, 1))
    if (found === '') {
      if (this.attribute!.name === '') throw unexpectedInTag(text[from]!, where)
      this.state = 'after name'
      return from
    }
    if (/["'<]/.test(found)) throw quoteInName(found, where)
    this.parts.addSource(found)
    this.attribute!.addName(found, where)
    return from + found.length
  }

  #readBeforeValue(text: string, from: number): number {
    const c = text[from]!
    const isQuote = c === '"' || c === "'"
    if (!isQuote && !/\s/.test(c)) {
      this.state = 'unquoted'
      return from
    }
    this.parts.addSource(c)
    if (isQuote) {
      this.attribute!.quote = c
      this.state = 'quoted'
    }
    return from + 1
  }

  #readQuoted(text: string, from: number): number {
    const attribute = this.attribute!
    const close = text.indexOf(attribute.quote, from)
    const end = close < 0 ? text.length : close
    attribute.addValue(text.slice(from, end))
    if (close < 0) return end
    this.endAttribute()
    this.parts.addSource(attribute.quote)
    return close + 1
  }

  #readUnquoted(text: string, from: number): number {
    const found = run(/[^\s>]*/y, text, from)
    if (found === '') this.endAttribute()
    else this.attribute!.addValue(found)
    return from + found.length
  }

  /** Takes back what of an attribute's name was read last, if anything was. @returns what it was */
  dropAttributeName(): string {
    const name = this.attribute?.name ?? ''
    this.attribute = null
    this.state = 'in tag'
    this.parts.removeSource(name.length)
    this.parts.flushSource()
    return name
  }

  /** Ends the attribute that is being read, if there is one. */
  endAttribute(): void {
    const { attribute } = this
    this.attribute = null
    this.state = 'in tag'
    if (!attribute) return
    const { name: written, at } = attribute
    if (/^dj-value-.*[A-Z]/.test(written)) throw capitalsInName(written, at)
    const name = attributeName(written, this.namespace)
    const isUrl =
      !this.#trusts('urls') &&
      isAddressAttribute(this.name.toLowerCase(), name) &&
      !beginsHarmlessly(attribute, name)
    this.parts.addAttribute(attribute, name, isUrl)
  }

  /** @param at its `>` */
  #end(at: Location): void {
    this.parts.addSource('>')
    if (this.parts.isInBranch) throw tagEndsInBranch(at)
    this.parts.end()
    this.state = 'ended'
    const target = this.parts.attributes.find(({ name }) => name === 'content')
    if (target?.slot && this.name.toLowerCase() === 'meta' && !this.#trusts('urls'))
      target.slot.isUrl = mayRefresh(this.parts.attributes)
  }
}

/** Whether a `<meta>` may send the browser to the address in its `content`. */
function mayRefresh(attributes: readonly Attribute[]): boolean {
  return attributes.some(
    ({ name, value }) =>
      name === '*' || (name === 'http-equiv' && (value === null || /refresh/i.test(value))),
  )
}

/** What a sticky pattern finds at an index. */
function run(pattern: RegExp, text: string, from: number): string {
  pattern.lastIndex = from
  return pattern.exec(text)![0]
}

/**
 * Whether an address begins with text of the author's that leaves its scheme no choice, as in `href="/items/{{ id }}"`.
 * Attributes that hold several addresses begin anew behind each.
 */
function beginsHarmlessly({ parts }: OpenAttribute, name: string): boolean {
  const [first] = parts ?? []
  const isOne = !/srcset$|^(?:ping|values)$/.test(name)
  return isOne && first?.kind === 'text' && /^(?:[/#?.]|https?:|mailto:|tel:)/i.test(first.text)
}
