import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import type { Linked } from './link.ts'
import type {
  Binding,
  Callee,
  Condition,
  Expression,
  Flat,
  Loop,
  LoopField,
  Node,
  PathExpression,
} from './nodes.ts'
import { loopFields } from './nodes.ts'

/** What a name of the template means at one place. */
type Meaning =
  | { readonly kind: 'local'; readonly local: number }
  | { readonly kind: 'loop'; readonly loop: Loop }
  | { readonly kind: 'lost'; readonly at: Location }

interface Scope {
  readonly names: Map<string, Meaning>
  /** In `{% include … only %}` the names of the page are out of reach. */
  readonly only: boolean
  readonly loop: Loop | null
}

/** Names that `only` does not hide: forms need the one, the wrapper of a fragment the other. */
const alwaysThere = new Set(['csrf_token', 'dj_view_id'])

/**
 * Gives every variable of the template a number of its own, so that scopes, blocks and includes dissolve into
 * one flat list in which markup may begin in one and end in another.
 *
 * @returns the nodes, in the order in which they are drawn
 * @throws {TemplateError} when a name is used where its value cannot be known
 */
export function resolveScopes(linked: Linked): Flat[] {
  let nextLocal = 0
  const callees = new Map<string, Callee>()

  function resolveAll(nodes: readonly Node[], scope: Scope): Flat[] {
    return nodes.flatMap((node) => resolve(node, scope))
  }

  function resolve(node: Node, scope: Scope): Flat[] {
    switch (node.kind) {
      case 'text':
      case 'scripts':
        return [node]
      case 'output':
        return [{ ...node, value: expression(node.value, scope) }]
      case 'assign': {
        const value = expression(node.value, scope)
        const local = nextLocal++
        scope.names.set(node.name, { kind: 'local', local })
        return [{ kind: 'assign', local, value, at: node.at }]
      }
      case 'if':
        return [{ ...node, branches: resolveBranches(node, scope) }]
      case 'for':
        return [resolveFor(node, scope)]
      case 'with': {
        const inner = node.only ? emptyScope() : child(scope)
        const assigns = bind(node.bindings, scope, inner, node.at)
        return [...assigns, ...resolveAll(node.body, inner)]
      }
      case 'call':
        return [resolveCall(node, scope)]
      case 'block':
      case 'super':
      case 'extends':
      case 'include':
        throw new Error(`the linker left a ${node.kind} node`)
      default:
        return node satisfies never
    }
  }

  function resolveBranches(
    node: Extract<Node, { kind: 'if' }>,
    scope: Scope,
  ): Extract<Flat, { kind: 'if' }>['branches'] {
    const assigned = new Map<string, Location>()
    const branches = node.branches.map((branch) => {
      const inner = child(scope)
      const body = resolveAll(branch.body, inner)
      for (const [name, meaning] of inner.names) {
        if (scope.names.get(name) !== meaning) assigned.set(name, branch.body[0]?.at ?? node.at)
      }
      return { condition: branch.condition && condition(branch.condition, scope), body }
    })
    for (const [name, at] of assigned) scope.names.set(name, { kind: 'lost', at })
    return branches
  }

  function resolveFor(node: Extract<Node, { kind: 'for' }>, scope: Scope): Flat {
    const items = expression(node.items, scope)
    const loop: Loop = { index: nextLocal++, count: nextLocal++, parent: scope.loop }
    const inner = child(scope, loop)
    inner.names.set('forloop', { kind: 'loop', loop })
    const locals = node.names.map((name) => {
      const local = nextLocal++
      inner.names.set(name, { kind: 'local', local })
      return local
    })
    const body = resolveAll(node.body, inner)
    const empty = node.empty && resolveAll(node.empty, child(scope))
    return { kind: 'for', locals, loop, items, reversed: node.reversed, body, empty, at: node.at }
  }

  function resolveCall(node: Extract<Node, { kind: 'call' }>, scope: Scope): Flat {
    const bound = new Map(node.bindings.map(({ name, value }) => [name, expression(value, scope)]))
    const outside = node.only
      ? []
      : [...scope.names].filter(([name, m]) => m.kind !== 'lost' && !bound.has(name))
    for (const [name, meaning] of outside) {
      bound.set(
        name,
        meaning.kind === 'loop'
          ? { kind: 'loop', loop: meaning.loop, field: null, at: node.at }
          : { kind: 'local', local: (meaning as { local: number }).local, steps: [], at: node.at },
      )
    }
    const names = [...bound.keys()].sort()
    const lost = node.only
      ? []
      : [...scope.names].filter(([name, m]) => m.kind === 'lost' && !bound.has(name))
    const only = node.only || scope.only
    const key = JSON.stringify([node.template, only, names, lost.map(([name]) => name).sort()])
    let callee = callees.get(key)
    if (!callee) {
      const inner: Scope = { names: new Map(lost), only, loop: null }
      const parameters = names.map((name) => {
        const local = nextLocal++
        inner.names.set(name, { kind: 'local', local })
        return local
      })
      callee = { template: node.template, parameters, body: [] }
      callees.set(key, callee)
      callee.body = resolveAll(linked.recursive.get(node.template)!, inner)
    }
    return { kind: 'call', callee, args: names.map((name) => bound.get(name)!), at: node.at }
  }

  function bind(bindings: readonly Binding[], outer: Scope, inner: Scope, at: Location): Flat[] {
    return bindings.map(({ name, value }) => {
      const local = nextLocal++
      const resolved = expression(value, outer)
      inner.names.set(name, { kind: 'local', local })
      return { kind: 'assign', local, value: resolved, at }
    })
  }

  return resolveAll(linked.nodes, { names: new Map(), only: false, loop: null })
}

function child(scope: Scope, loop: Loop | null = scope.loop): Scope {
  return { names: new Map(scope.names), only: scope.only, loop }
}

function emptyScope(): Scope {
  return { names: new Map(), only: true, loop: null }
}

function condition(of: Condition, scope: Scope): Condition {
  switch (of.kind) {
    case 'value':
      return { kind: 'value', value: expression(of.value, scope) }
    case 'not':
      return { kind: 'not', operand: condition(of.operand, scope) }
    default:
      return { ...of, left: condition(of.left, scope), right: condition(of.right, scope) }
  }
}

function expression(of: Expression, scope: Scope): Expression {
  switch (of.kind) {
    case 'path':
      return path(of, scope)
    case 'filter':
      return {
        ...of,
        input: expression(of.input, scope),
        argument: of.argument && expression(of.argument, scope),
      }
    case 'url':
      return {
        ...of,
        route: expression(of.route, scope),
        positional: of.positional.map((value) => expression(value, scope)),
        named: of.named.map(({ name, value }) => ({ name, value: expression(value, scope) })),
      }
    case 'static':
      return { ...of, path: expression(of.path, scope) }
    default:
      return of
  }
}

function path(of: PathExpression, scope: Scope): Expression {
  const meaning = scope.names.get(of.name)
  if (!meaning) {
    if (scope.only && !alwaysThere.has(of.name)) return missing(of.at)
    return of
  }
  if (meaning.kind === 'local')
    return { kind: 'local', local: meaning.local, steps: of.steps, at: of.at }
  if (meaning.kind === 'loop') return loopPath(of, meaning.loop)
  throw new TemplateError(
    'assigned_in_branch',
    `"${of.name}" is set inside an {% if %} and read after it, which is not there yet in this version. Set it before the {% if %}, or compute it in the view.`,
    of.at,
  )
}

function loopPath(of: PathExpression, loop: Loop): Expression {
  let current: Loop | null = loop
  const steps = [...of.steps]
  while (steps[0] === 'parentloop' && current) {
    steps.shift()
    current = current.parent
  }
  const [field, ...more] = steps
  if (!current || more.length > 0) return missing(of.at)
  if (field === undefined) return { kind: 'loop', loop: current, field: null, at: of.at }
  if (!(loopFields as readonly string[]).includes(field)) return missing(of.at)
  return { kind: 'loop', loop: current, field: field as LoopField, at: of.at }
}

function missing(at: Location): Expression {
  return { kind: 'literal', value: undefined, at }
}
