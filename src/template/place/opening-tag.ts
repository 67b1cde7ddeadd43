import { kebabCase } from '../../shared/letter-case.ts'
import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { isAddressAttribute } from '../../shared/safe-address.ts'
import { part } from '../expression.ts'
import type { Flat } from '../nodes.ts'
import { readAttribute } from '../read-html.ts'
import { checkTextOnly } from './check-text-only.ts'
import { namespaceOf } from './elements.ts'
import { type EscapingPlace, firstOfData, type Trusts } from './escaping.ts'
import { attributeName } from './foreign-names.ts'
import { FreeAttributes } from './free-attributes.ts'
import type { Attribute, AttributeSlot, Namespace, TagPart } from './placed.ts'

type Dynamic = Exclude<Flat, { kind: 'text' }>

type State =
  | 'tag name'
  | 'in tag'
  | 'attribute name'
  | 'after name'
  | 'before value'
  | 'double'
  | 'single'
  | 'unquoted'
  | 'ended'

/** The attribute being read. */
interface OpenAttribute {
  readonly name: string
  readonly at: Location
  value: string
  parts: Flat[] | null
}

/**
 * Reads one opening tag, which may come in several texts with dynamic pieces between them.
 *
 * Its states are those of the WHATWG tokenizer. Attributes that only some branches of an `{% if %}` have, and values with
 * something dynamic in them, become slots; the rest of the tag is kept as it was written.
 */
export class OpeningTag {
  /** Where its `<` stands. */
  readonly start: Location
  readonly open: TagPart[] = []
  readonly attributes: Attribute[] = []
  /** As written. */
  name = ''
  /** Whether a `/` stands right before what comes next. */
  endsWithSlash = false
  readonly #around: Namespace
  #state: State = 'tag name'
  #attribute: OpenAttribute | null = null
  /** Source since the last part. */
  #pending = '<'
  /** Parts go here: the tag itself, or a branch in it. */
  #into: TagPart[] = this.open
  /** The names of all its attributes, once it is read. */
  readonly #taken: string[] = []
  /** The attributes that are surely there by now. */
  #names: ReadonlySet<string> = new Set()
  #isConditional = false
  /** Whether the next name would run into what stands before it. */
  #needsSpace = false
  /** Attributes that data names, while they are read. */
  #free: FreeAttributes | null = null
  readonly #trusts: Trusts

  /**
   * @param around the namespace in which it stands
   * @param trusts where values are escaped as in Django
   */
  constructor(start: Location, around: Namespace, trusts: Trusts) {
    this.start = start
    this.#around = around
    this.#trusts = trusts
  }

  /** Whether its `>` was read. */
  get isEnded(): boolean {
    return this.#state === 'ended'
  }

  /** The namespace of its element. */
  get namespace(): Namespace {
    return namespaceOf(this.name, this.#around)
  }

  /** Reads a text up to the end of the tag. @returns the index behind what was read */
  read(text: string, from: number, at: Location): number {
    let i = from
    while (i < text.length && !this.isEnded) {
      if (this.#free) {
        i = this.#free.read(text, i)
        if (this.#free.isEnded) this.#endFree()
      } else if (this.#state === 'double') i = this.#readQuoted(text, i, '"')
      else if (this.#state === 'single') i = this.#readQuoted(text, i, "'")
      else i = this.#readUnquoted(text, i, at)
    }
    return i
  }

  /** Takes a dynamic piece that stands in the tag. */
  place(node: Dynamic): void {
    if (this.#free) return this.#free.place(node)
    switch (this.#state) {
      case 'double':
      case 'single':
        return this.#placeInValue(node)
      case 'in tag':
      case 'after name':
        this.#endAttributeName()
        return this.#placeInTag(node)
      case 'attribute name':
        if (node.kind === 'if') {
          this.#needsSpace = true
          this.#endAttributeName()
          return this.#placeInTag(node)
        }
        if (this.#trusts('attributeNames')) return this.#beginFree(node)
        throw new TemplateError(
          'value_in_name',
          'A value cannot be part of an attribute name. Write each attribute with {% if %} around it.',
          node.at,
        )
      case 'unquoted':
        if (node.kind === 'if' && !continuesValue(node)) {
          this.#needsSpace = true
          this.#endAttribute()
          return this.#placeInTag(node)
        }
        return this.#placeInValue(node)
      case 'before value':
        this.#state = 'unquoted'
        return this.#placeInValue(node)
      case 'tag name':
        if (node.kind === 'if' || (node.kind === 'for' && this.#trusts('attributeNames'))) {
          this.#needsSpace = true
          this.#state = 'in tag'
          return this.#placeInTag(node)
        }
        throw new TemplateError(
          'value_in_tag_name',
          'A value cannot be part of a tag name. Choose between elements with {% if %}.',
          node.at,
        )
      case 'ended':
        throw new Error('the tag has ended')
      default:
        this.#state satisfies never
    }
  }

  #readUnquoted(text: string, from: number, at: Location): number {
    const c = text[from]!
    switch (this.#state) {
      case 'tag name': {
        const name = /[^\s/>]*/y
        name.lastIndex = from
        const found = name.exec(text)![0]
        if (found === '') {
          this.#state = 'in tag'
          return from
        }
        this.#pending += found
        this.name += found
        return from + found.length
      }
      case 'in tag':
      case 'after name': {
        const space = /[\s/]*/y
        space.lastIndex = from
        const skipped = space.exec(text)![0]
        if (skipped !== '') {
          this.#pending += skipped
          this.#needsSpace = false
          this.endsWithSlash = skipped.endsWith('/')
          return from + skipped.length
        }
        if (c === '>') {
          this.#endAttributeName()
          this.#pending += '>'
          this.#end(part(at, from, from + 1))
          return from + 1
        }
        if (c === '=' && this.#state === 'after name' && this.#attribute) {
          this.#pending += c
          this.#state = 'before value'
          return from + 1
        }
        this.#endAttributeName()
        if (this.#needsSpace) {
          throw new TemplateError(
            'html_syntax',
            'Without a space this name runs into what stands before it. Put one at the start of the {% if %}, or behind it.',
            part(at, from, from + 1),
          )
        }
        this.endsWithSlash = false
        this.#attribute = { name: '', at: part(at, from, from + 1), value: '', parts: null }
        this.#state = 'attribute name'
        return from
      }
      case 'attribute name': {
        const name = /[^\s/>=]*/y
        name.lastIndex = from
        const found = name.exec(text)![0]
        const attribute = this.#attribute!
        if (found === '') {
          if (attribute.name === '')
            throw new TemplateError(
              'html_syntax',
              `"${c}" is not expected in this tag.`,
              part(at, from, from + 1),
            )
          this.#state = 'after name'
          return from
        }
        if (/["'<]/.test(found)) {
          throw new TemplateError(
            'html_syntax',
            `"${found}" cannot name an attribute. Is a quote missing before it?`,
            part(at, from, from + found.length),
          )
        }
        this.#pending += found
        this.#attribute = {
          ...attribute,
          name: attribute.name + found,
          at: part(at, from, from + found.length),
        }
        return from + found.length
      }
      case 'before value': {
        if (/\s/.test(c)) {
          this.#pending += c
          return from + 1
        }
        if (c === '"' || c === "'") {
          this.#pending += c
          this.#state = c === '"' ? 'double' : 'single'
          return from + 1
        }
        this.#state = 'unquoted'
        return from
      }
      case 'unquoted': {
        const value = /[^\s>]*/y
        value.lastIndex = from
        const found = value.exec(text)![0]
        if (found === '') {
          this.#endAttribute()
          return from
        }
        this.#addToValue(found)
        return from + found.length
      }
      default:
        throw new Error(`the tokenizer is in state "${this.#state}" inside a tag`)
    }
  }

  #readQuoted(text: string, from: number, quote: string): number {
    const close = text.indexOf(quote, from)
    const end = close < 0 ? text.length : close
    this.#addToValue(text.slice(from, end))
    if (close < 0) return end
    this.#endAttribute()
    this.#pending += quote
    return close + 1
  }

  #addToValue(piece: string): void {
    const attribute = this.#attribute!
    attribute.value += piece
    if (!attribute.parts) this.#pending += piece
    else if (piece !== '') attribute.parts.push({ kind: 'text', text: piece, at: attribute.at })
  }

  #placeInValue(node: Dynamic): void {
    const attribute = this.#attribute!
    const name = attribute.name.toLowerCase()
    const data = firstOfData([node])
    if (data) checkDynamicAttribute(name, data.at, this.#trusts)
    if (!attribute.parts) {
      const before = attribute.value
      this.#pending = this.#pending.slice(0, this.#pending.length - before.length)
      attribute.parts = before === '' ? [] : [{ kind: 'text', text: before, at: attribute.at }]
    }
    const ends = this.#state === 'double' ? /"/ : this.#state === 'single' ? /'/ : /[\s>"'`]/
    checkTextOnly([node], `the attribute "${name}"`, ends)
    attribute.parts.push(node)
  }

  /** Ends an attribute that has a name only. */
  #endAttributeName(): void {
    if (this.#attribute) this.#endAttribute()
    this.#state = 'in tag'
  }

  #endAttribute(): void {
    const { name: written, at, value, parts } = this.#attribute!
    const ending = this.#ending()
    const name = attributeName(written, this.namespace)
    this.#attribute = null
    this.#state = 'in tag'
    if (/^dj-value-.*[A-Z]/.test(written)) {
      throw new TemplateError(
        'attribute_case',
        `The browser lower-cases "${written}". Write dj-value-${kebabCase(written.slice(9))}; the handler receives it in camelCase.`,
        at,
      )
    }
    if (this.#names.has(name)) throw twice(name, at)
    this.#names = new Set(this.#names).add(name)
    const isDynamic = parts !== null || this.#isConditional
    const slot: AttributeSlot | null = isDynamic ? this.#slotFor(name, at) : null
    if (!slot) {
      if (this.attributes.some((a) => a.name === name)) throw twice(name, at)
      this.attributes.push({ name, value: readAttribute(value), slot: null, at })
      return
    }
    this.#flushPending()
    if (parts) this.#into.push({ kind: 'value', slot, parts, ending })
    else this.#into.push({ kind: 'present', slot, value: readAttribute(value) })
  }

  /** What could end the value being read. */
  #ending(): Extract<TagPart, { kind: 'value' }>['ending'] {
    if (this.#state === 'unquoted') return this.#trusts('unquoted') ? '' : ' '
    if (this.#trusts('safeStrings')) return ''
    return this.#state === 'single' ? "'" : '"'
  }

  /** The slot of an attribute; the branches of one `{% if %}` share it. */
  #slotFor(name: string, at: Location): AttributeSlot {
    const known = this.attributes.find((a) => a.name === name)
    if (known) {
      if (!known.slot?.isConditional || !this.#isConditional) throw twice(name, at)
      return known.slot
    }
    const slot: AttributeSlot = {
      name,
      isUrl: !this.#trusts('urls') && isAddressAttribute(this.name.toLowerCase(), name),
      isConditional: this.#isConditional,
    }
    this.attributes.push({ name, value: null, slot, at })
    return slot
  }

  #flushPending(): void {
    if (this.#pending !== '') this.#into.push({ kind: 'source', text: this.#pending })
    this.#pending = ''
  }

  #beginFree(node: Dynamic): void {
    const before = this.#attribute?.name ?? ''
    this.#attribute = null
    this.#state = 'in tag'
    this.#pending = this.#pending.slice(0, this.#pending.length - before.length)
    this.#flushPending()
    this.#free = new FreeAttributes(before, this.start, this.#needsSpace)
    this.#free.place(node)
  }

  #endFree(): void {
    const { parts, needsSpace } = this.#free!
    this.#free = null
    const slot: AttributeSlot = { name: '*', isUrl: false, isConditional: this.#isConditional }
    this.attributes.push({ name: '*', value: null, slot, at: this.start })
    this.#into.push({ kind: 'free', slot, parts, taken: this.#taken, needsSpace })
    this.#needsSpace = true
  }

  #placeInTag(node: Dynamic): void {
    if (node.kind !== 'if' && node.kind !== 'assign' && this.#trusts('attributeNames'))
      return this.#beginFree(node)
    this.#flushPending()
    if (node.kind === 'assign') {
      this.#into.push(node)
      return
    }
    if (node.kind !== 'if') {
      throw new TemplateError(
        'value_between_attributes',
        'A value cannot name attributes. Write the attributes out, with {% if %} around those that come and go.',
        node.at,
      )
    }
    const into = this.#into
    const names = this.#names
    const isConditional = this.#isConditional
    const needsSpace = this.#needsSpace
    let mayRunOn = needsSpace && node.branches.at(-1)!.condition !== null
    const branches = node.branches.map(({ condition, body }) => {
      const parts: TagPart[] = []
      this.#into = parts
      this.#names = names
      this.#isConditional = true
      this.#needsSpace = needsSpace
      for (const inner of body) {
        if (inner.kind === 'text') this.read(inner.text, 0, inner.at)
        else this.place(inner)
      }
      if (this.#state === 'double' || this.#state === 'single' || this.#state === 'before value') {
        throw new TemplateError(
          'unbalanced',
          'This {% if %} begins between attributes and ends elsewhere. Put whole attributes into it, or put it inside the quotes of one.',
          node.at,
        )
      }
      if (this.#free) this.#endFree()
      const endsOpen = this.#state === 'unquoted' || this.#state === 'attribute name'
      mayRunOn ||= endsOpen || this.#needsSpace
      if (this.#state === 'unquoted') this.#endAttribute()
      this.#endAttributeName()
      this.#flushPending()
      return { condition, parts }
    })
    this.#into = into
    this.#names = names
    this.#isConditional = isConditional
    this.#needsSpace = mayRunOn
    this.endsWithSlash = false
    this.#into.push({ kind: 'if', branches })
  }

  #end(at: Location): void {
    if (this.#isConditional) {
      throw new TemplateError(
        'unbalanced',
        'A tag ends inside an {% if %} that began between its attributes. Close the {% if %} before ">".',
        at,
      )
    }
    this.#flushPending()
    this.#state = 'ended'
    this.#taken.push(...this.attributes.flatMap(({ name }) => (name === '*' ? [] : name)))
    const target = this.attributes.find(({ name }) => name === 'content')
    if (target?.slot && this.name.toLowerCase() === 'meta' && !this.#trusts('urls'))
      target.slot.isUrl = this.#mayRefresh()
  }

  /** Whether it is a `<meta>` that may send the browser to the address in its `content`. */
  #mayRefresh(): boolean {
    return this.attributes.some(
      ({ name, value }) =>
        name === '*' || (name === 'http-equiv' && (value === null || /refresh/i.test(value))),
    )
  }
}

/** Whether a branch goes on with the value that stands before it, rather than with another attribute. */
function continuesValue({ branches }: Extract<Dynamic, { kind: 'if' }>): boolean {
  return branches.every(({ body: [first] }) => {
    if (first?.kind === 'text') return !/^[\s>]/.test(first.text)
    return first?.kind !== 'if' || continuesValue(first)
  })
}

function checkDynamicAttribute(name: string, at: Location, trusts: Trusts): void {
  const place = strictAttributes[name.startsWith('on') ? 'on' : name]
  if (!place || trusts(place)) return
  if (place === 'handlers') {
    throw new TemplateError(
      'value_in_handler',
      `A value in ${name}="…" would run as code. Use dj-click and dj-value-… instead.`,
      at,
    )
  }
  throw new TemplateError(
    'value_in_handler',
    `A value in ${name}="…" cannot be made safe by escaping. ${name === 'style' ? 'Switch classes instead, or choose between values of yours with {% if %}.' : 'Serve the document from a route.'}`,
    at,
  )
}

const strictAttributes: Readonly<Record<string, EscapingPlace | undefined>> = {
  // Without a prototype, which has names too.
  __proto__: null as never,
  on: 'handlers',
  srcdoc: 'srcdoc',
  style: 'styleAttributes',
}

function twice(name: string, at: Location): TemplateError {
  return new TemplateError(
    'attribute_twice',
    `The attribute "${name}" is given twice; the browser would keep the first only. Put the condition inside its quotes: ${name}="a {% if b %}c{% endif %}".`,
    at,
  )
}
