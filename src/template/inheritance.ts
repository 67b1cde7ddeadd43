import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import type { Node } from './nodes.ts'
import { parse } from './parse.ts'
import type { Parsed } from './parser.ts'
import type { LinkOptions, Source } from './template-source.ts'
import { relativeTo } from './template-name.ts'
import { bodiesOf } from './walk.ts'

/** A template with what stands in its text. */
export interface Unit extends Parsed {
  readonly source: Source
}

/** A template and its bases, child first, with the blocks of each. */
export interface Chain {
  readonly units: readonly Unit[]
  readonly blocks: readonly ReadonlyMap<string, Extract<Node, { kind: 'block' }>>[]
}

/** The templates that are put together, each parsed once. */
export class Templates {
  readonly #options: LinkOptions
  readonly #units = new Map<string, Unit>()

  constructor(options: LinkOptions) {
    this.#options = options
  }

  /** Parses a text once, however often it is included: tags with a memory are told apart by it. */
  unit(source: Source): Unit {
    // Texts that have no file share a name.
    const key = `${source.file}\0${source.name}\0${source.text}`
    let unit = this.#units.get(key)
    if (!unit) {
      unit = { source, ...parse(source.text, source.file, this.#options.vocabulary) }
      this.#units.set(key, unit)
    }
    return unit
  }

  /**
   * A template and its bases.
   *
   * @param layout what stands in place of the last of them, with its own; null for what the template says
   */
  chain(source: Source, layout: string | null = null): Chain {
    const units = layout === null ? this.#inheritance(source) : this.#inLayout(source, layout)
    return { units, blocks: units.map(({ nodes }) => collectBlocks(nodes)) }
  }

  #inLayout(entry: Source, layout: string): Unit[] {
    const own = this.#inheritance(entry).slice(0, -1)
    if (own.length > 0) return this.#inheritance(this.#loadParent(layout, own), own)
    throw new TemplateError(
      'no_layout_to_change',
      `"${entry.name}" stands in no layout, so it cannot be put into "${layout}". Let it begin with {% extends "base.html" %}, and put what it shows into a block that both layouts have.`,
    )
  }

  /**
   * The template and its bases, child first.
   *
   * @param units those that extend it
   */
  #inheritance(entry: Source, units: Unit[] = []): Unit[] {
    let source = entry
    for (;;) {
      const unit = this.unit(source)
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
  #loadParent(name: string, units: readonly Unit[], at?: Location): Source {
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

function ringOf(units: readonly { source: Pick<Source, 'name'> }[], at?: Location): TemplateError {
  const ring = units.map(({ source }) => source.name).join(' → ')
  return new TemplateError('extends_ring', `These templates extend each other: ${ring}.`, at)
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
