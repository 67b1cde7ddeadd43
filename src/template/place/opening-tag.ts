import type { Location } from '../../shared/location.ts'
import type { Trusts } from './escaping.ts'
import { FreeAttributes } from './free-attributes.ts'
import type { Attribute, Dynamic, Namespace, TagPart } from './placed.ts'
import {
  branchEndsElsewhere,
  valueBetweenAttributes,
  valueInName,
  valueInTagName,
} from './tag-errors.ts'
import { TagTokenizer } from './tag-tokenizer.ts'

type If = Extract<Dynamic, { kind: 'if' }>

/** Reads one opening tag, which may come in several texts with dynamic pieces between them. */
export class OpeningTag {
  readonly where = 'a tag'
  /** Where its `<` stands. */
  readonly start: Location
  readonly #trusts: Trusts
  readonly #tokenizer: TagTokenizer
  /** Attributes that data names, while they are read. */
  #free: FreeAttributes | null = null

  /**
   * @param around the namespace in which it stands
   * @param trusts where values are escaped as in Django
   */
  constructor(start: Location, around: Namespace, trusts: Trusts) {
    this.start = start
    this.#trusts = trusts
    this.#tokenizer = new TagTokenizer(around, trusts)
  }

  /** Whether its `>` was read. */
  get isEnded(): boolean {
    return this.#tokenizer.state === 'ended'
  }

  /** As written. */
  get name(): string {
    return this.#tokenizer.name
  }

  /** The namespace of its element. */
  get namespace(): Namespace {
    return this.#tokenizer.namespace
  }

  get open(): TagPart[] {
    return this.#tokenizer.parts.all
  }

  get attributes(): Attribute[] {
    return this.#tokenizer.parts.attributes
  }

  get endsWithSlash(): boolean {
    return this.#tokenizer.endsWithSlash
  }

  /** Reads a text up to the end of the tag. @returns the index behind what was read */
  read(text: string, from: number, at: Location): number {
    let i = from
    while (i < text.length && !this.isEnded) {
      if (this.#free) {
        i = this.#free.read(text, i)
        if (this.#free.isEnded) this.#endFree(this.#free)
      } else i = this.#tokenizer.read(text, i, at)
    }
    return i
  }

  /** Takes a dynamic piece that stands in the tag. */
  place(node: Dynamic): void {
    if (this.#free) return this.#free.place(node)
    const tokenizer = this.#tokenizer
    switch (tokenizer.state) {
      case 'tag name':
        if (node.kind === 'assign') return tokenizer.parts.addSilent(node)
        if (node.kind !== 'if' && (node.kind !== 'for' || !this.#trusts('attributeNames')))
          throw valueInTagName(node.at)
        tokenizer.needsSpace = true
        tokenizer.state = 'in tag'
        return this.#placeBetween(node)
      case 'in tag':
      case 'after name':
        tokenizer.endAttribute()
        return this.#placeBetween(node)
      case 'attribute name':
        if (node.kind === 'assign') return tokenizer.parts.addSilent(node)
        if (node.kind === 'if') {
          tokenizer.needsSpace = true
          tokenizer.endAttribute()
          return this.#placeBranches(node)
        }
        if (this.#trusts('attributeNames')) return this.#beginFree(node)
        throw valueInName(node.at)
      case 'before value':
        tokenizer.state = 'unquoted'
        return tokenizer.attribute!.place(node)
      case 'quoted':
        return tokenizer.attribute!.place(node)
      case 'unquoted':
        if (node.kind !== 'if' || continuesValue(node)) return tokenizer.attribute!.place(node)
        tokenizer.needsSpace = true
        tokenizer.endAttribute()
        return this.#placeBranches(node)
      case 'ended':
        throw new Error('the tag has ended')
      default:
        tokenizer.state satisfies never
    }
  }

  /** Takes a dynamic piece that stands between attributes. */
  #placeBetween(node: Dynamic): void {
    if (node.kind === 'if') this.#placeBranches(node)
    else if (node.kind === 'assign') this.#tokenizer.parts.add(node)
    else if (this.#trusts('attributeNames')) this.#beginFree(node)
    else throw valueBetweenAttributes(node.at)
  }

  #placeBranches(node: If): void {
    const tokenizer = this.#tokenizer
    const { needsSpace, parts } = tokenizer
    parts.flushSource()
    let mayRunOn = needsSpace && node.branches.at(-1)!.condition !== null
    const branches = node.branches.map(({ condition, body }) => {
      tokenizer.needsSpace = needsSpace
      const branch = parts.readBranch(() => {
        for (const inner of body) {
          if (inner.kind === 'text') this.read(inner.text, 0, inner.at)
          else this.place(inner)
        }
        mayRunOn = this.#endBranch(node.at) || mayRunOn
      })
      return { condition, parts: branch }
    })
    tokenizer.needsSpace = mayRunOn
    tokenizer.endsWithSlash = false
    parts.add({ kind: 'if', branches })
  }

  /** @returns whether what comes behind the branch could run into its end */
  #endBranch(at: Location): boolean {
    const tokenizer = this.#tokenizer
    const { state } = tokenizer
    if (state === 'quoted' || state === 'before value') throw branchEndsElsewhere(at)
    if (this.#free) this.#endFree(this.#free)
    tokenizer.endAttribute()
    return tokenizer.needsSpace || state === 'unquoted' || state === 'attribute name'
  }

  /** @param node data that names attributes, or the rest of the name that is being read */
  #beginFree(node: Dynamic): void {
    const before = this.#tokenizer.dropAttributeName()
    this.#free = new FreeAttributes(before, this.start, this.#tokenizer.needsSpace)
    this.#free.place(node)
  }

  #endFree(free: FreeAttributes): void {
    this.#tokenizer.parts.addFree(free, this.start)
    this.#tokenizer.needsSpace = true
    this.#free = null
  }
}

/** Whether a branch goes on with the value that stands before it, rather than with another attribute. */
function continuesValue({ branches }: If): boolean {
  return branches.every(({ body: [first] }) => {
    if (first?.kind === 'text') return !/^[\s>]/.test(first.text)
    return first?.kind !== 'if' || continuesValue(first)
  })
}
