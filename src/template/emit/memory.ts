import type { Expression, Flat } from '../nodes.ts'
import { partsOf, valuesOf } from '../walk.ts'
import type { Placed, TagPart } from '../place/placed.ts'
import type { Region } from '../regions/region.ts'
import type { Target } from './control.ts'

/** Whether drawing some nodes changes what tags such as `{% cycle %}` remember. */
export function remembers(nodes: readonly (Flat | Placed | TagPart)[]): boolean {
  return nodes.some((node) => {
    switch (node.kind) {
      case 'output':
        return valueRemembers(node.value)
      case 'comment':
        return remembers(node.parts ?? [])
      case 'assign':
        return node.isCell || valueRemembers(node.value)
      case 'if':
        return node.branches.some(
          (branch) =>
            (branch.condition && valuesOf(branch.condition).some(valueRemembers)) ||
            remembers('parts' in branch ? branch.parts : branch.body),
        )
      case 'for':
        return remembers(node.body) || remembers(node.empty ?? [])
      case 'value':
      case 'free':
        return remembers(node.parts)
      case 'element':
        return remembers(node.open) || remembers(node.text) || remembers(node.children)
      default:
        return false
    }
  })
}

/** Whether evaluating a value changes what tags remember. */
export function valueRemembers(value: Expression): boolean {
  if (value.kind === 'changed' || (value.kind === 'cycle' && 'cell' in value.turn)) return true
  if (value.kind === 'capture') return remembers(value.body)
  return partsOf(value).some(valueRemembers)
}

/** Whether a region without slots changes what tags remember, or names that are read outside of it. */
export function setsSomething({ items }: Region): boolean {
  return items.some((item) => {
    if (item.kind === 'assign') return remembers([item])
    return item.kind === 'element' && remembers([item.element])
  })
}

/** Writes two evaluations of the same nodes, of which tags that remember notice one. */
export function writeTwice(
  { writer }: Target,
  nodes: readonly (Flat | Placed | TagPart)[],
  first: () => void,
  second: () => void,
): void {
  if (!remembers(nodes)) {
    first()
    second()
    return
  }
  const kept = writer.fresh('s')
  writer.line(`${kept} = c.m.slice()`)
  first()
  writer.line(`c.m = ${kept}`)
  second()
}
