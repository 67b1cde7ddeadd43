import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { isAddressAttribute } from '../../shared/safe-address.ts'
import { part } from '../expression.ts'
import type { Callee, Flat } from '../nodes.ts'
import { readAttribute, readLines } from '../read-html.ts'
import {
  breaksOut,
  childNamespace,
  isClosedBy,
  isEndedBy,
  misplaced,
  namespaceOf,
  optionalEnd,
  refusesText,
  sourceElements,
  textElements,
  voidElements,
} from './elements.ts'
import { attributeName, tagName } from './foreign-names.ts'
import type {
  Attribute,
  AttributeSlot,
  Placed,
  PlacedCallee,
  PlacedElement,
  TagPart,
} from './placed.ts'

/**
 * Reads the template's text as HTML with holes, and puts every dynamic piece into its place in the tree.
 *
 * The tokenizer follows the WHATWG states as far as a template can stand in them; what a browser would move or
 * repair is refused, so that the tree is the one the browser will build.
 *
 * @throws {TemplateError} when markup does not balance, or a value stands where it would not be safe
 */
export function place(nodes: readonly Flat[]): Placed[] {
  const callees = new Map<Callee, PlacedCallee>()

  function placeCallee(callee: Callee, around: readonly PlacedElement[]): PlacedCallee {
    let placed = callees.get(callee)
    if (!placed) {
      placed = { template: callee.template, parameters: callee.parameters, body: [] }
      callees.set(callee, placed)
      placed.body = new Placer(placeCallee, around).placeIncluded(callee)
    }
    return placed
  }

  return new Placer(placeCallee, []).placePage(nodes)
}

type PlaceCallee = (callee: Callee, around: readonly PlacedElement[]) => PlacedCallee

/** An element whose end is still to come, or the edge of a branch. */
interface Open {
  readonly element: PlacedElement | null
  readonly children: Placed[]
}

/** The opening tag being read. */
interface OpeningTag {
  tag: string
  readonly start: Location
  readonly open: TagPart[]
  readonly attributes: Attribute[]
  /** Parts go here: the tag itself, or a branch in it. */
  into: TagPart[]
  /** The attributes that are surely there by now. */
  names: ReadonlySet<string>
  isConditional: boolean
  /** Whether the next name would run into what stands before it. */
  needsSpace: boolean
  /** Whether a `/` stands right before what comes next. */
  endsWithSlash: boolean
}

/** The attribute being read. */
interface OpenAttribute {
  readonly name: string
  readonly at: Location
  value: string
  parts: Flat[] | null
}

type State =
  | 'data' | 'tag name' | 'in tag' | 'attribute name' | 'after name' | 'before value' | 'double' | 'single' | 'unquoted'
  | 'text content' | 'source content' // biome-ignore format: a list of words

class Placer {
  readonly #placeCallee: PlaceCallee
  /** The elements around what is placed, outermost first. */
  readonly #around: readonly PlacedElement[]
  readonly #opens: Open[] = [{ element: null, children: [] }]
  #state: State = 'data'
  #tag: OpeningTag | null = null
  #attribute: OpenAttribute | null = null
  /** Source of the opening tag since its last part. */
  #pending = ''

  constructor(placeCallee: PlaceCallee, around: readonly PlacedElement[]) {
    this.#placeCallee = placeCallee
    this.#around = around
  }

  placePage(nodes: readonly Flat[]): Placed[] {
    this.#placeNodes(nodes)
    this.#expectData(nodes.at(-1)?.at)
    while (this.#top.element && optionalEnd.has(this.#top.element.tag)) this.#opens.pop()
    const left = this.#top.element
    if (left) throw unclosed(left, 'The template ends')
    return this.#top.children
  }

  placeIncluded({ template, body }: Callee): Placed[] {
    this.#placeNodes(body)
    this.#expectData(body.at(-1)?.at)
    const left = this.#top.element
    if (left) throw unclosed(left, `"${template}" ends`)
    return this.#top.children
  }

  get #top(): Open {
    return this.#opens.at(-1)!
  }

  #placeNodes(nodes: readonly Flat[]): void {
    for (const node of nodes) {
      if (node.kind === 'text') this.#read(node.text, node.at)
      else this.#placeDynamic(node)
    }
  }

  #placeDynamic(node: Exclude<Flat, { kind: 'text' }>): void {
    switch (this.#state) {
      case 'data':
        return this.#placeInContent(node)
      case 'double':
      case 'single':
        return this.#placeInValue(node)
      case 'text content':
        checkTextOnly([node], `<${this.#top.element!.tag}>`, '</')
        this.#top.element!.text.push(node)
        return
      case 'source content':
        return this.#placeInSource(node)
      case 'in tag':
      case 'after name':
        this.#endAttributeName()
        return this.#placeInTag(node)
      case 'attribute name':
        if (node.kind === 'if') {
          this.#tag!.needsSpace = true
          this.#endAttributeName()
          return this.#placeInTag(node)
        }
        throw new TemplateError(
          'value_in_name',
          'A value cannot be part of an attribute name. Write each attribute with {% if %} around it.',
          node.at,
        )
      case 'unquoted':
        if (node.kind === 'if') {
          this.#tag!.needsSpace = true
          this.#endAttribute()
          return this.#placeInTag(node)
        }
        throw unquoted(node.at)
      case 'before value':
        throw unquoted(node.at)
      case 'tag name':
        if (node.kind === 'if') {
          this.#tag!.needsSpace = true
          this.#state = 'in tag'
          return this.#placeInTag(node)
        }
        throw new TemplateError(
          'value_in_tag_name',
          'A value cannot be part of a tag name. Choose between elements with {% if %}.',
          node.at,
        )
      default:
        this.#state satisfies never
    }
  }

  // ── content ────────────────────────────────────────────────────────────────────────────────────────────────

  #placeInContent(node: Exclude<Flat, { kind: 'text' }>): void {
    const parent = this.#enclosing()?.tag
    if (parent !== undefined && refusesText(parent) && node.kind === 'output') {
      throw new TemplateError(
        'html_nesting',
        `A value cannot stand directly in <${parent}>: the browser moves it out. Put it into a cell.`,
        node.at,
      )
    }
    switch (node.kind) {
      case 'output':
        this.#top.children.push({ ...node, namespace: this.#namespace() })
        return
      case 'scripts':
      case 'assign':
        this.#top.children.push(node)
        return
      case 'call':
        this.#top.children.push({
          ...node,
          callee: this.#placeCallee(node.callee, this.#ancestors()),
        })
        return
      case 'if': {
        const branches = node.branches.map(({ condition, body }) => ({
          condition,
          body: this.#placeBranch(body, node.at, 'if'),
        }))
        this.#top.children.push({ ...node, branches })
        return
      }
      case 'for': {
        const body = this.#placeBranch(node.body, node.at, 'for')
        const empty = node.empty && this.#placeBranch(node.empty, node.at, 'for')
        this.#top.children.push({ ...node, body, empty })
        return
      }
      default:
        node satisfies never
    }
  }

  /** Places a body that must balance by itself. */
  #placeBranch(nodes: readonly Flat[], at: Location, tag: string): Placed[] {
    const edge: Open = { element: null, children: [] }
    this.#opens.push(edge)
    this.#placeNodes(nodes)
    this.#expectData(at)
    const left = this.#top.element
    if (left) throw unclosed(left, `{% ${tag} %} ends`)
    this.#opens.pop()
    return edge.children
  }

  #expectData(at: Location | undefined): void {
    if (this.#state === 'data') return
    const where = this.#state.endsWith('content') ? `<${this.#top.element!.tag}>` : 'a tag'
    throw new TemplateError(
      'unbalanced',
      `A branch, loop or template ends inside ${where} that it began. Begin and end it on the same side.`,
      this.#tag?.start ?? this.#top.element?.at ?? at,
    )
  }

  #read(text: string, at: Location): void {
    let i = 0
    while (i < text.length) {
      switch (this.#state) {
        case 'data':
          i = this.#readData(text, i, at)
          break
        case 'text content':
        case 'source content':
          i = this.#readTextContent(text, i, at)
          break
        case 'double':
          i = this.#readQuoted(text, i, '"')
          break
        case 'single':
          i = this.#readQuoted(text, i, "'")
          break
        default:
          i = this.#readTag(text, i, at)
      }
    }
  }

  #readData(text: string, from: number, at: Location): number {
    const match = /<(?:!--|[!?]|\/?[a-zA-Z])/g
    match.lastIndex = from
    const found = match.exec(text)
    const end = found ? found.index : text.length
    if (end > from) this.#addText(text.slice(from, end), part(at, from, end))
    if (!found) return text.length

    const start = found.index
    if (found[0] === '<!--') return this.#readComment(text, start, at)
    if (found[0] === '<!' || found[0] === '<?') {
      const close = endOf(text, '>', start, at, 'A "<!" declaration')
      this.#top.children.push({ kind: 'markup', text: text.slice(start, close) })
      return close
    }
    if (found[0].startsWith('</')) return this.#readEndTag(text, start, at)

    const open: TagPart[] = []
    this.#tag = {
      tag: '',
      start: part(at, start, start + 1),
      open,
      into: open,
      attributes: [],
      names: new Set(),
      isConditional: false,
      needsSpace: false,
      endsWithSlash: false,
    }
    this.#pending = '<'
    this.#state = 'tag name'
    return start + 1
  }

  #addText(text: string, at: Location): void {
    const parent = this.#enclosing()?.tag
    if (parent !== undefined && refusesText(parent) && text.trim() !== '') {
      throw new TemplateError(
        'html_nesting',
        `Text cannot stand directly in <${parent}>: the browser moves it out. Put it into a cell.`,
        at,
      )
    }
    const last = this.#top.children.at(-1)
    if (last?.kind === 'text') {
      this.#top.children.splice(-1, 1, { ...last, text: last.text + text })
      return
    }
    this.#top.children.push({ kind: 'text', text, at })
  }

  #readComment(text: string, start: number, at: Location): number {
    // The browser ends `<!-->` and `<!--->` at once, and others also at `--!>`.
    const end = /^<!--(?:-?>|[^]*?(--!?>))/.exec(text.slice(start))
    if (!end) {
      throw new TemplateError(
        'value_in_comment',
        'This HTML comment does not end before a value or tag of the template, or not at all. Use {# … #} or {% comment %}.',
        part(at, start, start + 4),
      )
    }
    const [source, mark] = end
    const data = mark === undefined ? '' : readLines(source.slice(4, -mark.length))
    this.#top.children.push({ kind: 'comment', data, text: source })
    return start + source.length
  }

  #readEndTag(text: string, start: number, at: Location): number {
    const end = endOf(text, '>', start, at, 'An end tag')
    const source = text.slice(start, end)
    const name = /^<\/([^\s/>]+)/.exec(source)![1]!
    const where = part(at, start, end)
    for (;;) {
      const { element } = this.#top
      if (!element) {
        const edge = this.#opens.length > 1 ? ' begun outside this branch or loop' : ''
        throw new TemplateError(
          'unbalanced',
          edge === ''
            ? `${source} closes nothing: no <${name}> is open here.`
            : `${source} closes an element${edge}. A branch or loop must hold whole elements; put the {% if %} into the attributes, or repeat the element in each branch.`,
          where,
        )
      }
      this.#opens.pop()
      if (element.tag.toLowerCase() === name.toLowerCase()) {
        element.close = source
        return end
      }
      if (!isEndedBy(element.tag, name.toLowerCase()))
        throw unclosed(element, `${source} comes`, at.source === '' ? element.at : where)
    }
  }

  // ── opening tags ───────────────────────────────────────────────────────────────────────────────────────────

  #readTag(text: string, from: number, at: Location): number {
    const tag = this.#tag!
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
        tag.tag += found
        return from + found.length
      }
      case 'in tag':
      case 'after name': {
        const space = /[\s/]*/y
        space.lastIndex = from
        const skipped = space.exec(text)![0]
        if (skipped !== '') {
          this.#pending += skipped
          tag.needsSpace = false
          tag.endsWithSlash = skipped.endsWith('/')
          return from + skipped.length
        }
        if (c === '>') {
          this.#endAttributeName()
          this.#pending += '>'
          this.#endTag(part(at, from, from + 1))
          return from + 1
        }
        if (c === '=' && this.#state === 'after name' && this.#attribute) {
          this.#pending += c
          this.#state = 'before value'
          return from + 1
        }
        this.#endAttributeName()
        if (tag.needsSpace) {
          throw new TemplateError(
            'html_syntax',
            'Without a space this name runs into what stands before it. Put one at the start of the {% if %}, or behind it.',
            part(at, from, from + 1),
          )
        }
        tag.endsWithSlash = false
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
        this.#pending += found
        this.#attribute!.value += found
        return from + found.length
      }
      default:
        throw new Error(`the tokenizer is in state "${this.#state}" inside a tag`)
    }
  }

  #readQuoted(text: string, from: number, quote: string): number {
    const close = text.indexOf(quote, from)
    const end = close < 0 ? text.length : close
    const attribute = this.#attribute!
    const piece = text.slice(from, end)
    attribute.value += piece
    if (attribute.parts) {
      if (piece !== '') attribute.parts.push({ kind: 'text', text: piece, at: attribute.at })
    } else this.#pending += piece
    if (close < 0) return end
    this.#endAttribute()
    this.#pending += quote
    return close + 1
  }

  #placeInValue(node: Exclude<Flat, { kind: 'text' }>): void {
    const attribute = this.#attribute!
    const name = attribute.name.toLowerCase()
    if (!attribute.parts) {
      checkDynamicAttribute(name, node.at)
      const before = attribute.value
      this.#pending = this.#pending.slice(0, this.#pending.length - before.length)
      attribute.parts = before === '' ? [] : [{ kind: 'text', text: before, at: attribute.at }]
    }
    checkTextOnly([node], `the attribute "${name}"`, this.#state === 'double' ? '"' : "'")
    attribute.parts.push(node)
  }

  /** Ends an attribute that has a name only. */
  #endAttributeName(): void {
    if (this.#attribute) this.#endAttribute()
    this.#state = 'in tag'
  }

  #endAttribute(): void {
    const tag = this.#tag!
    const { name: written, at, value, parts } = this.#attribute!
    const quote = this.#state === 'single' ? "'" : '"'
    const name = attributeName(written, namespaceOf(tag.tag, this.#namespace()))
    this.#attribute = null
    this.#state = 'in tag'
    if (/^dj-value-.*[A-Z]/.test(written)) {
      throw new TemplateError(
        'attribute_case',
        `The browser lower-cases "${written}". Write dj-value-${kebab(written.slice(9))}; the handler receives it in camelCase.`,
        at,
      )
    }
    if (tag.names.has(name)) throw twice(name, at)
    tag.names = new Set(tag.names).add(name)
    const isDynamic = parts !== null || tag.isConditional
    const slot: AttributeSlot | null = isDynamic ? this.#slotFor(tag, name, at) : null
    if (!slot) {
      if (tag.attributes.some((a) => a.name === name)) throw twice(name, at)
      tag.attributes.push({ name, value: readAttribute(value), slot: null, at })
      return
    }
    this.#flushPending()
    if (parts) tag.into.push({ kind: 'value', slot, parts, quote })
    else tag.into.push({ kind: 'present', slot, value: readAttribute(value) })
  }

  /** The slot of an attribute; the branches of one `{% if %}` share it. */
  #slotFor(tag: OpeningTag, name: string, at: Location): AttributeSlot {
    const known = tag.attributes.find((a) => a.name === name)
    if (known) {
      if (!known.slot?.isConditional || !tag.isConditional) throw twice(name, at)
      return known.slot
    }
    if (tag.isConditional) checkDynamicAttribute(name, at)
    const slot: AttributeSlot = {
      name,
      isUrl: isAddressAttribute(name),
      isConditional: tag.isConditional,
    }
    tag.attributes.push({ name, value: null, slot, at })
    return slot
  }

  #flushPending(): void {
    if (this.#pending !== '') this.#tag!.into.push({ kind: 'source', text: this.#pending })
    this.#pending = ''
  }

  #placeInTag(node: Exclude<Flat, { kind: 'text' }>): void {
    const tag = this.#tag!
    this.#flushPending()
    if (node.kind === 'assign') {
      tag.into.push(node)
      return
    }
    if (node.kind !== 'if') {
      throw new TemplateError(
        'value_between_attributes',
        'A value cannot name attributes. Write the attributes out, with {% if %} around those that come and go.',
        node.at,
      )
    }
    const { into, names, isConditional, needsSpace } = tag
    let mayRunOn = needsSpace && node.branches.at(-1)!.condition !== null
    const branches = node.branches.map(({ condition, body }) => {
      const parts: TagPart[] = []
      tag.into = parts
      tag.names = names
      tag.isConditional = true
      tag.needsSpace = needsSpace
      this.#placeNodes(body)
      if (
        this.#tag !== tag ||
        this.#state === 'double' ||
        this.#state === 'single' ||
        this.#state === 'before value'
      ) {
        throw new TemplateError(
          'unbalanced',
          'This {% if %} begins between attributes and ends elsewhere. Put whole attributes into it, or put it inside the quotes of one.',
          node.at,
        )
      }
      const endsOpen = this.#state === 'unquoted' || this.#state === 'attribute name'
      mayRunOn ||= endsOpen || tag.needsSpace
      if (this.#state === 'unquoted') this.#endAttribute()
      this.#endAttributeName()
      this.#flushPending()
      return { condition, parts }
    })
    tag.into = into
    tag.names = names
    tag.isConditional = isConditional
    tag.needsSpace = mayRunOn
    tag.endsWithSlash = false
    tag.into.push({ kind: 'if', branches })
  }

  #endTag(at: Location): void {
    const opening = this.#tag!
    if (opening.isConditional) {
      throw new TemplateError(
        'unbalanced',
        'A tag ends inside an {% if %} that began between its attributes. Close the {% if %} before ">".',
        at,
      )
    }
    this.#flushTag(opening)
    this.#tag = null
    this.#state = 'data'

    const lower = opening.tag.toLowerCase()
    while (this.#top.element && isClosedBy(this.#top.element.tag, lower)) this.#opens.pop()
    const namespace = namespaceOf(opening.tag, this.#namespace())
    const tag = tagName(opening.tag, namespace)
    if (namespace === 'html') {
      if (tag === 'tr' && this.#top.element?.tag === 'table')
        this.#openImplied('tbody', opening.start)
      this.#checkPlace(tag, opening.start)
    } else if (breaksOut(tag) && namespace === this.#namespace()) {
      throw new TemplateError(
        'html_nesting',
        `<${tag}> cannot stand in <${namespace}>: the browser ends <${namespace}> before it. Put it into <foreignObject>.`,
        opening.start,
      )
    }

    const element: PlacedElement = {
      kind: 'element',
      tag,
      namespace,
      open: opening.open,
      attributes: opening.attributes,
      children: [],
      text: [],
      content: contentOf(tag, namespace),
      close: '',
      at: opening.start,
    }
    this.#top.children.push(element)
    if (element.content === 'none' || (namespace !== 'html' && opening.endsWithSlash)) return
    this.#opens.push({ element, children: element.children })
    if (element.content === 'text') this.#state = 'text content'
    if (element.content === 'source') this.#state = 'source content'
  }

  #flushTag(opening: OpeningTag): void {
    opening.into = opening.open
    this.#flushPending()
  }

  #openImplied(tag: string, at: Location): void {
    const element: PlacedElement = {
      kind: 'element',
      tag,
      namespace: 'html',
      open: [],
      attributes: [],
      children: [],
      text: [],
      content: 'nodes',
      close: '',
      at,
    }
    this.#top.children.push(element)
    this.#opens.push({ element, children: element.children })
  }

  #checkPlace(tag: string, at: Location): void {
    const ancestors = this.#ancestors().map(({ tag, namespace }) =>
      namespace === 'html' ? tag : namespace,
    )
    if (tag === 'tr' && ancestors.at(-1) === 'table') {
      throw new TemplateError(
        'html_nesting',
        'The browser puts a <tbody> around rows, which a loop or branch cannot know. Write <tbody> … </tbody> around it.',
        at,
      )
    }
    const reason = misplaced(tag, ancestors)
    if (reason !== null) throw new TemplateError('html_nesting', reason, at)
  }

  #enclosing(): PlacedElement | undefined {
    return this.#opens.findLast(({ element }) => element)?.element ?? this.#around.at(-1)
  }

  /** The open elements, outermost first. */
  #ancestors(): PlacedElement[] {
    return [...this.#around, ...this.#opens.flatMap(({ element }) => element ?? [])]
  }

  #namespace(): PlacedElement['namespace'] {
    const around = this.#enclosing()
    return around ? childNamespace(around.tag, around.namespace) : 'html'
  }

  // ── title, textarea, script, style ─────────────────────────────────────────────────────────────────────────

  #readTextContent(text: string, from: number, at: Location): number {
    const element = this.#top.element!
    const end = new RegExp(`</${element.tag}[\\s/>]`, 'gi')
    end.lastIndex = from
    const found = end.exec(text)
    const stop = found ? found.index : text.length
    if (stop > from)
      element.text.push({ kind: 'text', text: text.slice(from, stop), at: part(at, from, stop) })
    if (!found) return text.length
    this.#state = 'data'
    return this.#readEndTag(text, stop, at)
  }

  #placeInSource(node: Exclude<Flat, { kind: 'text' }>): void {
    const { tag } = this.#top.element!
    if (node.kind === 'assign') {
      this.#top.children.push(node)
      return
    }
    throw new TemplateError(
      'value_in_source',
      tag === 'script'
        ? 'A value inside <script> cannot be made safe by escaping. Put it into a data-… attribute and read that, or use {{ value|json_script:"id" }} outside.'
        : `A value inside <${tag}> cannot be made safe by escaping. Switch a class with {% if %}, or set a custom property from an attribute.`,
      node.at,
    )
  }
}

function contentOf(tag: string, namespace: PlacedElement['namespace']): PlacedElement['content'] {
  if (namespace !== 'html') return 'nodes'
  if (voidElements.has(tag)) return 'none'
  if (textElements.has(tag)) return 'text'
  return sourceElements.has(tag) ? 'source' : 'nodes'
}

function checkDynamicAttribute(name: string, at: Location): void {
  if (name.startsWith('on')) {
    throw new TemplateError(
      'value_in_handler',
      `A value in ${name}="…" would run as code. Use dj-click and dj-value-… instead.`,
      at,
    )
  }
  if (name === 'srcdoc' || name === 'style') {
    throw new TemplateError(
      'value_in_handler',
      `A value in ${name}="…" cannot be made safe by escaping. ${name === 'style' ? 'Switch classes instead.' : 'Serve the document from a route.'}`,
      at,
    )
  }
}

/** Makes sure that what stands inside a value or text cannot end it. */
function checkTextOnly(nodes: readonly Flat[], where: string, end: string): void {
  for (const node of nodes) {
    if (node.kind === 'text' && node.text.includes(end)) {
      throw new TemplateError(
        'unbalanced',
        `A branch or loop inside ${where} ends it with ${end}. Put the whole of it on one side.`,
        node.at,
      )
    }
    if (node.kind === 'if') for (const { body } of node.branches) checkTextOnly(body, where, end)
    if (node.kind === 'for') checkTextOnly([...node.body, ...(node.empty ?? [])], where, end)
    if (node.kind === 'scripts' || node.kind === 'call') {
      throw new TemplateError('unbalanced', `Markup cannot stand inside ${where}.`, node.at)
    }
  }
}

function unclosed(element: PlacedElement, event: string, at: Location = element.at): TemplateError {
  const open = `<${element.tag}>`
  return new TemplateError(
    'unbalanced',
    `${event} while ${open} is open. Close it with </${element.tag}> in the same branch or template.`,
    at,
  )
}

function unquoted(at: Location): TemplateError {
  return new TemplateError(
    'unquoted_value',
    'A value in an attribute without quotes could add attributes. Put quotes around it: name="{{ … }}".',
    at,
  )
}

function twice(name: string, at: Location): TemplateError {
  return new TemplateError(
    'attribute_twice',
    `The attribute "${name}" is given twice; the browser would keep the first only. Put the condition inside its quotes: ${name}="a {% if b %}c{% endif %}".`,
    at,
  )
}

function endOf(text: string, mark: string, start: number, at: Location, what: string): number {
  const found = text.indexOf(mark, start)
  if (found < 0) {
    throw new TemplateError(
      'html_syntax',
      `${what} is cut by the template's end or by a value.`,
      part(at, start, start + 2),
    )
  }
  return found + mark.length
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)
}
