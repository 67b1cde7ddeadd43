import { dateFilters } from '../filters/dates.ts'
import type { Expression, Node } from '../nodes.ts'
import { outputOrAssign, splitAs, type Tag, usage } from '../parser.ts'
import type { TagFunction, TagTools } from '../tag-function.ts'
import { markSafe } from '../values/safe-string.ts'

/** `{% now "H:i" %}`, `{% now "SHORT_DATE_FORMAT" as today %}` */
export function parseNow(tag: Tag): Node {
  const { args, name } = splitAs(tag)
  const [format, ...more] = args
  const quoted = /^(["'])(.*)\1$/su.exec(format?.text ?? '')
  if (!format || !quoted || more.length > 0) {
    throw usage(tag, '{% now "H:i" %}, with its format in quotes', format?.at)
  }
  // What stands between the quotes is the format as it is: its backslashes are those of date formats.
  const literal: Expression = { kind: 'literal', value: quoted[2]!, at: format.at }
  const value: Expression = {
    kind: 'tag',
    tag: name === null ? shownNow : now,
    args: [literal],
    named: [],
    takesContext: false,
    at: tag.at,
  }
  return outputOrAssign(tag, value, name)
}

const now: TagFunction = {
  name: 'now',
  dependsOn: [],
  run: ([format], _named, tools) => timeText(format, tools),
}

/** What the author writes in a format is markup where it is shown at once. */
const shownNow: TagFunction = {
  name: 'now',
  dependsOn: [],
  run: ([format], _named, tools) => markSafe(timeText(format, tools)),
}

function timeText(format: unknown, { env }: TagTools): string {
  return String(dateFilters.date!.run(env.now(), format, { ...env, usesLocalTime: true }))
}
