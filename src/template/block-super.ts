import type { Expression, PathExpression } from './nodes.ts'
import { mapParts, partsOf } from './walk.ts'

/** A name that no template can write. */
export const superName = 'block super'

/** Where a value uses `block.super`. */
export function findSuper(value: Expression): PathExpression[] {
  if (isSuper(value)) return [value]
  return partsOf(value).flatMap(findSuper)
}

function isSuper(value: Expression): value is PathExpression {
  return value.kind === 'path' && value.name === 'block' && value.steps[0] === 'super'
}

/** Whether a value is nothing but it; what is inherited is safe already, so that `|safe` changes nothing. */
export function isShownAlone(value: Expression): boolean {
  return (
    isSuper(value) || (value.kind === 'filter' && value.name === 'safe' && isSuper(value.input))
  )
}

/** The same value, with a name in place of it. */
export function replaceSuper(value: Expression, by: PathExpression): Expression {
  return isSuper(value) ? by : mapParts(value, (part) => replaceSuper(part, by))
}
