import { TemplateError } from '../../shared/errors.ts'
import type { FragmentCache } from '../fragment-cache.ts'
import type { Binding, Expression, Node } from '../nodes.ts'
import { type Parser, type Tag, usage } from '../parser.ts'
import type { TagFunction } from '../tag-function.ts'
import { homeZoneOf, type RenderEnv } from '../values/env.ts'
import { describe } from '../values/iterate.ts'
import { toInteger } from '../values/numbers.ts'
import { isPlainObject } from '../values/plain-object.ts'
import { hasOwnText, toStr } from '../values/python-text.ts'
import { markSafe, type SafeString } from '../values/safe-string.ts'

/**
 * `{% cache 600 sidebar user.id %}…{% endcache %}`: its body, rendered anew after so many seconds.
 * There is one fragment for each name, each combination of values behind it, and each language,
 * time zone and way of escaping.
 */
export function parseCache(tag: Tag, parser: Parser): Node {
  const { at } = tag
  const { nodes } = parser.parseUntil(['endcache'], tag)
  const [ttl, name, ...rest] = tag.args
  if (!ttl || !name) throw usage(tag, '{% cache 600 name %}, with values that tell fragments apart')
  const named: Binding[] = []
  const last = rest.at(-1)
  if (last?.text.startsWith('using=')) {
    const using = parser.binding(last)
    if (using === null) throw usage(tag, '{% cache 600 name using="other" %}', last.at)
    named.push(using)
    rest.pop()
  }
  const values = rest.map((bit) => parser.value(bit))
  const value: Expression = {
    kind: 'tag',
    tag: cacheTag,
    args: [
      { kind: 'body', isLazy: true, at },
      parser.value(ttl),
      { kind: 'literal', value: name.text, at: name.at },
      ...values,
    ],
    named,
    takesContext: false,
    at,
  }
  return { kind: 'captured', body: nodes, value, as: null, at }
}

const cacheTag: TagFunction = {
  name: 'cache',
  takesMissing: true,
  keepsBody: true,
  // A fragment may be shown although what it was made of has changed: that is what a cache is for.
  dependsOn: [],
  run([body, ttl, name, ...values], { using }, tools) {
    const ttlSeconds = secondsOf(ttl)
    const cache = cacheOf(tools.cache, using)
    const key = keyOf(String(name), values, tools.env)
    const kept = cache.get(key)
    if (kept !== undefined) return markSafe(kept)
    const rendered = (body as () => SafeString)()
    cache.set(key, rendered.html, ttlSeconds)
    return rendered
  },
}

function secondsOf(ttl: unknown): number | null {
  if (ttl === null) return null
  const seconds = toInteger(ttl)
  if (seconds !== null && seconds !== undefined) return Number(seconds)
  throw new TemplateError(
    'tag_value',
    `{% cache %} needs a whole number of seconds, but this is ${describe(ttl)}. ` +
      'Write a number, or None to keep the fragment for ever.',
  )
}

function cacheOf(cache: FragmentCache, using: unknown): FragmentCache {
  if (using === undefined) return cache.named?.('template_fragments') ?? cache
  const found = using === 'default' ? cache : cache.named?.(toStr(using))
  if (found !== undefined) return found
  throw new TemplateError(
    'unknown_cache',
    `There is no cache ${describe(using)}. Remove "using=…", or name a cache of the application.`,
  )
}

function keyOf(name: string, values: readonly unknown[], env: RenderEnv): string {
  const { locale, timeZone, autoescape, localizes, usesLocalTime } = env
  const place = [locale, timeZone, homeZoneOf(env), autoescape, localizes, usesLocalTime]
  return JSON.stringify(['fragment', name, values.map(keyPart), ...place])
}

function keyPart(value: unknown): string {
  const text = toStr(value)
  refuseNameless(value, [])
  return text
}

/**
 * Objects that are written as no more than their class would share a fragment: one user would see that of another.
 *
 * @param around the collections that the value is in
 */
function refuseNameless(value: unknown, around: readonly object[]): void {
  if (typeof value !== 'object' || value === null || around.includes(value)) return
  if (hasOwnText(value) || value instanceof Date || ArrayBuffer.isView(value)) return
  const within = [...around, value]
  const items = itemsIn(value)
  if (items) return items.forEach((item) => refuseNameless(item, within))
  throw new TemplateError(
    'tag_value',
    `{% cache %} cannot tell ${describe(value)} from others of its class, which have no text of their own. ` +
      'Write what is different, such as user.id, or give the class a toString().',
  )
}

function itemsIn(value: object): readonly unknown[] | null {
  if (value instanceof Map) return [...value].flat()
  if (Array.isArray(value) || value instanceof Set) return [...value]
  return isPlainObject(value) ? Object.values(value) : null
}
