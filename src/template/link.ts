import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import { didYouMean } from '../shared/suggest.ts'
import { findSuper, isShownAlone, replaceSuper, superName } from './block-super.ts'
import { includeTag, includeOnlyTag } from './include-tag.ts'
import { type Chain, Templates, type Unit } from './inheritance.ts'
import type { Expression, IncludeNode, Node, PathExpression } from './nodes.ts'
import { relativeTo, splitName } from './template-name.ts'
import type { LinkOptions, LoadTemplate, Source } from './template-source.ts'
import { bodiesOf, mapBodies, mapNodeValues, mapParts, nodeValues } from './walk.ts'

/** A page put together: bases, blocks and includes in one list of nodes. */
export interface Linked {
  readonly nodes: readonly Node[]
  /** The bodies of includes that stand inside themselves, by template name. */
  readonly recursive: ReadonlyMap<string, readonly Node[]>
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

interface BlockPlace {
  readonly name: string
  /** Which template of the chain the block's body came from, child first. */
  readonly level: number
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
  readonly #load: LoadTemplate
  readonly #templates: Templates
  readonly #layout: string | null
  readonly #recursive = new Map<string, readonly Node[]>()
  readonly #bodies = new Set<readonly Node[]>()

  constructor(options: LinkOptions) {
    this.#load = options.load
    this.#templates = new Templates(options)
    this.#layout = options.layout ?? null
  }

  link(entry: Source): Linked {
    const [, partial] = splitName(entry.name)
    const nodes =
      partial === null
        ? this.#linkTemplate(entry, [entry.name], this.#layout)
        : this.#linkPartial(this.#templates.unit(entry), partial, [entry.name])
    return { nodes, recursive: this.#recursive }
  }

  #linkTemplate(
    source: Source,
    including: readonly string[],
    layout?: string | null,
  ): readonly Node[] {
    const chain = this.#templates.chain(source, layout)
    const { units } = chain
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
    const source = this.#load(file, at)
    const key = partial === null ? source.name : `${source.name}#${partial}`
    const inside = (around: readonly string[]): readonly Node[] =>
      includedAt(at, () =>
        partial === null
          ? this.#linkTemplate(source, [...around, key])
          : this.#linkPartial(this.#templates.unit(source), partial, [...around, key], at),
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
}

function shareCycles(body: readonly Node[]): void {
  for (const node of body) {
    if (node.kind === 'cycle') node.cycle.isShared = true
    bodiesOf(node).forEach(shareCycles)
  }
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
