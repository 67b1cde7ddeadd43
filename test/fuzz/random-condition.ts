import type { Draw } from './draw.ts'
import { optional, type Piece } from './piece.ts'
import { type Names, randomLiteral, randomValue } from './random-value.ts'

/** Makes the condition of an `{% if %}`. */
export function randomCondition(draw: Draw, names: Names, depth = 2): Piece {
  if (depth === 0 || draw.chance(0.4)) return atom(draw, names)
  return draw.weighed<Piece>([
    [1, () => ({ parts: [optional('not '), randomCondition(draw, names, depth - 1)] })],
    [3, () => joined(draw, names, depth, ['and', 'or'])],
    [4, () => joined(draw, names, 1, comparisons)],
    [0.7, () => identity(draw, names)],
    [0.5, () => joined(draw, names, depth, comparisons)],
  ])
}

const comparisons = ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in']

function joined(draw: Draw, names: Names, depth: number, operators: readonly string[]): Piece {
  const [left, right] = [0, 1].map(() => randomCondition(draw, names, depth - 1))
  return { parts: [left!, ` ${draw.pick(operators)} `, right!], bodies: [0, 2] }
}

/** Of other values than these three, Python alone knows which are the same object. */
function identity(draw: Draw, names: Names): Piece {
  const operator = draw.pick(['is', 'is not'])
  return {
    parts: [atom(draw, names), ` ${operator} ${draw.pick(['True', 'False', 'None'])}`],
    bodies: [0],
  }
}

function atom(draw: Draw, names: Names): Piece {
  return draw.chance(0.2) ? randomLiteral(draw) : randomValue(draw, names, 1)
}
