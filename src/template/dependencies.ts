import type { Location } from '../shared/location.ts'
import type { Callee, Condition, Expression, Flat } from './nodes.ts'
import { partsOf, valuesOf } from './walk.ts'

/** What one value, condition or loop of a page hangs on. */
export interface Dependency {
  readonly kind: 'value' | 'condition' | 'loop'
  /**
   * Paths from the names of the page, such as `book.author.name`; `*` stands for every item of a list, as in
   * `books.*.title`. A single `*` means that it may hang on anything: an author's tag that does not say what it reads.
   */
  readonly paths: readonly string[]
  readonly at: Location
}

/** Everything: what a tag hangs on that does not say. */
const anything: readonly string[] = ['*']

/**
 * Finds what each value of a page hangs on, through `{% with %}`, loops and includes: what a query must fetch, and what
 * a type checker must know.
 */
export function dependenciesOf(nodes: readonly Flat[]): Dependency[] {
  const found: Dependency[] = []
  /** The paths that a local or cell stands for. */
  const meanings = new Map<number, Set<string>>()
  const visited = new Set<Callee>()

  const note = (kind: Dependency['kind'], paths: Iterable<string>, at: Location): void => {
    found.push({ kind, paths: [...new Set(paths)].sort(), at })
  }
  const mean = (local: number, paths: Iterable<string>): void => {
    const known = meanings.get(local) ?? new Set()
    for (const path of paths) known.add(path)
    meanings.set(local, known)
  }

  /** The paths of a value, with what it only passes through (filters' arguments) among them. */
  const pathsOf = (value: Expression): string[] => {
    switch (value.kind) {
      case 'path':
        return [[value.name, ...value.steps].join('.')]
      case 'local':
        return reach(value.local, value.steps)
      case 'cell':
        return reach(value.cell, value.steps)
      case 'capture':
        walk(value.body)
        return []
      case 'groups': {
        const items = pathsOf(value.items)
        mean(value.item, items.map(each))
        return [...items, ...pathsOf(value.key)]
      }
      case 'tag': {
        const own = value.tag.dependsOn ?? anything
        return [...own, ...[...value.args, ...value.named.map((n) => n.value)].flatMap(pathsOf)]
      }
      default:
        return partsOf(value).flatMap(pathsOf)
    }
  }
  const reach = (local: number, steps: readonly string[]): string[] =>
    [...(meanings.get(local) ?? [])].map((path) => [path, ...steps].join('.'))

  const condition = (of: Condition, at: Location): void =>
    note('condition', valuesOf(of).flatMap(pathsOf), at)

  const walk = (list: readonly Flat[]): void => {
    for (const node of list) {
      switch (node.kind) {
        case 'output':
          note('value', pathsOf(node.value), node.at)
          break
        case 'assign':
          mean(node.local, pathsOf(node.value))
          break
        case 'if':
          for (const branch of node.branches) {
            if (branch.condition) condition(branch.condition, node.at)
            walk(branch.body)
          }
          break
        case 'for': {
          const items = pathsOf(node.items)
          note('loop', items, node.at)
          for (const local of node.locals) mean(local, items.map(each))
          walk(node.body)
          walk(node.empty ?? [])
          break
        }
        case 'call': {
          const args = node.args.map(pathsOf)
          node.callee.parameters.forEach((local, i) => mean(local, args[i] ?? []))
          // A tree walked by recursion has no end of paths: what is new is looked at once.
          if (visited.has(node.callee)) break
          visited.add(node.callee)
          walk(node.callee.body)
          break
        }
      }
    }
  }
  walk(nodes)
  return found
}

function each(path: string): string {
  return `${path}.*`
}
