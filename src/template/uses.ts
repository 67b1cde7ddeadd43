import type { Location } from '../shared/location.ts'
import type { Condition, Expression, Flat } from './nodes.ts'
import type { Placed } from './place/placed.ts'

/** A route that a page names. */
export interface RouteUse {
  readonly name: string
  readonly positional: number
  readonly named: readonly string[]
  readonly at: Location
}

/** A handler that a page names. */
export interface HandlerUse {
  readonly name: string
  readonly directive: string
  readonly at: Location
}

/** What a page names that is defined elsewhere, so that it can be checked before the first request. */
export interface Uses {
  readonly routes: readonly RouteUse[]
  readonly handlers: readonly HandlerUse[]
  readonly staticPaths: readonly { readonly path: string; readonly at: Location }[]
}

export const eventDirectives = ['dj-click', 'dj-input', 'dj-change', 'dj-submit'] as const

/** Finds what a page names: routes and static files in its values, handlers in its attributes. */
export function collectUses(nodes: readonly Flat[], page: readonly Placed[]): Uses {
  const routes: RouteUse[] = []
  const staticPaths: { path: string; at: Location }[] = []
  eachExpression(nodes, (value) => {
    if (value.kind === 'url' && !value.quiet && value.route.kind === 'literal') {
      const { route, positional, named, at } = value
      routes.push({
        name: String(route.value),
        positional: positional.length,
        named: named.map(({ name }) => name),
        at,
      })
    }
    if (value.kind === 'static' && value.path.kind === 'literal') {
      staticPaths.push({ path: String(value.path.value), at: value.at })
    }
  })
  return { routes, staticPaths, handlers: handlersOf(page) }
}

function handlersOf(nodes: readonly Placed[]): HandlerUse[] {
  return nodes.flatMap((node): HandlerUse[] => {
    if (node.kind === 'if') return node.branches.flatMap(({ body }) => handlersOf(body))
    if (node.kind === 'for') return handlersOf([...node.body, ...(node.empty ?? [])])
    if (node.kind !== 'element') return []
    const own = node.attributes.flatMap(({ name, value, at }) =>
      (eventDirectives as readonly string[]).includes(name) && value !== null
        ? [{ name: value, directive: name, at }]
        : [],
    )
    return [...own, ...handlersOf(node.children)]
  })
}

function eachExpression(nodes: readonly Flat[], visit: (value: Expression) => void): void {
  const seen = new Set<object>()
  const all = (value: Expression): void => {
    visit(value)
    if (value.kind === 'filter') {
      all(value.input)
      if (value.argument) all(value.argument)
    }
    if (value.kind === 'url') {
      for (const argument of [...value.positional, ...value.named.map((binding) => binding.value)])
        all(argument)
    }
  }
  const condition = (of: Condition): void => {
    if (of.kind === 'value') all(of.value)
    else if (of.kind === 'not') condition(of.operand)
    else {
      condition(of.left)
      condition(of.right)
    }
  }
  const walk = (list: readonly Flat[]): void => {
    for (const node of list) {
      if (node.kind === 'output' || node.kind === 'assign') all(node.value)
      if (node.kind === 'if') {
        for (const branch of node.branches) {
          if (branch.condition) condition(branch.condition)
          walk(branch.body)
        }
      }
      if (node.kind === 'for') {
        all(node.items)
        walk(node.body)
        walk(node.empty ?? [])
      }
      if (node.kind === 'call' && !seen.has(node.callee)) {
        seen.add(node.callee)
        node.args.forEach(all)
        walk(node.callee.body)
      }
    }
  }
  walk(nodes)
}
