import type { Location } from '../shared/location.ts'
import { assignedNames, cycledNames, isReadBeforeAssigned } from './assignments.ts'
import { csrfNodes } from './csrf-nodes.ts'
import type { Linked } from './link.ts'
import { refuseOwnNames } from './own-names.ts'
import type {
  Callee,
  Condition,
  Cycle,
  Expression,
  Flat,
  FlatAssign,
  Loop,
  Node,
  PathExpression,
  WithNode,
} from './nodes.ts'
import {
  child,
  conditional,
  isolated,
  missing,
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

/** One class, because each kind of node resolves its body through all the others, and they share one numbering. */
class Resolver {
  readonly #linked: Linked
  readonly #isPage: boolean
  readonly #callees = new Map<string, Callee>()
  /** What `{% ifchanged %}` compares with: by the loop whose rounds it compares, and the tag. */
  readonly #changes = new Map<Loop, Map<object, number>>()
  /** The cells with a memory that what is being resolved makes use of. */
  #touched = new Set<number>()
  /** Names that a scope inside may set. */
  readonly #cycled: ReadonlySet<string>
  #nextLocal = 0
  #nextPlace = 0

  constructor(linked: Linked, isPage: boolean) {
    this.#linked = linked
    this.#isPage = isPage
    this.#cycled = new Set(cycledNames(linked.nodes))
  }

  resolvePage(): Flat[] {
    return this.#all(this.#linked.nodes, {
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

  #all(nodes: readonly Node[], scope: Scope): Flat[] {
    return nodes.flatMap((node) => this.#node(node, scope))
  }

  #node(node: Node, scope: Scope): Flat[] {
    const { at } = node
    switch (node.kind) {
      case 'text':
      case 'scripts':
        return [node]
      case 'csrf':
        return this.#all(csrfNodes(at, this.#isPage), scope)
      case 'output':
        return [this.#output(this.#value(node.value, scope), scope, at)]
      case 'assign': {
        const value = orBefore(this.#value(node.value, scope), node.name, scope)
        return [this.#assign(node.name, value, scope, at)]
      }
      case 'if': {
        const bodies = node.branches.map(({ body }) => body)
        return this.#withCells(bodies, scope, at, () => [
          {
            kind: 'if',
            branches: node.branches.map(({ condition, body }) => ({
              condition: condition && this.#condition(condition, scope),
              body: this.#all(body, conditional(scope)),
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
        if (this.#isPage && node.value.kind === 'tag' && node.value.tag.keepsBody)
          refuseOwnNames(node.body)
        return this.#withCells([node.body], scope, at, () => {
          const value = this.#value(node.value, scope, this.#all(node.body, conditional(scope)))
          return [
            node.as === null
              ? this.#output(value, scope, at)
              : this.#assign(node.as, value, scope, at),
          ]
        })
      case 'cycle':
        return this.#cycle(node, scope)
      case 'resetcycle':
        return resetAll([this.#cycleCell(node.cycle, scope)], at)
      case 'ifchanged':
        return this.#ifChanged(node, scope)
      case 'regroup': {
        const item = this.#nextLocal++
        const names = new Map(scope.names).set(node.item, { kind: 'local', local: item })
        const groups: Expression = {
          kind: 'groups',
          items: this.#value(node.items, scope),
          item,
          key: this.#value(node.key, { ...scope, names }),
          at,
        }
        return [this.#assign(node.name, groups, scope, at)]
      }
      case 'call':
        return [this.#call(node, scope)]
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

  #output(value: Expression, { env, escapes }: Scope, at: Location): Flat {
    const shown: Expression = escapes ? value : { kind: 'raw', value, env, at }
    return { kind: 'output', value: shown, env, at }
  }

  #condition(condition: Condition, scope: Scope): Condition {
    return mapCondition(condition, (value) => this.#value(value, scope))
  }

  /** @param body what a `BodyExpression` in the value stands for */
  #value(value: Expression, scope: Scope, body: readonly Flat[] = []): Expression {
    const within = (part: Expression): Expression => this.#value(part, scope, body)
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
    const site: Expression = { kind: 'literal', value: this.#nextPlace++, at }
    return [site, ...items.map((local): Expression => ({ kind: 'local', local, steps: [], at }))]
  }

  // ── names ──────────────────────────────────────────────────────────────────────────────────────────────────

  #assign(name: string, value: Expression, scope: Scope, at: Location): FlatAssign {
    const known = scope.names.get(name)
    if (known?.kind === 'cell' && known.scope === scope.id) return setCell(known.cell, value, at)
    const local = this.#nextLocal++
    if (this.#cycled.has(name)) {
      scope.names.set(name, { kind: 'cell', cell: local, scope: scope.id, isShared: true })
      return setCell(local, value, at)
    }
    scope.names.set(name, { kind: 'local', local })
    return { kind: 'assign', local, isCell: false, value, at }
  }

  /** Sets a name where it was set before, in whichever scope that is; else here. */
  #assignUpward(name: string, value: Expression, scope: Scope, at: Location): FlatAssign[] {
    const known = scope.names.get(name)
    const isHere = known?.kind === 'cell' && (known.isShared || known.scope === scope.id)
    const cell = isHere ? known.cell : this.#nextLocal++
    if (!isHere) scope.names.set(name, { kind: 'cell', cell, scope: scope.id, isShared: true })
    this.#touched.add(cell)
    const set = setCell(cell, value, at)
    if (isHere || known?.kind !== 'cell') return [set]
    // A branch around may have set it, or not: only while it is drawn is that known.
    const [own, outer] = [cell, known.cell].map(
      (each): Expression => ({ kind: 'cell', cell: each, steps: [], at }),
    )
    const args = [own!, outer!]
    const both: Expression = tagValue(ifSetTag, args, at)
    this.#touched.add(known.cell)
    return [set, { ...setCell(known.cell, both, at), mayBeMissing: true }]
  }

  /** Keeps the names that bodies of their own functions set in cells, which hold what the names meant before. */
  #withCells(
    bodies: readonly (readonly Node[])[],
    scope: Scope,
    at: Location,
    resolve: () => Flat[],
  ): Flat[] {
    return [...this.#makeCells(bodies.flatMap(assignedNames), scope, at), ...resolve()]
  }

  #makeCells(names: readonly string[], scope: Scope, at: Location): FlatAssign[] {
    return [...new Set(names)].flatMap((name) => {
      const known = scope.names.get(name)
      if (known?.kind === 'cell' && (known.scope === scope.id || known.isShared)) return []
      const before = path({ kind: 'path', name, steps: [], at }, scope)
      const cell = this.#nextLocal++
      scope.names.set(name, { kind: 'cell', cell, scope: scope.id, isShared: false })
      return [{ ...setCell(cell, before, at), mayBeMissing: true }]
    })
  }

  #with(node: WithNode, scope: Scope): Flat[] {
    const inner = node.only ? isolated(scope) : child(scope)
    return [...this.#bind(node, scope, inner), ...this.#all(node.body, inner)]
  }

  #include(node: WithNode, scope: Scope): Flat[] {
    const memory = newMemory()
    const inner = { ...(node.only ? isolated(scope) : child(scope)), memory, depth: 0 }
    const assigns = this.#bind(node, scope, inner)
    const body = this.#all(node.body, inner)
    for (const cell of memory.cells) this.#touched.delete(cell)
    return [...assigns, ...resetAll(memory.cells, node.at), ...body]
  }

  #bind({ bindings, body, at }: WithNode, outer: Scope, inner: Scope): Flat[] {
    const set = new Set(assignedNames(body))
    const values = bindings.map(({ value }) => this.#value(value, outer))
    return bindings.map(({ name }, i): Flat => {
      const local = this.#nextLocal++
      const isCell = set.has(name) || this.#cycled.has(name)
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
    const change = mapEnv(node.change, (value) => this.#value(value, scope))
    const local = this.#nextLocal++
    const value: Expression = { kind: 'env', base: scope.env, change, at }
    const escapes = change.autoescape ?? scope.escapes
    const body = this.#all(node.body, { ...scope, env: local, escapes })
    return [{ kind: 'assign', local, isCell: false, value, at }, ...body]
  }

  // ── loops and what they remember ───────────────────────────────────────────────────────────────────────────

  #for(node: Extract<Node, { kind: 'for' }>, scope: Scope): Flat[] {
    const { at, names, body, empty, reversed } = node
    const items = this.#value(node.items, scope)
    const loop: Loop = {
      index: this.#nextLocal++,
      count: this.#nextLocal++,
      parent: parentOf(scope, this.#isPage),
    }
    const inner = { ...child(scope, loop), depth: scope.depth + 1, isConditional: false }
    inner.names.set('forloop', { kind: 'loop', loop })
    // With one variable, Django keeps what a round sets for the next one; with several it does not.
    const kept =
      names.length === 1
        ? assignedNames(body).filter((name) => isReadBeforeAssigned(name, body))
        : []
    const cells = this.#makeCells(kept, inner, at)
    const locals = names.map((name) => {
      const local = this.#nextLocal++
      inner.names.set(name, { kind: 'local', local })
      return local
    })
    const before = this.#touched
    this.#touched = new Set(cells.map(({ local }) => local))
    const drawn = this.#all(body, { ...inner, items: [...scope.items, locals[0]!] })
    const memory = [...this.#touched]
    const changes = [...(this.#changes.get(loop)?.values() ?? [])]
    // What begins anew with this loop is not taken over from a round of the loop around it.
    const anew = new Set([...changes, ...cells.map(({ local }) => local)])
    this.#touched = new Set([...before, ...memory.filter((cell) => !anew.has(cell))])
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
        empty: empty && this.#all(empty, conditional(child(scope))),
        memory,
        at,
      },
    ]
  }

  #cycle({ cycle, at }: Extract<Node, { kind: 'cycle' }>, scope: Scope): Flat[] {
    const { loop, depth, isConditional } = scope
    const values = cycle.values.map((value) => this.#value(value, scope))
    // In the one loop of its template, outside of branches, the round is the turn.
    const isRound = !cycle.isShared && loop !== null && depth === 1 && !isConditional
    const turn = isRound ? { loop } : { cell: this.#cycleCell(cycle, scope) }
    const value: Expression = { kind: 'cycle', values, turn, at }
    if (cycle.name === null) return [this.#output(value, scope, at)]
    const set = this.#assignUpward(cycle.name, value, scope, at)
    if (cycle.isSilent) return set
    const name: PathExpression = { kind: 'path', name: cycle.name, steps: [], at }
    return [...set, this.#output(path(name, scope), scope, at)]
  }

  #cycleCell(cycle: Cycle, { memory }: Scope): number {
    let cell = memory.cycles.get(cycle)
    if (cell === undefined) {
      cell = this.#nextLocal++
      memory.cycles.set(cycle, cell)
      memory.cells.push(cell)
    }
    this.#touched.add(cell)
    return cell
  }

  #ifChanged(node: Extract<Node, { kind: 'ifchanged' }>, scope: Scope): Flat[] {
    const { at, id, body, orElse } = node
    return this.#withCells([body, orElse ?? []], scope, at, () => {
      const cell = this.#changedCell(id, scope)
      const changed = (values: readonly Expression[]): Condition => ({
        kind: 'value',
        value: { kind: 'changed', values, cell, at },
      })
      const otherwise = {
        condition: null,
        body: orElse ? this.#all(orElse, conditional(scope)) : [],
      }
      if (node.values.length > 0) {
        const values = node.values.map((value) => this.#value(value, scope))
        const drawn = { condition: changed(values), body: this.#all(body, conditional(scope)) }
        return [{ kind: 'if', branches: orElse ? [drawn, otherwise] : [drawn], at }]
      }
      // The body is drawn once, to be compared, and is shown as it was drawn.
      const local = this.#nextLocal++
      const drawnBody = this.#all(body, repeated(scope))
      const value: Expression = { kind: 'capture', body: drawnBody, isLazy: false, at }
      const captured: Expression = { kind: 'local', local, steps: [], at }
      const shown = [this.#output(captured, { ...scope, escapes: true }, at)]
      const drawn = {
        condition: changed([captured]),
        body: this.#orAgain(captured, shown, node, scope),
      }
      return [
        { kind: 'assign', local, isCell: false, value, at },
        { kind: 'if', branches: orElse ? [drawn, otherwise] : [drawn], at },
      ]
    })
  }

  /** Django draws a body once more whose first drawing was empty; that is seen where tags in it remember. */
  #orAgain(
    captured: Expression,
    shown: Flat[],
    { body, at }: Extract<Node, { kind: 'ifchanged' }>,
    scope: Scope,
  ): Flat[] {
    const before = this.#touched
    this.#touched = new Set()
    const again = this.#all(body, repeated(scope))
    const remembers = this.#touched.size > 0
    this.#touched = new Set([...before, ...this.#touched])
    if (!remembers) return shown
    const branches = [
      { condition: { kind: 'value', value: captured } as const, body: shown },
      { condition: null, body: again },
    ]
    return [{ kind: 'if', branches, at }]
  }

  /** Django remembers in the innermost loop there is, be it around the included template. */
  #changedCell(id: object, { memory, loop }: Scope): number {
    let cells = loop ? this.#changes.get(loop) : memory.changes
    if (!cells) this.#changes.set(loop!, (cells = new Map()))
    let cell = cells.get(id)
    if (cell === undefined) {
      cell = this.#nextLocal++
      cells.set(id, cell)
      if (!loop) memory.cells.push(cell)
    }
    this.#touched.add(cell)
    return cell
  }

  // ── recursive includes ─────────────────────────────────────────────────────────────────────────────────────

  #call(node: Extract<Node, { kind: 'call' }>, scope: Scope): Flat {
    const { at } = node
    const bound = new Map(node.bindings.map(({ name, value }) => [name, this.#value(value, scope)]))
    if (!node.only) {
      for (const { name, value } of visibleNames(scope, at).names)
        if (!bound.has(name)) bound.set(name, value)
    }
    const names = [...bound.keys()].sort()
    const only = node.only || scope.only
    const { env, escapes } = scope
    const key = JSON.stringify([node.template, only, names, escapes, env !== null])
    let callee = this.#callees.get(key)
    if (!callee) {
      const inner: Scope = {
        id: {},
        names: new Map(),
        only,
        loop: null,
        items: [],
        env: env === null ? null : this.#nextLocal++,
        escapes,
        memory: newMemory(),
        depth: 0,
        isConditional: false,
      }
      const parameters = names.map((name) => {
        const local = this.#nextLocal++
        inner.names.set(name, { kind: 'local', local })
        return local
      })
      if (inner.env !== null) parameters.push(inner.env)
      callee = { template: node.template, parameters, body: [] }
      this.#callees.set(key, callee)
      const touched = this.#touched
      // A call remembers for itself: what it touches is nothing to the rows around it.
      this.#touched = new Set()
      callee.body = this.#all(this.#linked.recursive.get(node.template)!, inner)
      this.#touched = touched
    }
    const args = names.map((name) => bound.get(name)!)
    if (env !== null) args.push({ kind: 'local', local: env, steps: [], at })
    return { kind: 'call', callee, args, at }
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

const ifSetTag: TagFunction = {
  name: 'as',
  dependsOn: [],
  isPure: true,
  takesMissing: true,
  run: ([value, before]) => (before === undefined ? undefined : value),
}

/** The same scope, seen from a body that may be drawn twice: no loop in it has its rounds to itself. */
function repeated(scope: Scope): Scope {
  return { ...conditional(scope), depth: scope.depth + 1 }
}

function setCell(cell: number, value: Expression, at: Location): FlatAssign {
  return { kind: 'assign', local: cell, isCell: true, value, at }
}

function resetAll(cells: readonly number[], at: Location): FlatAssign[] {
  return cells.map((cell) => ({ ...setCell(cell, missing(at), at), mayBeMissing: true }))
}
