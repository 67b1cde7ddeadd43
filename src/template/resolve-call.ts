import type { Callee, Flat, Node } from './nodes.ts'
import type { Resolving } from './resolving.ts'
import { newMemory, type Scope, visibleNames } from './scope.ts'

/** Resolves templates that include themselves: each becomes a callee for each way in which it is included. */
export class RecursiveIncludes {
  readonly #resolving: Resolving
  readonly #templates: ReadonlyMap<string, readonly Node[]>
  readonly #callees = new Map<string, Callee>()

  /** @param templates those that include themselves, by name */
  constructor(resolving: Resolving, templates: ReadonlyMap<string, readonly Node[]>) {
    this.#resolving = resolving
    this.#templates = templates
  }

  call(node: Extract<Node, { kind: 'call' }>, scope: Scope): Flat {
    const { at } = node
    const bound = new Map(
      node.bindings.map(({ name, value }) => [name, this.#resolving.value(value, scope)]),
    )
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
        env: env === null ? null : this.#resolving.names.local(),
        escapes,
        memory: newMemory(),
        depth: 0,
        isConditional: false,
      }
      const parameters = names.map((name) => {
        const local = this.#resolving.names.local()
        inner.names.set(name, { kind: 'local', local })
        return local
      })
      if (inner.env !== null) parameters.push(inner.env)
      callee = { template: node.template, parameters, body: [] }
      this.#callees.set(key, callee)
      const touched = this.#resolving.names.touched
      // A call remembers for itself: what it touches is nothing to the rows around it.
      this.#resolving.names.touched = new Set()
      callee.body = this.#resolving.all(this.#templates.get(node.template)!, inner)
      this.#resolving.names.touched = touched
    }
    const args = names.map((name) => bound.get(name)!)
    if (env !== null) args.push({ kind: 'local', local: env, steps: [], at })
    return { kind: 'call', callee, args, at }
  }
}
