import type { Location } from '../shared/location.ts'
import type { Expression, TagExpression } from './nodes.ts'
import type { TagFunction } from './tag-function.ts'

/** What a tag computes of positional arguments alone. */
export function tagValue(
  tag: TagFunction,
  args: readonly Expression[],
  at: Location,
): TagExpression {
  return { kind: 'tag', tag, args, named: [], takesContext: false, at }
}
