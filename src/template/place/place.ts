import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import { part } from '../expression.ts'
import { type Callee, type Expression, type Flat, mapCaptures } from '../nodes.ts'
import { readLines } from '../read-html.ts'
import { checkTextOnly } from './check-text-only.ts'
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
import { tagName } from './foreign-names.ts'
import { OpeningTag } from './opening-tag.ts'
import type { Placed, PlacedCallee, PlacedElement } from './placed.ts'

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

type Dynamic = Exclude<Flat, { kind: 'text' }>

/** An element whose end is still to come, or the edge of a branch. */
interface Open {
  readonly element: PlacedElement | null
  readonly children: Placed[]
}

/** What the text is: markup, a title's text, or a script's source. */
type State = 'data' | 'text content' | 'source content'

class Placer {
  readonly #placeCallee: PlaceCallee
  /** The elements around what is placed, outermost first. */
  readonly #around: readonly PlacedElement[]
  readonly #opens: Open[] = [{ element: null, children: [] }]
  #state: State = 'data'
  /** The opening tag being read. */
  #tag: OpeningTag | null = null

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

  #placeDynamic(node: Dynamic): void {
    if (this.#tag) return this.#tag.place(node)
    switch (this.#state) {
      case 'data':
        return this.#placeInContent(node)
      case 'text content':
        checkTextOnly([node], `<${this.#top.element!.tag}>`, '</')
        this.#top.element!.text.push(node)
        return
      case 'source content':
        return this.#placeInSource(node)
      default:
        this.#state satisfies never
    }
  }

  // ── content ────────────────────────────────────────────────────────────────────────────────────────────────

  #placeInContent(node: Dynamic): void {
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
        this.#top.children.push({
          ...node,
          value: this.#placeValue(node.value),
          namespace: this.#namespace(),
        })
        return
      case 'scripts':
        this.#top.children.push(node)
        return
      case 'assign':
        this.#top.children.push({ ...node, value: this.#placeValue(node.value) })
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
    if (left) throw unclosed(left, `{% ${tag} %} ends`)
    this.#opens.pop()
    return edge.children
  }

  #expectData(at: Location | undefined): void {
    if (this.#state === 'data' && !this.#tag) return
    const where = this.#tag ? 'a tag' : `<${this.#top.element!.tag}>`
    throw new TemplateError(
      'unbalanced',
      `A branch, loop or template ends inside ${where} that it began. Begin and end it on the same side.`,
      this.#tag?.start ?? this.#top.element?.at ?? at,
    )
  }

  #read(text: string, at: Location): void {
    let i = 0
    while (i < text.length) {
      if (this.#tag) {
        i = this.#tag.read(text, i, at)
        if (this.#tag.isEnded) this.#endTag(this.#tag)
      } else if (this.#state === 'data') i = this.#readData(text, i, at)
      else i = this.#readTextContent(text, i, at)
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

    this.#tag = new OpeningTag(part(at, start, start + 1), this.#namespace())
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

  // ── elements ───────────────────────────────────────────────────────────────────────────────────────────────

  #endTag(opening: OpeningTag): void {
    this.#tag = null
    const lower = opening.name.toLowerCase()
    while (this.#top.element && isClosedBy(this.#top.element.tag, lower)) this.#opens.pop()
    const { namespace } = opening
    const tag = tagName(opening.name, namespace)
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

  #placeInSource(node: Dynamic): void {
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
