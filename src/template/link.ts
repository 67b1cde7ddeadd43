import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { didYouMean } from '../shared/suggest.ts'
import { includeTag, includeOnlyTag } from './include-tag.ts'
import type { Expression, IncludeNode, Node, PathExpression } from './nodes.ts'
import { bodiesOf, mapBodies, mapNodeValues, mapParts, nodeValues, partsOf } from './walk.ts'
import { parse } from './parse.ts'
import type { Parsed, Vocabulary } from './parser.ts'

/** The text of one template. */
export interface Source {
  readonly name: string
  readonly file: string
  readonly text: string
}

/**
 * Finds a template by name.
 *
 * @param at the tag that names it, for the error
 * @param skip files to pass over: a template may extend one of its own name in a later folder
 * @throws {TemplateError} when there is none, naming every place searched
 */
export type LoadTemplate = (name: string, at?: Location, skip?: ReadonlySet<string>) => Source

/** A page put together: bases, blocks and includes in one list of nodes. */
export interface Linked {
  readonly nodes: readonly Node[]
  /** The bodies of includes that stand inside themselves, by template name. */
  readonly recursive: ReadonlyMap<string, readonly Node[]>
}

/** Gives the parent that an `{% extends variable %}` stands for: its name, or the template itself. */
export type NameParent = (parent: Expression) => string | Source

export interface LinkOptions {
  readonly load: LoadTemplate
  readonly nameParent: NameParent
  readonly vocabulary: Vocabulary
}

/**
 * Puts a template together with its bases and includes.
 *
 * @param entry the template to start from
 * @throws {TemplateError} when a template is missing, a block is given twice, or bases form a ring
 */
export function link(entry: Source, options: LinkOptions): Linked {
  return new Linker(options).link(entry)
}

/** A template with what stands in its text. */
interface Unit extends Parsed {
  readonly source: Source
}

interface BlockPlace {
  readonly name: string
  /** Which template of the chain the block's body came from, child first. */
  readonly level: number
}

/** A template and its bases, child first, with the blocks of each. */
interface Chain {
  readonly units: readonly Unit[]
  readonly blocks: readonly ReadonlyMap<string, Extract<Node, { kind: 'block' }>>[]
}

/** Where nodes stand that are put together. */
interface Place {
  readonly chain: Chain
  readonly unit: Unit
  readonly block: BlockPlace | null
  /** The templates and partials around, outermost first. */
  readonly including: readonly string[]
}

/** One class, because bases, blocks, includes and partials stand in each other, and share what was parsed. */
class Linker {
  readonly #options: LinkOptions
  readonly #recursive = new Map<string, readonly Node[]>()
  readonly #units = new Map<string, Unit>()
  readonly #bodies = new Set<readonly Node[]>()

  constructor(options: LinkOptions) {
    this.#options = options
  }

  link(entry: Source): Linked {
    const [, partial] = splitName(entry.name)
    const nodes =
      partial === null
        ? this.#linkTemplate(entry, [entry.name])
        : this.#linkPartial(this.#unit(entry), partial, [entry.name])
    return { nodes, recursive: this.#recursive }
  }

  /** Parses a text once, however often it is included: tags with a memory are told apart by it. */
  #unit(source: Source): Unit {
    // Texts that have no file share a name.
    const key = `${source.file}\0${source.name}\0${source.text}`
    let unit = this.#units.get(key)
    if (!unit) {
      unit = { source, ...parse(source.text, source.file, this.#options.vocabulary) }
      this.#units.set(key, unit)
    }
    return unit
  }

  #linkTemplate(source: Source, including: readonly string[]): readonly Node[] {
    const units = this.#inheritance(source)
    const chain = { units, blocks: units.map(({ nodes }) => collectBlocks(nodes)) }
    const root = units.at(-1)!
    // What stands before {% extends %} is drawn before the base.
    const texts = units.slice(0, -1).flatMap(({ nodes }) => {
      return nodes.slice(
        0,
        nodes.findIndex(({ kind }) => kind === 'extends'),
      )
    })
    return [...texts, ...this.#expand(root.nodes, { chain, unit: root, block: null, including })]
  }

  #linkPartial(unit: Unit, name: string, including: readonly string[], at?: Location): Node[] {
    const chain = { units: [unit], blocks: [new Map()] }
    return this.#expand(this.#drawn(partialOf(unit, name, at)), {
      chain,
      unit,
      block: null,
      including,
    })
  }

  #expand(nodes: readonly Node[], place: Place): Node[] {
    return nodes.flatMap((written): Node[] => {
      const inherited = this.#inheritedContent(written, place)
      if (inherited) return inherited
      const node = place.block ? named(written, place.block.name) : written
      switch (node.kind) {
        case 'block':
          return this.#expandBlock(node.name, 0, node.at, place)
        case 'include':
          return [this.#expandInclude(node, place)]
        case 'partial':
          return this.#expandPartial(node.name, node.at, place)
        case 'extends':
          return []
        default:
          return [mapBodies(node, (body) => this.#expand(body, place))]
      }
    })
  }

  /**
   * What becomes of a node that uses `block.super`: shown alone, it is the nodes of the base; as part of a value, they
   * are drawn first. Null for other nodes.
   */
  #inheritedContent(node: Node, place: Place): Node[] | null {
    const used = nodeValues(node).flatMap(findSuper)[0]
    if (!used) return null
    const { block } = place
    const { at } = used
    if (!block)
      throw new TemplateError(
        'super_outside_block',
        '{{ block.super }} stands outside a block.',
        at,
      )
    const body = this.#expandBlock(block.name, block.level + 1, at, place)
    if (node.kind === 'output' && isShownAlone(node.value)) return body
    const draw: Node = { kind: 'captured', body, value: { kind: 'body', at }, as: superName, at }
    const name: PathExpression = { kind: 'path', name: superName, steps: [], at }
    const drawn = mapNodeValues(node, (value) => replaceSuper(value, name))
    return [draw, ...this.#expand([drawn], place)]
  }

  #expandBlock(name: string, atLeast: number, at: Location, place: Place): Node[] {
    const { units, blocks } = place.chain
    for (let level = atLeast; level < blocks.length; level++) {
      const found = blocks[level]!.get(name)
      if (!found) continue
      const body = this.#expand(this.#drawn(found.body), {
        ...place,
        unit: units[level]!,
        block: { name, level },
      })
      return [scope(body, found.at)]
    }
    // A base that is extended itself has nothing to inherit, which is no mistake.
    if (units.length > 1) return []
    throw new TemplateError(
      'super_without_parent',
      `{{ block.super }} in block "${name}": no parent template has this block. Remove it, or extend a template that has.`,
      at,
    )
  }

  #expandInclude(node: IncludeNode, { unit, including }: Place): Node {
    const { template, bindings, only, at } = node
    if (template.kind !== 'literal' || typeof template.value !== 'string') {
      const tag = only ? includeOnlyTag : includeTag
      const base = { kind: 'literal', value: unit.source.name, at } as const
      const args = [template, base]
      const value = { kind: 'tag', tag, args, named: bindings, takesContext: !only, at } as const
      return { kind: 'output', value, at }
    }
    const name = relativeTo(template.value, unit.source, at)
    const [file, partial] = splitName(name)
    const source = this.#options.load(file, at)
    const key = partial === null ? source.name : `${source.name}#${partial}`
    const inside = (around: readonly string[]): readonly Node[] =>
      includedAt(at, () =>
        partial === null
          ? this.#linkTemplate(source, [...around, key])
          : this.#linkPartial(this.#unit(source), partial, [...around, key], at),
      )
    if (including.includes(key)) {
      this.#linkRecursive(key, () => inside([]))
      return { kind: 'call', template: key, bindings, only, at }
    }
    return { kind: 'with', bindings, only, isInclude: true, body: inside(including), at }
  }

  #expandPartial(name: string, at: Location, place: Place): Node[] {
    const { unit, including } = place
    const key = `${unit.source.name}#${name}`
    const expand = (around: readonly string[]): Node[] =>
      this.#expand(this.#drawn(partialOf(unit, name, at)), {
        ...place,
        including: [...around, key],
      })
    if (!including.includes(key)) return expand(including)
    this.#linkRecursive(key, () => expand([]))
    return [{ kind: 'call', template: key, bindings: [], only: false, at }]
  }

  /** Notes that a body is drawn: one that is drawn twice has the same tags both times, which remember on. */
  #drawn(body: readonly Node[]): readonly Node[] {
    if (this.#bodies.has(body)) shareCycles(body)
    this.#bodies.add(body)
    return body
  }

  #linkRecursive(key: string, body: () => readonly Node[]): void {
    if (this.#recursive.has(key)) return
    this.#recursive.set(key, [])
    this.#recursive.set(key, body())
  }

  /** The template and its bases, child first. */
  #inheritance(entry: Source): Unit[] {
    const units: Unit[] = []
    let source = entry
    for (;;) {
      const unit = this.#unit(source)
      units.push(unit)
      const parent = parentOf(unit.nodes)
      if (!parent) return units
      const { parent: written, at } = parent
      if (units.indexOf(unit) < units.length - 1) throw ringOf(units, at)
      const found =
        written.kind === 'literal' && typeof written.value === 'string'
          ? written.value
          : this.#options.nameParent(written)
      source =
        typeof found === 'string'
          ? this.#loadParent(relativeTo(found, source, at), units, at)
          : found
    }
  }

  /** A base; one of the name of a template in the chain is looked for in later folders. */
  #loadParent(name: string, units: readonly Unit[], at: Location): Source {
    const { load } = this.#options
    const isKnown = units.some(({ source }) => source.name === name)
    if (!isKnown) return load(name, at)
    try {
      const found = load(name, at, new Set(units.map(({ source }) => source.file)))
      if (!units.some(({ source }) => source.file === found.file)) return found
    } catch (error) {
      if (!(error instanceof TemplateError && error.code === 'template_not_found')) throw error
    }
    throw ringOf([...units, { source: { name } }], at)
  }
}

function ringOf(units: readonly { source: Pick<Source, 'name'> }[], at: Location): TemplateError {
  const ring = units.map(({ source }) => source.name).join(' → ')
  return new TemplateError('extends_ring', `These templates extend each other: ${ring}.`, at)
}

function shareCycles(body: readonly Node[]): void {
  for (const node of body) {
    if (node.kind === 'cycle') node.cycle.isShared = true
    bodiesOf(node).forEach(shareCycles)
  }
}

/** A name that no template can write. */
const superName = 'block super'

function findSuper(value: Expression): PathExpression[] {
  if (isSuper(value)) return [value]
  return partsOf(value).flatMap(findSuper)
}

function isSuper(value: Expression): value is PathExpression {
  return value.kind === 'path' && value.name === 'block' && value.steps[0] === 'super'
}

/** What is inherited is safe already, so that `|safe` changes nothing. */
function isShownAlone(value: Expression): boolean {
  return (
    isSuper(value) || (value.kind === 'filter' && value.name === 'safe' && isSuper(value.input))
  )
}

function replaceSuper(value: Expression, by: PathExpression): Expression {
  return isSuper(value) ? by : mapParts(value, (part) => replaceSuper(part, by))
}

/** The same node with `block.name` spelt out. */
function named(node: Node, block: string): Node {
  const spell = (value: Expression): Expression =>
    value.kind === 'path' && value.name === 'block' && value.steps.join('.') === 'name'
      ? { kind: 'literal', value: block, at: value.at }
      : mapParts(value, spell)
  return nodeValues(node).length > 0 ? mapNodeValues(node, spell) : node
}

function scope(body: readonly Node[], at: Location): Node {
  return { kind: 'with', bindings: [], only: false, isInclude: false, body, at }
}

/** Takes a template's name and that of a part of it apart: `card.html#title`. */
export function splitName(name: string): [template: string, partial: string | null] {
  const cut = name.indexOf('#')
  return cut < 0 ? [name, null] : [name.slice(0, cut), name.slice(cut + 1)]
}

function partialOf({ partials, source }: Unit, name: string, at?: Location): readonly Node[] {
  const body = partials.get(name)
  if (body) return body
  throw new TemplateError(
    'unknown_partial',
    `The template "${splitName(source.name)[0]}" has no partial "${name}".${didYouMean(name, partials.keys())} Write {% partialdef ${name} %} in it.`,
    at,
  )
}

/** Runs the linking of an included template; its errors say from where it was included. */
function includedAt<T>(at: Location, link: () => T): T {
  try {
    return link()
  } catch (error) {
    if (error instanceof TemplateError && error.at && error.at.file !== at.file)
      error.includedFrom(at)
    throw error
  }
}

function parentOf(nodes: readonly Node[]): Extract<Node, { kind: 'extends' }> | undefined {
  return nodes.find((node) => node.kind === 'extends')
}

function collectBlocks(nodes: readonly Node[]): Map<string, Extract<Node, { kind: 'block' }>> {
  const blocks = new Map<string, Extract<Node, { kind: 'block' }>>()
  const visit = (list: readonly Node[]): void => {
    for (const node of list) {
      if (node.kind === 'block') {
        if (blocks.has(node.name)) {
          throw new TemplateError(
            'block_twice',
            `There are two blocks named "${node.name}" in this template.`,
            node.at,
          )
        }
        blocks.set(node.name, node)
      }
      for (const body of bodiesOf(node)) visit(body)
    }
  }
  visit(nodes)
  return blocks
}

/** Resolves `./name` and `../name` against the template they stand in. */
export function relativeTo(name: string, from: Pick<Source, 'name'>, at?: Location): string {
  if (!/^\.\.?\//.test(name)) return name
  const folders = from.name.split('/').slice(0, -1)
  for (const piece of name.split('/')) {
    if (piece === '.') continue
    if (piece !== '..') folders.push(piece)
    else if (folders.pop() === undefined) {
      throw new TemplateError(
        'template_not_found',
        `"${name}" leads out of the template folders.`,
        at,
      )
    }
  }
  return folders.join('/')
}
