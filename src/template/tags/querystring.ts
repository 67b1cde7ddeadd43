import { TemplateError } from '../../shared/errors.ts'
import type { Binding, Expression, Node } from '../nodes.ts'
import { outputOrAssign, type Parser, splitAs, type Tag, usage } from '../parser.ts'
import type { TagFunction, TagTools } from '../tag-function.ts'
import { describe, itemsOf } from '../values/iterate.ts'
import { lookup } from '../values/lookup.ts'
import { isPlainObject } from '../values/plain-object.ts'
import { toStr } from '../values/python-text.ts'
import { SafeString } from '../values/safe-string.ts'

const form = '{% querystring page=2 %} or {% querystring query page=2 %}'

/**
 * `{% querystring page=2 sort=None %}`: the query of the page's address with some of its values changed, and without
 * those that are None. `{% querystring query page=2 %}` starts from another one.
 */
export function parseQueryString(tag: Tag, parser: Parser): Node {
  const { args, name } = splitAs(tag)
  const positional: Expression[] = []
  const named: Binding[] = []
  for (const bit of args) {
    const bound = parser.binding(bit)
    if (!bound) {
      if (named.length > 0) throw usage(tag, `${form}, with the query first`, bit.at)
      positional.push(parser.value(bit))
    } else if (named.some((other) => other.name === bound.name)) {
      throw usage(tag, `with each name once. "${bound.name}" is there twice`, bit.at)
    } else named.push(bound)
  }
  const isGivenTwice = positional.length === 1 && named.some((bound) => bound.name === 'query_dict')
  if (positional.length > 1 || isGivenTwice) throw usage(tag, form)
  const value: Expression = {
    kind: 'tag',
    tag: queryString,
    args: positional,
    named,
    takesContext: false,
    at: tag.at,
  }
  return outputOrAssign(tag, value, name)
}

const queryString: TagFunction = {
  name: 'querystring',
  dependsOn: ['request.GET'],
  isPure: true,
  run(args, named, tools) {
    const { query_dict, ...changes } = named
    const given = 'query_dict' in named ? query_dict : args.length > 0 ? args[0] : null
    const query = readQuery(given === null ? ownQuery(tools) : given)
    const wasEmpty = query.size === 0
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) query.delete(name)
      else query.set(name, manyOf(value) ?? [value ?? ''])
    }
    return wasEmpty && query.size === 0 ? '' : `?${encode(query)}`
  },
}

type Query = Map<string, readonly unknown[]>

/** A query as others keep it: Django's `QueryDict`, or one that is like it. */
interface QueryLists {
  lists(): Iterable<readonly [string, readonly unknown[]]>
}

/** A query as `URLSearchParams` keeps it. */
interface QueryPairs {
  keys(): Iterable<string>
  getAll(name: string): readonly unknown[]
}

function ownQuery(tools: TagTools): unknown {
  const query = lookup(tools.read('request'), 'GET')
  if (query !== undefined) return query
  throw new TemplateError(
    'tag_value',
    '{% querystring %} found no request to take the query from. ' +
      'Give it one, as in {% querystring query page=2 %}.',
  )
}

/** The values of a query by name, in a map of its own. */
function readQuery(value: unknown): Query {
  const query: Query = new Map()
  if (typeof value === 'object' && value !== null) {
    if (hasMethods<QueryLists>(value, 'lists')) return new Map(value.lists())
    if (hasMethods<QueryPairs>(value, 'keys', 'getAll')) {
      for (const name of value.keys()) query.set(name, value.getAll(name))
      return query
    }
    if (value instanceof Map || isPlainObject(value)) {
      const entries = value instanceof Map ? value : Object.entries(value)
      for (const [name, item] of entries) query.set(toStr(name), manyOf(item) ?? [item])
      return query
    }
  }
  throw new TemplateError(
    'tag_value',
    `{% querystring %} takes a query, such as request.GET, but this is ${describe(value)}. ` +
      'Values that change have a name: {% querystring page=2 %}.',
  )
}

function hasMethods<T>(
  value: object,
  ...names: readonly (string & keyof T)[]
): value is object & T {
  return names.every((name) => typeof Reflect.get(value, name) === 'function')
}

/** The values that a list, or another collection, gives to one name; undefined for a single value. */
function manyOf(value: unknown): readonly unknown[] | undefined {
  const isCollection = typeof value === 'object' && value !== null && !(value instanceof SafeString)
  return isCollection ? itemsOf(value) : undefined
}

function encode(query: Query): string {
  return [...query]
    .flatMap(([name, values]) => values.map((value) => `${quote(name)}=${quote(toStr(value))}`))
    .join('&')
}

/** Encodes a name or a value as forms do: a blank becomes `+`. */
function quote(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'))
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}
