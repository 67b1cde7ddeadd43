import type { Expression, Flat } from './nodes.ts'
import { partsOf, valuesOf } from './walk.ts'

/** Visits each value of some nodes, those that it is made of among them. */
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
