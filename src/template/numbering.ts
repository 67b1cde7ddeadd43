import type { Location } from '../shared/location.ts'
import type { Expression, FlatAssign } from './nodes.ts'
import { missing, path, type Scope } from './scope.ts'
import type { TagFunction } from './tag-function.ts'
import { tagValue } from './tag-value.ts'

/** Gives names and places their numbers, and sets names: in a local, or in a cell that outlives its function. */
export class Numbering {
  /** The cells with a memory that what is being resolved makes use of. */
  touched = new Set<number>()
  /** Names that a scope inside may set. */
  readonly #cycled: ReadonlySet<string>
  #nextLocal = 0
  #nextPlace = 0

  constructor(cycled: Iterable<string>) {
    this.#cycled = new Set(cycled)
  }

  local(): number {
    return this.#nextLocal++
  }

  place(): number {
    return this.#nextPlace++
  }

  /** Whether a scope inside may set a name. */
  isCycled(name: string): boolean {
    return this.#cycled.has(name)
  }

  assign(name: string, value: Expression, scope: Scope, at: Location): FlatAssign {
    const known = scope.names.get(name)
    if (known?.kind === 'cell' && known.scope === scope.id) return setCell(known.cell, value, at)
    const local = this.local()
    if (this.isCycled(name)) {
      scope.names.set(name, { kind: 'cell', cell: local, scope: scope.id, isShared: true })
      return setCell(local, value, at)
    }
    scope.names.set(name, { kind: 'local', local })
    return { kind: 'assign', local, isCell: false, value, at }
  }

  /** Sets a name where it was set before, in whichever scope that is; else here. */
  assignUpward(name: string, value: Expression, scope: Scope, at: Location): FlatAssign[] {
    const known = scope.names.get(name)
    const isHere = known?.kind === 'cell' && (known.isShared || known.scope === scope.id)
    const cell = isHere ? known.cell : this.local()
    if (!isHere) scope.names.set(name, { kind: 'cell', cell, scope: scope.id, isShared: true })
    this.touched.add(cell)
    const set = setCell(cell, value, at)
    if (isHere || known?.kind !== 'cell') return [set]
    // A branch around may have set it, or not: only while it is drawn is that known.
    const [own, outer] = [cell, known.cell].map(
      (each): Expression => ({ kind: 'cell', cell: each, steps: [], at }),
    )
    const args = [own!, outer!]
    const both: Expression = tagValue(ifSetTag, args, at)
    this.touched.add(known.cell)
    return [set, { ...setCell(known.cell, both, at), mayBeMissing: true }]
  }

  /** Makes cells of names that are set elsewhere; they hold what the names meant before. */
  makeCells(names: readonly string[], scope: Scope, at: Location): FlatAssign[] {
    return [...new Set(names)].flatMap((name) => {
      const known = scope.names.get(name)
      if (known?.kind === 'cell' && (known.scope === scope.id || known.isShared)) return []
      const before = path({ kind: 'path', name, steps: [], at }, scope)
      const cell = this.local()
      scope.names.set(name, { kind: 'cell', cell, scope: scope.id, isShared: false })
      return [{ ...setCell(cell, before, at), mayBeMissing: true }]
    })
  }
}

const ifSetTag: TagFunction = {
  name: 'as',
  dependsOn: [],
  isPure: true,
  takesMissing: true,
  run: ([value, before]) => (before === undefined ? undefined : value),
}

export function setCell(cell: number, value: Expression, at: Location): FlatAssign {
  return { kind: 'assign', local: cell, isCell: true, value, at }
}

export function resetAll(cells: readonly number[], at: Location): FlatAssign[] {
  return cells.map((cell) => ({ ...setCell(cell, missing(at), at), mayBeMissing: true }))
}
