import type { Draw } from '../fuzz/draw.ts'
import { optional, type Piece } from '../fuzz/piece.ts'
import { attributes, freeAttributes } from './template-words.ts'

/**
 * Makes the attributes of an element.
 *
 * @param least how many are tried at least; of those that write the same names the first one stays
 */
export function randomAttributes(draw: Draw, least: number): Piece {
  const count = draw.weighed([
    [3, () => 0],
    [5, () => 1],
    [2, () => 2],
  ])
  const parts: Piece[] = []
  let taken = ''
  for (let n = 0; n < Math.max(count, least); n++) {
    const attribute = draw.pick(draw.chance(least > 0 ? 0.5 : 0.2) ? freeAttributes : attributes)
    if (namesOf(attribute).some((name) => taken.includes(name))) continue
    taken += attribute
    parts.push(optional(attribute))
  }
  return { parts }
}

/** The names of attributes that a piece writes. */
function namesOf(attribute: string): string[] {
  if (isFree(attribute)) return ['extra', 'for name', 'title', 'lang']
  return attribute.match(/\b[a-z-]+(?==["']?[^ ])|\bhidden\b/g) ?? []
}

function isFree(attribute: string): boolean {
  return /\{\{ extra|for name/.test(attribute)
}
