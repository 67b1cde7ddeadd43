import type { Binding, CaptureExpression, Condition, EnvChange, Expression, Node } from './nodes.ts'

/** The same node with other bodies. */
export function mapBodies(node: Node, map: (body: readonly Node[]) => readonly Node[]): Node {
  switch (node.kind) {
    case 'if':
      return {
        ...node,
        branches: node.branches.map(({ condition, body }) => ({ condition, body: map(body) })),
      }
    case 'for':
      return { ...node, body: map(node.body), empty: node.empty && map(node.empty) }
    case 'ifchanged':
      return { ...node, body: map(node.body), orElse: node.orElse && map(node.orElse) }
    case 'with':
    case 'env':
    case 'captured':
    case 'block':
      return { ...node, body: map(node.body) }
    default:
      return node
  }
}

/** The bodies of a node. */
export function bodiesOf(node: Node): readonly (readonly Node[])[] {
  switch (node.kind) {
    case 'if':
      return node.branches.map(({ body }) => body)
    case 'for':
      return node.empty ? [node.body, node.empty] : [node.body]
    case 'ifchanged':
      return node.orElse ? [node.body, node.orElse] : [node.body]
    case 'with':
    case 'env':
    case 'captured':
    case 'block':
      return [node.body]
    default:
      return []
  }
}

/** The values that a value is made of, the bodies of captures aside. */
export function partsOf(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case 'filter':
      return value.argument ? [value.input, value.argument] : [value.input]
    case 'tag':
      return [
        ...value.args,
        ...value.named.map((binding) => binding.value),
        ...(value.scope?.names.map((binding) => binding.value) ?? []),
      ]
    case 'cycle':
    case 'changed':
      return value.values
    case 'groups':
      return [value.items, value.key]
    case 'env':
      return envValues(value.change)
    case 'raw':
      return [value.value]
    default:
      return []
  }
}

/** The same value with other parts. */
export function mapParts(value: Expression, map: (part: Expression) => Expression): Expression {
  const bindings = (list: readonly Binding[]): Binding[] =>
    list.map((binding) => ({ name: binding.name, value: map(binding.value) }))
  switch (value.kind) {
    case 'filter':
      return {
        ...value,
        input: map(value.input),
        argument: value.argument && map(value.argument),
      }
    case 'tag': {
      const { scope } = value
      const mapped = { ...value, args: value.args.map(map), named: bindings(value.named) }
      return scope ? { ...mapped, scope: { ...scope, names: bindings(scope.names) } } : mapped
    }
    case 'cycle':
    case 'changed':
      return { ...value, values: value.values.map(map) }
    case 'groups':
      return { ...value, items: map(value.items), key: map(value.key) }
    case 'env':
      return { ...value, change: mapEnv(value.change, map) }
    case 'raw':
      return { ...value, value: map(value.value) }
    default:
      return value
  }
}

/** The values of a condition. */
export function valuesOf(condition: Condition): readonly Expression[] {
  switch (condition.kind) {
    case 'value':
      return [condition.value]
    case 'not':
      return valuesOf(condition.operand)
    default:
      return [...valuesOf(condition.left), ...valuesOf(condition.right)]
  }
}

/** The same condition with other values. */
export function mapCondition(
  condition: Condition,
  map: (value: Expression) => Expression,
): Condition {
  switch (condition.kind) {
    case 'value':
      return { kind: 'value', value: map(condition.value) }
    case 'not':
      return { kind: 'not', operand: mapCondition(condition.operand, map) }
    default:
      return {
        ...condition,
        left: mapCondition(condition.left, map),
        right: mapCondition(condition.right, map),
      }
  }
}

/** The captured bodies that a value is made of. */
export function capturesIn(value: Expression): readonly CaptureExpression[] {
  return value.kind === 'capture' ? [value] : partsOf(value).flatMap(capturesIn)
}

/** Whether a tag draws for it what stands elsewhere, of which nothing is known here. */
export function makesMarkup(value: Expression): boolean {
  return value.kind === 'tag' && value.tag.makesMarkup ? true : partsOf(value).some(makesMarkup)
}

/** The same value with other captured bodies. */
export function mapCaptures(
  value: Expression,
  map: (capture: CaptureExpression) => CaptureExpression,
): Expression {
  return value.kind === 'capture' ? map(value) : mapParts(value, (part) => mapCaptures(part, map))
}

/** The values of a node, those of its bodies aside. */
export function nodeValues(node: Node): readonly Expression[] {
  switch (node.kind) {
    case 'output':
    case 'assign':
    case 'captured':
      return [node.value]
    case 'if':
      return node.branches.flatMap(({ condition }) => (condition ? valuesOf(condition) : []))
    case 'for':
      return [node.items]
    case 'with':
    case 'call':
      return node.bindings.map(({ value }) => value)
    case 'include':
      return [node.template, ...node.bindings.map(({ value }) => value)]
    case 'env':
      return envValues(node.change)
    case 'cycle':
      return node.cycle.values
    case 'ifchanged':
      return node.values
    case 'regroup':
      return [node.items, node.key]
    default:
      return []
  }
}

/** The same node with other values. Those of a `{% cycle %}` stay: it may be shared by several nodes. */
export function mapNodeValues(node: Node, map: (value: Expression) => Expression): Node {
  const bindings = (list: readonly Binding[]): Binding[] =>
    list.map(({ name, value }) => ({ name, value: map(value) }))
  switch (node.kind) {
    case 'output':
    case 'assign':
    case 'captured':
      return { ...node, value: map(node.value) }
    case 'if':
      return {
        ...node,
        branches: node.branches.map(({ condition, body }) => ({
          condition: condition && mapCondition(condition, map),
          body,
        })),
      }
    case 'for':
      return { ...node, items: map(node.items) }
    case 'with':
    case 'call':
      return { ...node, bindings: bindings(node.bindings) }
    case 'include':
      return { ...node, template: map(node.template), bindings: bindings(node.bindings) }
    case 'env':
      return { ...node, change: mapEnv(node.change, map) }
    case 'ifchanged':
      return { ...node, values: node.values.map(map) }
    case 'regroup':
      return { ...node, items: map(node.items), key: map(node.key) }
    default:
      return node
  }
}

/** The same change of an environment with other values. */
export function mapEnv(change: EnvChange, map: (value: Expression) => Expression): EnvChange {
  const { timeZone, locale } = change
  return {
    ...change,
    ...(timeZone && { timeZone: map(timeZone) }),
    ...(locale && { locale: map(locale) }),
  }
}

function envValues({ timeZone, locale }: EnvChange): readonly Expression[] {
  return [timeZone, locale].filter((value) => value !== undefined)
}
