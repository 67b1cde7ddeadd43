import { TemplateError } from '../../shared/errors.ts'
import { isTimeZone } from '../i18n/zones.ts'
import type { Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { describe } from '../values/iterate.ts'
import { SafeString } from '../values/safe-string.ts'
import { tagValue } from '../tag-value.ts'

/** `{% timezone "Europe/Paris" %}…{% endtimezone %}`: the zone of the instants in its body. */
export function parseTimeZone(tag: Tag, parser: Parser): Node {
  const { at } = tag
  const [zone, ...more] = tag.args
  if (!zone || more.length > 0) throw usage(tag, '{% timezone "Europe/Paris" %}')
  const args = [parser.value(zone)]
  const { nodes } = parser.parseUntil(['endtimezone'], tag)
  return {
    kind: 'env',
    change: {
      timeZone: tagValue(timeZoneTag, args, at),
    },
    body: nodes,
    at,
  }
}

/** `{% get_current_timezone as zone %}` */
export function parseCurrentTimeZone(tag: Tag): Node {
  const { at } = tag
  const [as, name, ...more] = tag.args
  if (as?.text !== 'as' || !name || more.length > 0) {
    throw usage(tag, '{% get_current_timezone as zone %}')
  }
  return {
    kind: 'assign',
    name: name.text,
    value: tagValue(currentZoneTag, [], at),
    at,
  }
}

const timeZoneTag: TagFunction = {
  name: 'timezone',
  dependsOn: [],
  isPure: true,
  /** None stands for the zone of the page. */
  run([value]) {
    const name = value instanceof SafeString ? value.html : value
    if (name === null || isTimeZone(name)) return name
    const found = typeof name === 'string' ? `"${name}"` : describe(name)
    throw new TemplateError(
      'unknown_time_zone',
      `${found} is not the name of a time zone. Write one such as "Europe/Paris".`,
    )
  },
}

const currentZoneTag: TagFunction = {
  name: 'get_current_timezone',
  dependsOn: [],
  isPure: true,
  run: (_args, _named, { env }) => env.timeZone,
}
