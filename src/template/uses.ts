import type { Location } from '../shared/location.ts'
import { dependenciesOf, type Dependency } from './dependencies.ts'
import { eventDirectives } from './directives.ts'
import type { Expression, Flat } from './nodes.ts'
import { partsOf, valuesOf } from './walk.ts'
import { type Placed, placedBodies } from './place/placed.ts'
import { isComponent } from './tags/component.ts'
import { staticTag } from './tags/static.ts'
import { urlTag } from './tags/url.ts'

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

/** A registered component that a page names. */
export interface ComponentUse {
  readonly name: string
  readonly at: Location
}

/** What a page names that is defined elsewhere, so that it can be checked before the first request. */
export interface Uses {
  readonly routes: readonly RouteUse[]
  readonly handlers: readonly HandlerUse[]
  readonly components: readonly ComponentUse[]
  readonly staticPaths: readonly { readonly path: string; readonly at: Location }[]
  /** What each value of the page hangs on. */
  readonly dependencies: readonly Dependency[]
}

/** Finds what a page names: routes and static files in its values, handlers in its attributes. */
export function collectUses(nodes: readonly Flat[], page: readonly Placed[]): Uses {
  const routes: RouteUse[] = []
  const staticPaths: { path: string; at: Location }[] = []
  const components: ComponentUse[] = []
  eachExpression(nodes, (value) => {
    if (value.kind !== 'tag') return
    const { tag, args, named, at } = value
    const [first] = args
    if (first?.kind !== 'literal') return
    const text = String(first.value)
    if (isComponent(value)) components.push({ name: text, at })
    if (tag === staticTag) staticPaths.push({ path: text, at })
    if (tag !== urlTag) return
    const names = named.map(({ name }) => name)
    routes.push({ name: text, positional: args.length - 1, named: names, at })
  })
  return {
    routes,
    staticPaths,
    components,
    handlers: handlersOf(page),
    dependencies: dependenciesOf(nodes),
  }
}

function handlersOf(nodes: readonly Placed[]): HandlerUse[] {
  return nodes.flatMap((node): HandlerUse[] => {
    const inside = placedBodies(node).flatMap(handlersOf)
    if (node.kind !== 'element') return inside
    const own = node.attributes.flatMap(({ name, value, at }) =>
      (eventDirectives as readonly string[]).includes(name) && value !== null
        ? [{ name: value, directive: name, at }]
        : [],
    )
    return [...own, ...inside]
  })
}

/** Visits every value of a template, those that values are made of too. */
export function eachExpression(nodes: readonly Flat[], visit: (value: Expression) => void): void {
  const seen = new Set<object>()
  const all = (value: Expression): void => {
    visit(value)
    if (value.kind === 'capture') walk(value.body)
    partsOf(value).forEach(all)
  }
  const walk = (list: readonly Flat[]): void => {
    for (const node of list) {
      if (node.kind === 'output' || node.kind === 'assign') all(node.value)
      if (node.kind === 'if') {
        for (const { condition, body } of node.branches) {
          if (condition) valuesOf(condition).forEach(all)
          walk(body)
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
