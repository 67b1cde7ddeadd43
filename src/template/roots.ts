import type { Condition, Env, Expression, Flat, Loop } from './nodes.ts'
import type { Placed, TagPart } from './place/placed.ts'
import { partsOf, valuesOf } from './walk.ts'

/** What a piece of a page hangs on, through `{% with %}`, loops and includes. */
export interface Roots {
  /** Names of the page: the first of each path. */
  readonly names: ReadonlySet<string>
  /**
   * Whether these names are all: with the same values, it shows the same, and sets nothing that is read outside of it.
   * Tags that remember, look at the clock or at nobody knows what, and components are not pure.
   */
  readonly isPure: boolean
  /** About how much work it is: 1 for each value and filter, more for tags. */
  readonly weight: number
}

type Piece = Flat | Placed | TagPart

/** Finds what pieces of one template hang on. */
export class RootTable {
  readonly #locals = new Map<number, Found>()
  /** Names of which parts are shown, or rows: mostly objects, which may change in place. */
  readonly #structured = new Set<string>()
  #hasGrown = false

  /** @param nodes the whole template */
  constructor(nodes: readonly Flat[]) {
    // What is included in itself may hand on what it was given, so that a second look finds more.
    do {
      this.#hasGrown = false
      this.#look(nodes, new Set())
    } while (this.#hasGrown)
  }

  /** What some nodes hang on, their bodies with them. */
  ofNodes(nodes: readonly Piece[]): Roots {
    const found = newFound()
    this.#nodes(nodes, found, new Set())
    return found
  }

  /** What some values hang on. */
  ofValues(values: readonly Expression[], env: Env = null): Roots {
    const found = newFound()
    for (const value of values) this.#value(value, found)
    this.#env(env, found)
    return found
  }

  /** What some conditions hang on. */
  ofConditions(conditions: readonly (Condition | null)[]): Roots {
    return this.ofValues(conditions.flatMap((condition) => (condition ? valuesOf(condition) : [])))
  }

  /** Whether names may all be primitives, of which it can be told that they have not changed. */
  mayBePrimitive(names: Iterable<string>): boolean {
    return [...names].every((name) => !this.#structured.has(name))
  }

  // ── what the template's own variables stand for ────────────────────────────────────────────────────────────

  #look(nodes: readonly Flat[], seen: Set<object>): void {
    for (const node of nodes) {
      switch (node.kind) {
        case 'output':
          this.#lookInto(node.value, seen)
          break
        case 'assign':
          this.#lookInto(node.value, seen)
          this.#mean(node.local, [node.value])
          break
        case 'if':
          for (const { condition, body } of node.branches) {
            if (condition) for (const value of valuesOf(condition)) this.#lookInto(value, seen)
            this.#look(body, seen)
          }
          break
        case 'for':
          this.#lookInto(node.items, seen)
          for (const name of this.ofValues([node.items]).names) this.#structured.add(name)
          for (const local of [...node.locals, node.loop.index, node.loop.count])
            this.#mean(local, [node.items])
          this.#look(node.body, seen)
          this.#look(node.empty ?? [], seen)
          break
        case 'call':
          node.callee.parameters.forEach((local, i) => {
            const given = node.args[i]
            if (given) this.#mean(local, [given])
          })
          if (seen.has(node.callee)) break
          this.#look(node.callee.body, seen.add(node.callee))
          break
      }
    }
  }

  #lookInto(value: Expression, seen: Set<object>): void {
    if (value.kind === 'path' && value.steps.length > 0) this.#structured.add(value.name)
    if (value.kind === 'groups') this.#mean(value.item, [value.items])
    if (value.kind === 'capture') this.#look(value.body, seen)
    for (const part of partsOf(value)) this.#lookInto(part, seen)
  }

  #mean(local: number, values: readonly Expression[]): void {
    const known = this.#locals.get(local) ?? newFound()
    this.#locals.set(local, known)
    const before = known.names.size + (known.isPure ? 0 : 1)
    for (const value of values) this.#value(value, known)
    if (known.names.size + (known.isPure ? 0 : 1) > before) this.#hasGrown = true
  }

  // ── what pieces hang on ────────────────────────────────────────────────────────────────────────────────────

  #nodes(nodes: readonly Piece[], to: Found, seen: Set<object>): void {
    for (const node of nodes) {
      switch (node.kind) {
        case 'output':
          this.#value(node.value, to)
          this.#env(node.env, to)
          break
        case 'assign':
          if (node.isCell) to.isPure = false
          this.#value(node.value, to)
          break
        case 'if':
          for (const branch of node.branches) {
            if (branch.condition)
              for (const value of valuesOf(branch.condition)) this.#value(value, to)
            this.#nodes('parts' in branch ? branch.parts : branch.body, to, seen)
          }
          break
        case 'for':
          if (node.memory.length > 0) to.isPure = false
          this.#value(node.items, to)
          this.#nodes(node.body, to, seen)
          this.#nodes(node.empty ?? [], to, seen)
          break
        case 'call':
          for (const value of node.args) this.#value(value, to)
          if (seen.has(node.callee)) break
          this.#nodes(node.callee.body, to, seen.add(node.callee))
          break
        case 'comment':
          this.#nodes(node.parts ?? [], to, seen)
          break
        case 'value':
        case 'free':
          this.#nodes(node.parts, to, seen)
          break
        case 'element':
          this.#nodes(node.open, to, seen)
          this.#nodes(node.text, to, seen)
          this.#nodes(node.children, to, seen)
          break
        case 'scripts':
          to.isPure = false
          break
      }
    }
  }

  #value(value: Expression, to: Found): void {
    for (const part of partsOf(value)) this.#value(part, to)
    to.weight += value.kind === 'tag' ? tagWeight : value.kind === 'literal' ? 0 : 1
    switch (value.kind) {
      case 'path':
        to.names.add(value.name)
        break
      case 'local':
        this.#local(value.local, to)
        break
      case 'cell':
        this.#local(value.cell, to)
        to.isPure = false
        break
      case 'loop':
        this.#loop(value.loop, to)
        break
      case 'filter':
        if (!value.filter.isPure) to.isPure = false
        this.#env(value.env, to)
        break
      case 'tag':
        if (!value.tag.isPure || value.takesContext) to.isPure = false
        for (const path of value.tag.dependsOn ?? []) to.names.add(path.split('.')[0]!)
        this.#env(value.env, to)
        break
      case 'cycle':
        if ('loop' in value.turn) this.#loop(value.turn.loop, to)
        else to.isPure = false
        break
      case 'changed':
        to.isPure = false
        break
      case 'env':
        this.#env(value.base, to)
        break
      case 'raw':
        this.#env(value.env, to)
        break
      case 'capture':
        this.#nodes(value.body, to, new Set())
        break
    }
  }

  #loop({ index, parent }: Loop, to: Found): void {
    this.#local(index, to)
    if (parent && 'kind' in parent) this.#value(parent, to)
    else if (parent) this.#loop(parent, to)
  }

  #env(env: Env | undefined, to: Found): void {
    if (env != null) this.#local(env, to)
  }

  #local(local: number, to: Found): void {
    const known = this.#locals.get(local)
    if (!known) return
    for (const name of known.names) to.names.add(name)
    if (!known.isPure) to.isPure = false
  }
}

const tagWeight = 3

interface Found {
  readonly names: Set<string>
  isPure: boolean
  weight: number
}

function newFound(): Found {
  return { names: new Set(), isPure: true, weight: 0 }
}
