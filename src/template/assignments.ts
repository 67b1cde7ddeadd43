import type { Expression, Node } from './nodes.ts'
import { bodiesOf, nodeValues, partsOf } from './walk.ts'

/**
 * The names that tags such as `{% url … as name %}` set in the scope around some nodes; those set inside `{% with %}`,
 * `{% for %}` and blocks are gone at their end.
 */
export function assignedNames(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => [
    ...ownNames(node),
    ...transparentBodies(node).flatMap(assignedNames),
  ])
}

/** The names that `{% cycle … as name %}` sets, at any depth: where a scope around has the name, it is set there. */
export function cycledNames(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => [
    ...(node.kind === 'cycle' ? ownNames(node) : []),
    ...bodiesOf(node).flatMap(cycledNames),
  ])
}

/** Whether a name may be read in a body before it is set there, and so shows what it was set to before. */
export function isReadBeforeAssigned(name: string, body: readonly Node[]): boolean {
  return visit(name, body) === 'read'
}

function ownNames(node: Node): string[] {
  switch (node.kind) {
    case 'assign':
    case 'regroup':
      return [node.name]
    case 'captured':
      return node.as === null ? [] : [node.as]
    case 'cycle':
      return node.cycle.name === null ? [] : [node.cycle.name]
    default:
      return []
  }
}

/** The bodies that share the scope around their tag. */
function transparentBodies(node: Node): readonly (readonly Node[])[] {
  return node.kind === 'with' || node.kind === 'for' || node.kind === 'block' ? [] : bodiesOf(node)
}

/** What comes first on some way through the nodes; a reading counts if any way has it. */
function visit(name: string, nodes: readonly Node[]): 'read' | 'set' | null {
  for (const node of nodes) {
    if (nodeValues(node).some((value) => reads(name, value))) return 'read'
    if (node.kind === 'call' && !node.only) return 'read'
    const bodies = bodiesOf(node).map((body) => visit(name, body))
    if (bodies.includes('read')) return 'read'
    if (ownNames(node).includes(name)) return 'set'
    const isAlwaysDrawn =
      (node.kind === 'captured' && !isLazy(node.value)) ||
      node.kind === 'env' ||
      (node.kind === 'if' && node.branches.at(-1)!.condition === null)
    if (isAlwaysDrawn && bodies.every((found) => found === 'set')) return 'set'
  }
  return null
}

/** Whether a tag may go without its body, as `{% cache %}` does. */
function isLazy(value: Expression): boolean {
  return value.kind === 'body' ? value.isLazy === true : partsOf(value).some(isLazy)
}

function reads(name: string, value: Expression): boolean {
  if (value.kind === 'path' && value.name === name) return true
  if (value.kind === 'tag' && value.takesContext) return true
  return partsOf(value).some((part) => reads(name, part))
}
