import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import type { Expression, Node } from '../nodes.ts'
import { mapParts } from '../walk.ts'
import { type Parser, type Tag, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { describe } from '../values/iterate.ts'
import { markSafe, SafeString } from '../values/safe-string.ts'
import { tagValue } from '../tag-value.ts'

/** `{% filter force_escape|lower %}…{% endfilter %}`: its body after filters. */
export function parseFilter(tag: Tag, parser: Parser): Node {
  const { at } = tag
  const [first] = tag.args
  if (!first) throw usage(tag, '{% filter name|name:argument %}')
  const chain: Location = { ...at, start: first.at.start, end: tag.args.at(-1)!.at.end }
  const value = parser.value({
    text: `var|${chain.source.slice(chain.start, chain.end)}`,
    at: { ...chain, start: chain.start - 'var|'.length },
  })
  refuseEscaping(value)
  const { nodes } = parser.parseUntil(['endfilter'], tag)
  const markup: Expression = tagValue(shownText, [withBody(value)], at)
  return { kind: 'captured', body: nodes, value: markup, as: null, at }
}

/** The body is markup already: what `escape` and `safe` ask for would mean nothing. */
function refuseEscaping(value: Expression): void {
  if (value.kind !== 'filter') return
  if (value.name === 'escape' || value.name === 'safe') {
    throw new TemplateError(
      'tag_arguments',
      `{% filter %} does not take "${value.name}", because its body is markup already. ` +
        'Write {% autoescape on %} or {% autoescape off %} around the values.',
      value.at,
    )
  }
  refuseEscaping(value.input)
}

/** The body stands for the name `var`, in arguments of the filters too. */
function withBody(value: Expression): Expression {
  if (value.kind === 'path' && value.name === 'var' && value.steps.length === 0) {
    return { kind: 'body', at: value.at }
  }
  return mapParts(value, withBody)
}

const shownText: TagFunction = {
  name: 'filter',
  dependsOn: [],
  isPure: true,
  run([text]) {
    if (text instanceof SafeString) return text
    if (typeof text === 'string') return markSafe(text)
    throw new TemplateError(
      'tag_value',
      `The filters of {% filter %} must give text, but here they give ${describe(text)}. ` +
        'End them with one that gives text.',
    )
  },
}
