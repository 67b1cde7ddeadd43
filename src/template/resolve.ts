import type { Location } from '../shared/location.ts'
import { assignedNames, cycledNames, isReadBeforeAssigned } from './assignments.ts'
import { csrfNodes } from './csrf-nodes.ts'
import type { Linked } from './link.ts'
import { refuseOwnNames } from './own-names.ts'
import type { Condition, Expression, Flat, Loop, Node, WithNode } from './nodes.ts'
import { Numbering, resetAll } from './numbering.ts'
import { RecursiveIncludes } from './resolve-call.ts'
import { RememberingTags } from './resolve-memory.ts'
import type { Resolving } from './resolving.ts'
import {
  child,
  conditional,
  isolated,
  newMemory,
  parentOf,
  path,
  type Scope,
  visibleNames,
} from './scope.ts'
import type { TagFunction } from './tag-function.ts'
import { mapCondition, mapEnv, mapParts } from './walk.ts'
import { tagValue } from './tag-value.ts'

/**
 * Gives every variable of the template a number of its own, so that scopes, blocks and includes dissolve into
 * one flat list in which markup may begin in one and end in another.
 *
 * A name that is set in a branch and may be read behind it is kept in a cell, since branches become functions of
 * their own; so is what `{% cycle %}` and `{% ifchanged %}` remember.
 *
 * @param isPage whether it is a page of an application, rather than any text
 * @returns the nodes, in the order in which they are drawn
 */
export function resolveScopes(linked: Linked, { isPage }: { isPage: boolean }): Flat[] {
  return new Resolver(linked, isPage).resolvePage()
}

/** Resolves each kind of node, whose body goes through all the others. */
class Resolver implements Resolving {
  readonly names: Numbering
  readonly isPage: boolean
  readonly #linked: Linked
  readonly #remembering = new RememberingTags(this)
  readonly #recursive: RecursiveIncludes

  constructor(linked: Linked, isPage: boolean) {
    this.names = new Numbering(cycledNames(linked.nodes))
    this.isPage = isPage
    this.#linked = linked
    this.#recursive = new RecursiveIncludes(this, linked.recursive)
  }

  resolvePage(): Flat[] {
    return this.all(this.#linked.nodes, {
      id: {},
      names: new Map(),
      only: false,
      loop: null,
      items: [],
      env: null,
      escapes: true,
      memory: newMemory(),
      depth: 0,
      isConditional: false,
    })
  }

  all(nodes: readonly Node[], scope: Scope): Flat[] {
    return nodes.flatMap((node) => this.#node(node, scope))
  }

  #node(node: Node, scope: Scope): Flat[] {
    const { at } = node
    switch (node.kind) {
      case 'text':
      case 'scripts':
        return [node]
      case 'csrf':
        return this.all(csrfNodes(at, this.isPage), scope)
      case 'output':
        return [this.output(this.value(node.value, scope), scope, at)]
      case 'assign': {
        const value = orBefore(this.value(node.value, scope), node.name, scope)
        return [this.names.assign(node.name, value, scope, at)]
      }
      case 'if': {
        const bodies = node.branches.map(({ body }) => body)
        return this.withCells(bodies, scope, at, () => [
          {
            kind: 'if',
            branches: node.branches.map(({ condition, body }) => ({
              condition: condition && this.#condition(condition, scope),
              body: this.all(body, conditional(scope)),
            })),
            at,
          },
        ])
      }
      case 'for':
        return this.#for(node, scope)
      case 'with':
        return node.isInclude ? this.#include(node, scope) : this.#with(node, scope)
      case 'env':
        return this.#env(node, scope)
      case 'captured':
        if (this.isPage && node.value.kind === 'tag' && node.value.tag.keepsBody)
          refuseOwnNames(node.body)
        return this.withCells([node.body], scope, at, () => {
          const value = this.value(node.value, scope, this.all(node.body, conditional(scope)))
          return [
            node.as === null
              ? this.output(value, scope, at)
              : this.names.assign(node.as, value, scope, at),
          ]
        })
      case 'cycle':
        return this.#remembering.cycle(node, scope)
      case 'resetcycle':
        return this.#remembering.resetCycle(node.cycle, scope, at)
      case 'ifchanged':
        return this.#remembering.ifChanged(node, scope)
      case 'regroup': {
        const item = this.names.local()
        const names = new Map(scope.names).set(node.item, { kind: 'local', local: item })
        const groups: Expression = {
          kind: 'groups',
          items: this.value(node.items, scope),
          item,
          key: this.value(node.key, { ...scope, names }),
          at,
        }
        return [this.names.assign(node.name, groups, scope, at)]
      }
      case 'call':
        return [this.#recursive.call(node, scope)]
      case 'block':
      case 'extends':
      case 'include':
      case 'partial':
        throw new Error(`the linker left a ${node.kind} node`)
      default:
        return node satisfies never
    }
  }

  // ── values ─────────────────────────────────────────────────────────────────────────────────────────────────

  output(value: Expression, { env, escapes }: Scope, at: Location): Flat {
    const shown: Expression = escapes ? value : { kind: 'raw', value, env, at }
    return { kind: 'output', value: shown, env, at }
  }

  #condition(condition: Condition, scope: Scope): Condition {
    return mapCondition(condition, (value) => this.value(value, scope))
  }

  /** @param body what a `BodyExpression` in the value stands for */
  value(value: Expression, scope: Scope, body: readonly Flat[] = []): Expression {
    const within = (part: Expression): Expression => this.value(part, scope, body)
    switch (value.kind) {
      case 'path':
        return path(value, scope)
      case 'body':
        return { kind: 'capture', body, isLazy: value.isLazy === true, at: value.at }
      case 'filter':
        return { ...mapParts(value, within), env: scope.env } as Expression
      case 'tag': {
        const resolved = { ...mapParts(value, within), env: scope.env } as typeof value
        const { args } = resolved
        const mapped = value.tag.hasPlace
          ? { ...resolved, args: [...args, ...this.#place(scope, value.at)] }
          : resolved
        return value.takesContext ? { ...mapped, scope: visibleNames(scope, value.at) } : mapped
      }
      default:
        return mapParts(value, within)
    }
  }

  /** What tells a tag from others, and its rounds of loops from each other. */
  #place({ items }: Scope, at: Location): Expression[] {
    const site: Expression = { kind: 'literal', value: this.names.place(), at }
    return [site, ...items.map((local): Expression => ({ kind: 'local', local, steps: [], at }))]
  }

  // ── names ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Keeps the names that bodies of their own functions set in cells, which hold what the names meant before. */
  withCells(
    bodies: readonly (readonly Node[])[],
    scope: Scope,
    at: Location,
    resolve: () => Flat[],
  ): Flat[] {
    return [...this.names.makeCells(bodies.flatMap(assignedNames), scope, at), ...resolve()]
  }

  #with(node: WithNode, scope: Scope): Flat[] {
    const inner = node.only ? isolated(scope) : child(scope)
    return [...this.#bind(node, scope, inner), ...this.all(node.body, inner)]
  }

  #include(node: WithNode, scope: Scope): Flat[] {
    const memory = newMemory()
    const inner = { ...(node.only ? isolated(scope) : child(scope)), memory, depth: 0 }
    const assigns = this.#bind(node, scope, inner)
    const body = this.all(node.body, inner)
    for (const cell of memory.cells) this.names.touched.delete(cell)
    return [...assigns, ...resetAll(memory.cells, node.at), ...body]
  }

  #bind({ bindings, body, at }: WithNode, outer: Scope, inner: Scope): Flat[] {
    const set = new Set(assignedNames(body))
    const values = bindings.map(({ value }) => this.value(value, outer))
    return bindings.map(({ name }, i): Flat => {
      const local = this.names.local()
      const isCell = set.has(name) || this.names.isCycled(name)
      inner.names.set(
        name,
        isCell
          ? { kind: 'cell', cell: local, scope: inner.id, isShared: true }
          : { kind: 'local', local },
      )
      return { kind: 'assign', local, isCell, value: values[i]!, at }
    })
  }

  // ── environments ───────────────────────────────────────────────────────────────────────────────────────────

  #env(node: Extract<Node, { kind: 'env' }>, scope: Scope): Flat[] {
    const { at } = node
    const change = mapEnv(node.change, (value) => this.value(value, scope))
    const local = this.names.local()
    const value: Expression = { kind: 'env', base: scope.env, change, at }
    const escapes = change.autoescape ?? scope.escapes
    const body = this.all(node.body, { ...scope, env: local, escapes })
    return [{ kind: 'assign', local, isCell: false, value, at }, ...body]
  }

  // ── loops and what they remember ───────────────────────────────────────────────────────────────────────────

  #for(node: Extract<Node, { kind: 'for' }>, scope: Scope): Flat[] {
    const { at, names, body, empty, reversed } = node
    const items = this.value(node.items, scope)
    const loop: Loop = {
      index: this.names.local(),
      count: this.names.local(),
      parent: parentOf(scope, this.isPage),
    }
    const inner = { ...child(scope, loop), depth: scope.depth + 1, isConditional: false }
    inner.names.set('forloop', { kind: 'loop', loop })
    // With one variable, Django keeps what a round sets for the next one; with several it does not.
    const kept =
      names.length === 1
        ? assignedNames(body).filter((name) => isReadBeforeAssigned(name, body))
        : []
    const cells = this.names.makeCells(kept, inner, at)
    const locals = names.map((name) => {
      const local = this.names.local()
      inner.names.set(name, { kind: 'local', local })
      return local
    })
    const before = this.names.touched
    this.names.touched = new Set(cells.map(({ local }) => local))
    const drawn = this.all(body, { ...inner, items: [...scope.items, locals[0]!] })
    const memory = [...this.names.touched]
    const changes = this.#remembering.changesIn(loop)
    // What begins anew with this loop is not taken over from a round of the loop around it.
    const anew = new Set([...changes, ...cells.map(({ local }) => local)])
    this.names.touched = new Set([...before, ...memory.filter((cell) => !anew.has(cell))])
    return [
      ...cells,
      ...resetAll(changes, at),
      {
        kind: 'for',
        locals,
        loop,
        items,
        reversed,
        body: drawn,
        empty: empty && this.all(empty, conditional(child(scope))),
        memory,
        at,
      },
    ]
  }
}

/** What a tag computes; or, where it computes nothing, what the name stood for before. */
function orBefore(value: Expression, name: string, scope: Scope): Expression {
  if (value.kind !== 'tag' || !value.tag.maySetNothing) return value
  const { at } = value
  const before = path({ kind: 'path', name, steps: [], at }, scope)
  return tagValue(firstGiven, [value, before], at)
}

const firstGiven: TagFunction = {
  name: 'as',
  dependsOn: [],
  isPure: true,
  run: ([value, before]) => (value === undefined ? before : value),
}
