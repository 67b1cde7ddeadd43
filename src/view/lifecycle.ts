/** Methods that the framework calls on a view once it is mounted: what happens to it. */
export const happenings = [
  'handleParams',
  'handleInfo',
  'handleComponentEvent',
  'handleOverflow',
  'handleTick',
  'handleAsyncResult',
  'connected',
  'disconnected',
  'restored',
  'unmount',
] as const

/** Methods that the framework calls on a view. */
export const lifecycleNames = [
  'mount',
  ...happenings,
  'getContextData',
  'checkPermissions',
  'getObject',
  'hasObjectPermission',
] as const

/** Methods that later versions will call. Until then they would do nothing, and are refused. */
export const laterLifecycleNames = ['handlePresenceJoin', 'handlePresenceLeave'] as const

export type LifecycleName = (typeof lifecycleNames)[number]
export type LaterLifecycleName = (typeof laterLifecycleNames)[number]

const acting: ReadonlySet<string> = new Set(lifecycleNames)
const later: ReadonlySet<string> = new Set(laterLifecycleNames)

/** Whether the framework calls a method of this name, today or in a later version. */
export function isLifecycleName(name: string): boolean {
  return acting.has(name) || later.has(name)
}

export function isLaterLifecycleName(name: string): boolean {
  return later.has(name)
}

/**
 * Finds the lifecycle method that a name was probably meant to be: the same letters with other case
 * or underscores, or at most two letters off. The first letter has to be right, and of short names
 * and single words all but one, or else `count`, `connect` and `handleClick` would count as
 * misspellings.
 */
export function misspeltLifecycleName(name: string): string | undefined {
  const plain = simplify(name)
  for (const known of [...lifecycleNames, ...laterLifecycleNames]) {
    const wanted = simplify(known)
    if (plain === wanted) return known
    const edits = wanted.length >= 12 && known !== wanted ? 2 : 1
    if (plain[0] === wanted[0] && isWithin(edits, plain, wanted)) return known
  }
  return undefined
}

function simplify(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

/** Whether so many insertions, removals, replacements and swaps of neighbours make `b` of `a`. */
function isWithin(edits: number, a: string, b: string): boolean {
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  const left = a.slice(same)
  const right = b.slice(same)
  if (edits === 0 || left === '' || right === '')
    return Math.max(left.length, right.length) <= edits

  const isSwap = left[0] === right[1] && left[1] === right[0]
  return (
    isWithin(edits - 1, left.slice(1), right.slice(1)) ||
    isWithin(edits - 1, left.slice(1), right) ||
    isWithin(edits - 1, left, right.slice(1)) ||
    (isSwap && isWithin(edits - 1, left.slice(2), right.slice(2)))
  )
}
