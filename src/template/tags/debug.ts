import type { Node } from '../nodes.ts'
import { type Tag, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { toRepr } from '../values/python-text.ts'

/** `{% debug %}`: in development the names that a template sees, with their values; nothing otherwise. */
export function parseDebug(tag: Tag): Node {
  const { at } = tag
  if (tag.args.length > 0) throw usage(tag, '{% debug %}, without arguments', tag.args[0]!.at)
  return {
    kind: 'output',
    value: { kind: 'tag', tag: debug, args: [], named: [], takesContext: true, at },
    at,
  }
}

const debug: TagFunction = {
  name: 'debug',
  run(_args, _named, tools) {
    if (!tools.isDebug) return ''
    const names = [...tools.ownNames].sort()
    return names.map((name) => `${name} = ${toRepr(tools.read(name))}\n`).join('')
  },
}
