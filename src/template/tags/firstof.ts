import type { Expression, Node } from '../nodes.ts'
import { outputOrAssign, splitAs, type Tag, type Parser, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { markSafe } from '../values/safe-string.ts'
import { toHtml, toText } from '../values/text.ts'
import { isTruthy } from '../values/truth.ts'
import { tagValue } from '../tag-value.ts'

/** `{% firstof a b "none" %}`, `{% firstof a b as found %}`: the first value that counts as true. */
export function parseFirstOf(tag: Tag, parser: Parser): Node {
  if (tag.args.length === 0) throw usage(tag, '{% firstof first second "otherwise" %}')
  const { args, name } = splitAs(tag)
  const value: Expression = {
    kind: 'tag',
    tag: firstOf,
    args: args.map((bit) => noneIfMissing(parser.value(bit))),
    named: [],
    takesContext: false,
    at: tag.at,
  }
  return outputOrAssign(tag, value, name)
}

const firstOf: TagFunction = {
  name: 'firstof',
  dependsOn: [],
  isPure: true,
  isLazy: true,
  takesMissing: true,
  run(values, _named, { env }) {
    for (const value of values as readonly (() => unknown)[]) {
      const found = value()
      if (isTruthy(found)) return env.autoescape ? markSafe(toHtml(found, env)) : toText(found, env)
    }
    return ''
  },
}

/** Has the filters of a value begin with None, not with empty text, where its variable is missing. */
function noneIfMissing(value: Expression): Expression {
  if (value.kind !== 'filter') return value
  const { input } = value
  if (input.kind === 'filter') return { ...value, input: noneIfMissing(input) }
  if (input.kind !== 'path') return value
  const { at } = input
  return {
    ...value,
    input: tagValue(orNone, [input], at),
  }
}

const orNone: TagFunction = {
  name: 'firstof',
  takesMissing: true,
  dependsOn: [],
  isPure: true,
  run: ([value]) => value ?? null,
}
