import type { Expression, Flat } from '../nodes.ts'
import { mapCondition, mapParts } from '../walk.ts'
import { localsOfText } from '../regions/free-locals.ts'

/**
 * Finds the locals that nodes set for what comes behind them.
 *
 * @returns null when a changed environment is among them
 */
export function leavingLocals(
  nodes: readonly Flat[],
  behind: readonly Flat[],
): ReadonlySet<number> | null {
  const used = localsOfText(behind)
  const leaving = nodes.filter(
    (node) => node.kind === 'assign' && !node.isCell && used.has(node.local),
  )
  if (leaving.some((node) => node.kind === 'assign' && node.value.kind === 'env')) return null
  return new Set(leaving.flatMap((node) => (node.kind === 'assign' ? [node.local] : [])))
}

/** Keeps locals for the whole render, so that one function can set what another reads. */
export function keepInCells(nodes: readonly Flat[], locals: ReadonlySet<number>): Flat[] {
  const body = (list: readonly Flat[]): Flat[] => keepInCells(list, locals)
  const value = (of: Expression): Expression => {
    if (of.kind === 'local' && locals.has(of.local))
      return { kind: 'cell', cell: of.local, steps: of.steps, at: of.at }
    return of.kind === 'capture' ? { ...of, body: body(of.body) } : mapParts(of, value)
  }
  return nodes.map((node): Flat => {
    switch (node.kind) {
      case 'output':
        return { ...node, value: value(node.value) }
      case 'assign':
        return {
          ...node,
          isCell: node.isCell || locals.has(node.local),
          value: value(node.value),
        }
      case 'if': {
        const branches = node.branches.map((branch) => ({
          condition: branch.condition && mapCondition(branch.condition, value),
          body: body(branch.body),
        }))
        return { ...node, branches }
      }
      case 'for': {
        const { items, empty } = node
        return { ...node, items: value(items), body: body(node.body), empty: empty && body(empty) }
      }
      case 'call':
        return { ...node, args: node.args.map(value) }
      default:
        return node
    }
  })
}
