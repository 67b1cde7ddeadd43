import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { part } from '../expression.ts'
import type { Callee, Expression, Flat } from '../nodes.ts'
import { mapCaptures } from '../walk.ts'
import { readLines } from '../read-html.ts'
import { checkTextOnly } from './check-text-only.ts'
import { type CoarseRegion, type ContentEnd, contentBetween, type Position } from './coarse.ts'
import {
  breaksOut,
  childNamespace,
  isClosedBy,
  isEndedBy,
  misplaced,
  optionalEnd,
  refusesText,
  sourceElements,
  textElements,
  voidElements,
} from './elements.ts'
import { firstOfData, type Trusts } from './escaping.ts'
import { tagName } from './foreign-names.ts'
import { OpeningTag } from './opening-tag.ts'
import type { Placed, PlacedCallee, PlacedElement } from './placed.ts'
import { isRun, scriptInBranch, scriptsInLivePart } from './script-errors.ts'
import { afterScriptNodes, afterScriptText, type ScriptState } from './script-text.ts'

/** An element that becomes coarse. */
export interface Coarse {
  readonly number: number
  readonly end: ContentEnd
  readonly region: CoarseRegion
}

/** Something in the live part has no certain place, or may not be where it is. */
export class NoPlace extends Error {
  readonly reason: TemplateError
  /** The elements around it, outermost first. */
  readonly around: readonly Content[]

  constructor(reason: TemplateError, around: readonly Content[]) {
    super(reason.message)
    this.reason = reason
    this.around = around
  }
}

/** The content of an element of the live part. */
export interface Content {
  /** Counts the elements of the live part as they begin. */
  readonly number: number
  readonly element: PlacedElement
  readonly ancestors: readonly PlacedElement[]
  /** Its opening tag ends at `from` in this list. */
  readonly nodes: readonly Flat[]
  readonly from: Position
}

/** What all placers of a page share. */
export interface Run {
  readonly trusts: Trusts
  /** Which of the elements of the outermost list is live; -1 for none. */
  readonly live: number
  readonly coarse: ReadonlyMap<number, Coarse>
  readonly callees: Map<Callee, PlacedCallee>
  readonly looseCallees: Map<Callee, PlacedCallee>
  /** Elements of the outermost list so far. */
  outside: number
  /** Elements of the live part so far. */
  inside: number
}

export function newRun(trusts: Trusts, live: number, coarse: ReadonlyMap<number, Coarse>): Run {
  const [callees, looseCallees] = [new Map(), new Map()]
  return { trusts, live, coarse, callees, looseCallees, outside: 0, inside: 0 }
}

/**
 * What is placed: the page, whose live element is somewhere in it; what belongs to the live part; or markup that is drawn
 * as it comes, without a tree: around the live part, or in a coarse region.
 */
type Kind = 'page' | 'live' | 'around' | 'coarse'

type Dynamic = Exclude<Flat, { kind: 'text' }>

/** An element whose end is still to come, or the edge of a branch. */
interface Open {
  readonly element: PlacedElement | null
  readonly children: Placed[]
  /** For elements of the live part. */
  readonly content?: Content
}

/** A place in the nodes that are read. */
interface Cursor {
  readonly nodes: readonly Flat[]
  index: number
  offset: number
}

/** What the text is: markup, a title's text, a script's source, or a comment. */
type State = 'data' | 'text content' | 'source content' | 'comment'

/** Places the nodes of a page, of its live part, or of what is drawn without a tree. */
export class Placer {
  readonly #run: Run
  readonly #kind: Kind
  /** What places the nodes around. */
  readonly #outer: Placer | null
  /** The elements around what is placed, outermost first. */
  readonly #around: readonly PlacedElement[]
  /** Whether what is placed may come and go. */
  readonly #isConditional: boolean
  readonly #opens: Open[] = [{ element: null, children: [] }]
  /** The elements that seem to be open in markup without a tree. */
  #looselyOpen: readonly PlacedElement[] = []
  #cursor: Cursor = { nodes: [], index: 0, offset: 0 }
  #state: State = 'data'
  /** The opening tag being read. */
  #tag: OpeningTag | null = null
  /** What the comment being read is made of. */
  #comment: Flat[] = []
  /** Where the script being read has come to. */
  #script: ScriptState = 'code'
  readonly #trusts: Trusts

  constructor(run: Run, kind: Kind = 'page', outer: Placer | null = null) {
    this.#run = run
    this.#trusts = run.trusts
    this.#kind = kind
    this.#outer = outer
    this.#around = outer ? outer.#ancestors() : []
    this.#isConditional = outer !== null && outer.#isInBranch()
  }

  placePage(nodes: readonly Flat[]): Placed[] {
    this.#placeNodes(nodes)
    this.#expectData(nodes.at(-1)?.at)
    while (this.#top.element && optionalEnd.has(this.#top.element.tag)) this.#opens.pop()
    const left = this.#top.element
    if (left) throw this.#noPlace(unclosed(left, 'The template ends'))
    return this.#top.children
  }

  placeIncluded({ template, body }: Callee): Placed[] {
    this.#placeNodes(body)
    this.#expectData(body.at(-1)?.at)
    const left = this.#top.element
    if (left) throw this.#noPlace(unclosed(left, `"${template}" ends`))
    return this.#top.children
  }

  placeContent(nodes: readonly Flat[]): Placed[] {
    this.#placeNodes(nodes)
    this.#expectData(nodes.at(-1)?.at)
    return this.#top.children
  }

  /** Whether markup is drawn as it comes. */
  get #isLoose(): boolean {
    if (this.#kind === 'page') return !this.#opens.some(({ content }) => content)
    return this.#kind !== 'live'
  }

  #isInBranch(): boolean {
    return this.#isConditional || this.#opens.some(({ element }, i) => i > 0 && !element)
  }

  #noPlace(reason: TemplateError): Error {
    return this.#isLoose ? reason : new NoPlace(reason, this.#contents())
  }

  #contents(): Content[] {
    const outside = this.#outer ? this.#outer.#contents() : []
    return [...outside, ...this.#opens.flatMap(({ content }) => content ?? [])]
  }

  get #top(): Open {
    return this.#opens.at(-1)!
  }

  #placeNodes(nodes: readonly Flat[]): void {
    const around = this.#cursor
    const cursor: Cursor = { nodes, index: 0, offset: 0 }
    this.#cursor = cursor
    while (cursor.index < nodes.length) {
      const node = nodes[cursor.index]!
      if (node.kind === 'text' && cursor.offset < node.text.length) {
        this.#read(node.text, node.at, cursor)
        continue
      }
      if (node.kind !== 'text') this.#placeDynamic(node)
      cursor.index++
      cursor.offset = 0
    }
    this.#cursor = around
  }

  #placeDynamic(node: Dynamic): void {
    if (this.#tag) return this.#tag.place(node)
    switch (this.#state) {
      case 'data':
        return this.#placeInContent(node)
      case 'text content':
        checkTextOnly([node], `<${this.#top.element!.tag}>`, /<\//)
        this.#top.element!.text.push(node)
        return
      case 'source content':
        return this.#placeInSource(node)
      case 'comment':
        checkTextOnly([node], 'a comment', />/)
        this.#comment.push(node)
        return
      default:
        this.#state satisfies never
    }
  }

  // ── content ────────────────────────────────────────────────────────────────────────────────────────────────

  #placeInContent(node: Dynamic): void {
    const parent = this.#enclosing()?.tag
    const isMoved = parent !== undefined && !this.#isLoose && refusesText(parent)
    if (isMoved && node.kind === 'output') {
      throw this.#noPlace(
        new TemplateError(
          'html_nesting',
          `A value cannot stand directly in <${parent}>: the browser moves it out. Put it into a cell.`,
          node.at,
        ),
      )
    }
    this.#checkForeignSource(node)
    switch (node.kind) {
      case 'output':
        this.#top.children.push({
          ...node,
          value: this.#placeValue(node.value),
          namespace: this.#namespace(),
        })
        return
      case 'scripts':
        if (this.#kind === 'coarse') throw scriptsInLivePart(node.at)
        this.#top.children.push(node)
        return
      case 'assign':
        this.#top.children.push({ ...node, value: this.#placeValue(node.value) })
        return
      case 'call':
        this.#top.children.push({
          ...node,
          callee: this.#placeCallee(node.callee),
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

  #placeCallee(callee: Callee): PlacedCallee {
    const isLoose = this.#isLoose
    const known = isLoose ? this.#run.looseCallees : this.#run.callees
    let placed = known.get(callee)
    if (!placed) {
      placed = { template: callee.template, parameters: callee.parameters, body: [] }
      known.set(callee, placed)
      const kind = !isLoose ? 'live' : this.#kind === 'coarse' ? 'coarse' : 'around'
      placed.body = new Placer(this.#run, kind, this).placeIncluded(callee)
    }
    return placed
  }

  /** Places the bodies that tags draw to work on them. */
  #placeValue(value: Expression): Expression {
    return mapCaptures(value, (capture) => ({
      ...capture,
      placed: this.#placeBranch(capture.body, capture.at, 'tag'),
    }))
  }

  /** Places a body that must balance by itself. */
  #placeBranch(nodes: readonly Flat[], at: Location, tag: string): Placed[] {
    const edge: Open = { element: null, children: [] }
    this.#opens.push(edge)
    this.#placeNodes(nodes)
    this.#expectData(at)
    const left = this.#top.element
    if (left) throw this.#noPlace(unclosed(left, `{% ${tag} %} ends`))
    this.#opens.pop()
    return edge.children
  }

  #expectData(at: Location | undefined): void {
    if (this.#state === 'data' && !this.#tag) return
    const where =
      this.#state === 'comment' ? 'a comment' : this.#tag ? 'a tag' : `<${this.#top.element!.tag}>`
    throw new TemplateError(
      'unbalanced',
      `A branch, loop or template ends inside ${where} that it began. Begin and end it on the same side.`,
      this.#tag?.start ?? this.#top.element?.at ?? at,
    )
  }

  /** Reads on in a text; the end of a tag may lead to another one. */
  #read(text: string, at: Location, cursor: Cursor): void {
    const from = cursor.offset
    if (this.#tag) {
      cursor.offset = this.#tag.read(text, from, at)
      if (this.#tag.isEnded) this.#endTag(this.#tag)
    } else if (this.#state === 'data') cursor.offset = this.#readData(text, from, at)
    else if (this.#state === 'comment') cursor.offset = this.#readCommentEnd(text, from, at)
    else cursor.offset = this.#readTextContent(text, from, at)
  }

  #readData(text: string, from: number, at: Location): number {
    const match = /<(?:!--|[!?]|\/?[a-zA-Z])/g
    match.lastIndex = from
    const found = match.exec(text)
    const end = found ? found.index : text.length
    if (end > from) this.#addText(text.slice(from, end), part(at, from, end))
    if (!found) {
      this.#checkTextEnd(text, at)
      return text.length
    }

    const start = found.index
    if (found[0] === '<!--') return this.#readComment(text, start, at)
    if (found[0] === '<!' || found[0] === '<?') {
      const close = endOf(text, '>', start, at, 'A "<!" declaration')
      if (!this.#isLoose) {
        const reason = `${text.slice(start, close)} is no element: the browser makes a comment of it, or nothing. Remove it.`
        throw this.#noPlace(new TemplateError('html_nesting', reason, part(at, start, close)))
      }
      this.#top.children.push({ kind: 'markup', text: text.slice(start, close) })
      return close
    }
    if (found[0].startsWith('</')) return this.#readEndTag(text, start, at)

    this.#tag = new OpeningTag(part(at, start, start + 1), this.#namespace(), this.#trusts)
    return start + 1
  }

  /** Refuses a `<` at the end of a text, which what comes next could make a tag of. */
  #checkTextEnd(text: string, at: Location): void {
    const { nodes, index } = this.#cursor
    const isLast = index === nodes.length - 1 && this.#opens.length === 1 && !this.#outer
    const start = /<\/?$/.exec(text)?.index
    if (start === undefined || isLast) return
    throw new TemplateError(
      'value_in_tag_name',
      'What comes behind this "<" could make a tag of it. Write &lt; for the sign; choose between elements with {% if %}.',
      part(at, start, text.length),
    )
  }

  #addText(text: string, at: Location): void {
    const parent = this.#enclosing()?.tag
    const isMoved = parent !== undefined && !this.#isLoose && refusesText(parent)
    if (isMoved && text.trim() !== '') {
      throw this.#noPlace(
        new TemplateError(
          'html_nesting',
          `Text cannot stand directly in <${parent}>: the browser moves it out. Put it into a cell.`,
          at,
        ),
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
    if (!end && this.#trusts('comments')) {
      this.#state = 'comment'
      this.#comment = [{ kind: 'text', text: text.slice(start), at: part(at, start, text.length) }]
      return text.length
    }
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

  /** Reads on in a comment that has values in it. */
  #readCommentEnd(text: string, from: number, at: Location): number {
    const found = /--!?>/.exec(text.slice(from))
    const end = found ? from + found.index + found[0].length : text.length
    this.#comment.push({ kind: 'text', text: text.slice(from, end), at: part(at, from, end) })
    if (found) {
      this.#top.children.push({ kind: 'comment', data: '', text: '', parts: this.#comment })
      this.#state = 'data'
    }
    return end
  }

  #readEndTag(text: string, start: number, at: Location): number {
    const end = endOf(text, '>', start, at, 'An end tag')
    const source = text.slice(start, end)
    const name = /^<\/([^\s/>]+)/.exec(source)![1]!
    const where = part(at, start, end)
    if (this.#isLoose && !this.#top.element) {
      this.#endLoosely(name.toLowerCase())
      this.#top.children.push({ kind: 'markup', text: source })
      return end
    }
    for (;;) {
      const { element } = this.#top
      if (!element) {
        const edge = this.#opens.length > 1 ? ' begun outside this branch or loop' : ''
        throw this.#noPlace(
          new TemplateError(
            'unbalanced',
            edge === ''
              ? `${source} closes nothing: no <${name}> is open here.`
              : `${source} closes an element${edge}. A branch or loop must hold whole elements; put the {% if %} into the attributes, or repeat the element in each branch.`,
            where,
          ),
        )
      }
      const isItsEnd = element.tag.toLowerCase() === name.toLowerCase()
      if (!isItsEnd && !isEndedBy(element.tag, name.toLowerCase())) {
        const place = at.source === '' ? element.at : where
        throw this.#noPlace(unclosed(element, `${source} comes`, place))
      }
      this.#opens.pop()
      if (isItsEnd) {
        element.close = source
        return end
      }
    }
  }

  // ── elements ───────────────────────────────────────────────────────────────────────────────────────────────

  #endTag(opening: OpeningTag): void {
    this.#tag = null
    const { name, namespace, start } = opening
    const tag = tagName(name, namespace)
    const lower = name.toLowerCase()
    const isLoose = this.#isLoose
    const isLive = this.#isLiveElement()
    if (isLoose) this.#closeLoosely(lower)
    else {
      while (this.#top.element && isClosedBy(this.#top.element.tag, lower)) this.#opens.pop()
      if (namespace === 'html' && tag === 'tr' && this.#top.element?.tag === 'table')
        this.#openImplied('tbody', start)
      this.#checkPlace(opening, tag)
    }

    const element: PlacedElement = {
      kind: 'element',
      tag,
      namespace,
      open: opening.open,
      attributes: opening.attributes,
      children: [],
      text: [],
      ...(this.#guardsText(tag) && { textEnding: '<' as const }),
      content: contentOf(tag, namespace),
      close: '',
      at: start,
    }
    if (this.#kind === 'coarse') this.#checkCoarse(element)
    this.#top.children.push(element)
    if (element.content === 'none' || (namespace !== 'html' && opening.endsWithSlash)) return
    if (isLoose && !isLive && element.content === 'nodes') {
      element.isLoose = true
      this.#looselyOpen = [...this.#looselyOpen, element]
    } else if (isLoose && !isLive) this.#opens.push({ element, children: element.children })
    else this.#openInLivePart(element)
    if (element.content === 'text') this.#state = 'text content'
    if (element.content === 'source') this.#state = 'source content'
    this.#script = 'code'
  }

  /** Whether the element that begins is the one whose content is live. */
  #isLiveElement(): boolean {
    if (this.#kind !== 'page' || !this.#isLoose || this.#opens.length > 1) return false
    return this.#run.outside++ === this.#run.live
  }

  #openInLivePart(element: PlacedElement): void {
    const { nodes, index, offset } = this.#cursor
    const number = this.#run.inside++
    const ancestors = this.#ancestors()
    const from = { index, offset }
    const coarse = this.#run.coarse.get(number)
    this.#opens.push({
      element,
      children: element.children,
      content: { number, element, ancestors, nodes, from },
    })
    if (coarse) this.#placeCoarse(element, coarse.end)
  }

  /** Makes one value of the content of the element that was just opened, and goes on behind it. */
  #placeCoarse(element: PlacedElement, end: ContentEnd): void {
    const cursor = this.#cursor
    const { at } = element
    const [first, ...rest] = contentBetween(cursor.nodes, { ...cursor }, end)
    const body = first ? [first, ...rest] : []
    // The browser drops a line end right behind <pre>, but not behind an anchor.
    const lineEnd =
      first?.kind === 'text' && element.tag === 'pre' && /^\r?\n/.exec(first.text)?.[0]
    if (first?.kind === 'text' && lineEnd) {
      element.children.push({ kind: 'text', text: lineEnd, at: first.at })
      body[0] = { ...first, text: first.text.slice(lineEnd.length) }
    }
    const placed = new Placer(this.#run, 'coarse', this).placeContent(body)
    const value: Expression = { kind: 'capture', body, placed, isLazy: false, at }
    element.children.push({ kind: 'output', value, env: null, namespace: this.#namespace(), at })
    const last = cursor.nodes[end.index]
    element.close = last?.kind === 'text' ? last.text.slice(end.start, end.end) : ''
    this.#opens.pop()
    cursor.index = end.index
    cursor.offset = end.end
  }

  /** Refuses in a coarse region what is refused in the rest of the live part. */
  #checkCoarse(element: PlacedElement): void {
    const { tag, attributes, at } = element
    const root = attributes.find(({ name }) => name === 'dj-root' || name === 'dj-view')
    if (root) {
      throw new TemplateError(
        'live_part',
        `The element with ${root.name} stands in another live part. A page has one: remove ${root.name} here.`,
        root.at,
      )
    }
    if (tag === 'script' && this.#isInBranch() && isRun(element)) throw scriptInBranch(at)
  }

  #closeLoosely(next: string): void {
    const last = this.#looselyOpen.at(-1)
    if (!last || !isClosedBy(last.tag, next)) return
    this.#looselyOpen = this.#looselyOpen.slice(0, -1)
    this.#closeLoosely(next)
  }

  #endLoosely(name: string): void {
    const index = this.#looselyOpen.findLastIndex(({ tag }) => tag.toLowerCase() === name)
    if (index >= 0) this.#looselyOpen = this.#looselyOpen.slice(0, index)
  }

  #guardsText(tag: string): boolean {
    return tag !== 'script' && tag !== 'style' && !this.#trusts('safeStrings')
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

  #checkPlace({ namespace, start }: OpeningTag, tag: string): void {
    const refuse = (reason: string): void => {
      throw this.#noPlace(new TemplateError('html_nesting', reason, start))
    }
    if (namespace !== 'html') {
      if (breaksOut(tag) && namespace === this.#namespace()) {
        refuse(
          `<${tag}> cannot stand in <${namespace}>: the browser ends <${namespace}> before it. Put it into <foreignObject>.`,
        )
      }
      return
    }
    const ancestors = this.#ancestors().map((element) =>
      element.namespace === 'html' ? element.tag : element.namespace,
    )
    if (tag === 'tr' && ancestors.at(-1) === 'table') {
      refuse(
        'The browser puts a <tbody> around rows, which a loop or branch cannot know. Write <tbody> … </tbody> around it.',
      )
    }
    const reason = misplaced(tag, ancestors)
    if (reason !== null) refuse(reason)
  }

  #enclosing(): PlacedElement | undefined {
    return (
      this.#opens.findLast(({ element }) => element)?.element ??
      this.#looselyOpen.at(-1) ??
      this.#around.at(-1)
    )
  }

  /** The open elements, outermost first. */
  #ancestors(): PlacedElement[] {
    const open = this.#opens.flatMap(({ element }) => element ?? [])
    return [...this.#around, ...this.#looselyOpen, ...open]
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
    if (stop > from) {
      const piece = text.slice(from, stop)
      element.text.push({ kind: 'text', text: piece, at: part(at, from, stop) })
      if (element.tag === 'script') this.#script = afterScriptText(piece, this.#script)
    }
    if (!found) return text.length
    this.#state = 'data'
    return this.#readEndTag(text, stop, at)
  }

  /** In SVG, scripts and style sheets are markup like any other, and escaping is undone before they are read. */
  #checkForeignSource(node: Dynamic): void {
    const { tag = '', namespace } = this.#enclosing() ?? {}
    if (namespace === 'html' || (tag !== 'script' && tag !== 'style') || this.#trusts(tag)) return
    const data = firstOfData([node])
    if (data) throw tag === 'script' ? inScript(data, 'unknown') : inStyle(data)
  }

  /** Takes a piece of a script, a style sheet, or an element whose text browsers show as it is, or not at all. */
  #placeInSource(node: Dynamic): void {
    const { tag, text } = this.#top.element!
    checkTextOnly([node], `<${tag}>`, new RegExp(`</${tag}`, 'i'))
    if (tag === 'script' && !this.#trusts('script')) {
      this.#script = afterScriptNodes([node], this.#script, (data, state) => {
        throw inScript(data, state)
      })
    }
    const data = tag === 'style' && !this.#trusts('style') && firstOfData([node])
    if (data) throw inStyle(data)
    text.push(node)
  }
}

function inStyle({ at }: Flat): TemplateError {
  return new TemplateError(
    'value_in_source',
    'A value inside <style> cannot be made safe by escaping. Switch a class with {% if %}, or choose between rules of yours with it.',
    at,
  )
}

function inScript({ at }: Flat, state: ScriptState): TemplateError {
  const isQuoted = state === 'double quotes' || state === 'single quotes'
  return new TemplateError(
    'value_in_source',
    isQuoted
      ? 'A value inside <script> is not made safe by the escaping of markup. Put it through escapejs, as in "{{ value|escapejs }}", or use {{ value|json_script:"id" }} outside.'
      : 'A value inside <script> can be made safe as a text in quotes only: "{{ value|escapejs }}". Put it into a data-… attribute and read that, or use {{ value|json_script:"id" }} outside.',
    at,
  )
}

function contentOf(tag: string, namespace: PlacedElement['namespace']): PlacedElement['content'] {
  if (namespace !== 'html') return 'nodes'
  if (voidElements.has(tag)) return 'none'
  if (textElements.has(tag)) return 'text'
  return sourceElements.has(tag) ? 'source' : 'nodes'
}

function unclosed(element: PlacedElement, event: string, at: Location = element.at): TemplateError {
  const open = `<${element.tag}>`
  return new TemplateError(
    'unbalanced',
    `${event} while ${open} is open. Close it with </${element.tag}> in the same branch or template.`,
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
