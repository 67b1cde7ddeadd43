import type { Condition, Expression, Flat, Loop } from '../nodes.ts'
import type { Placed, TagPart } from '../place/placed.ts'
import type { ListItem } from '../regions/region.ts'
import { partsOf, valuesOf } from '../walk.ts'

/** A path from an item: its steps, none for the item itself. */
export type ItemPath = readonly string[]

/**
 * Lists what the rows of a list read of their items, where that and their place in the list is all that they hang on.
 *
 * @returns null where they may hang on more: on other names, on what tags remember or compute, on a changed environment
 */
export function itemReads({ node, key }: ListItem): ItemPath[] | null {
  const [local, ...more] = node.locals
  if (local === undefined || more.length > 0 || node.reversed || node.memory.length > 0) return null
  const reads = new Reads(local, node.loop)
  if (!reads.nodes(node.body) || !reads.nodes(key?.parts ?? [])) return null
  // Rows without a key are told apart by these; a pair by what is first in it.
  return [...reads.paths.values(), ...(key ? [] : [['id'], ['pk'], ['0']])]
}

class Reads {
  readonly paths = new Map<string, ItemPath>()
  readonly #local: number
  readonly #loop: Loop

  constructor(local: number, loop: Loop) {
    this.#local = local
    this.#loop = loop
  }

  /** Whether nodes hang on the item and its place alone. What they read is noted. */
  nodes(nodes: readonly (Flat | Placed | TagPart)[]): boolean {
    return nodes.every((node) => {
      switch (node.kind) {
        case 'text':
        case 'markup':
        case 'source':
        case 'present':
          return true
        case 'comment':
          return !node.parts
        case 'output':
          return node.env === null && this.#value(node.value)
        case 'value':
          return this.nodes(node.parts)
        case 'element':
          return this.nodes(node.open) && this.nodes(node.text) && this.nodes(node.children)
        case 'if':
          return node.branches.every(
            (branch) =>
              this.#condition(branch.condition) &&
              this.nodes('parts' in branch ? branch.parts : branch.body),
          )
        default:
          return false
      }
    })
  }

  #condition(condition: Condition | null): boolean {
    return !condition || valuesOf(condition).every((value) => this.#value(value))
  }

  #value(value: Expression): boolean {
    switch (value.kind) {
      case 'literal':
        return true
      case 'local':
        this.paths.set(value.steps.join('.'), value.steps)
        return value.local === this.#local
      case 'loop':
        return value.field !== null && value.loop.index === this.#loop.index
      case 'filter':
        return (
          value.filter.isPure &&
          value.env == null &&
          partsOf(value).every((part) => this.#value(part))
        )
      default:
        return false
    }
  }
}
