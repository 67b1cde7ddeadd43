import { ConfigError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import { parsePattern } from './pattern.ts'
import type { CheckPattern, PatternParams } from './pattern-types.ts'
import { RouteTable } from './route-table.ts'
import type {
  AnyTarget,
  CheckName,
  FlatRoutes,
  Included,
  Route,
  UrlFunction,
  UrlList,
} from './route-types.ts'
import type { Query } from './url-path.ts'

/**
 * One line of the URL table.
 *
 * @param pattern the path without leading slash, as in Django: `'items/<int:id>/'`; the converters
 *   are int, str, slug, uuid and path
 * @param view a class that extends LiveView, `liveView(…)`, or `(request, params) => Response`
 * @param options.name the name for `url()` and `{% url %}`
 * @throws {ConfigError} when the pattern or the name cannot be used
 */
export function path<
  const P extends string,
  V extends AnyTarget<PatternParams<P>>,
  const N extends string = '',
>(
  pattern: P & CheckPattern<P>,
  view: V,
  options?: { name: N & CheckName<N> },
): Route<P, NoInfer<N>, NoInfer<V>> {
  parsePattern(pattern)
  checkOptions(`path('${pattern}')`, options, 'name')
  return { pattern, name: (options?.name ?? '') as N, view }
}

/**
 * Puts a list of routes under a prefix, and their names in a namespace: `shop:detail`. The list may
 * hold included lists, whose names are then in both namespaces: `city:shop:detail`.
 *
 * @throws {ConfigError} when the prefix or the namespace cannot be used
 */
export function include<
  const Prefix extends string,
  const T extends UrlList,
  const Space extends string = never,
>(
  prefix: Prefix & CheckPattern<Prefix>,
  routes: T,
  options?: { namespace: Space & CheckName<Space> },
): readonly Included<FlatRoutes<T>, Prefix, [Space] extends [never] ? '' : `${Space}:`>[] {
  parsePattern(prefix)
  checkOptions(`include('${prefix}')`, options, 'namespace')
  const space = options?.namespace === undefined ? '' : `${options.namespace}:`
  const included = (routes.flat() as Route[]).map((route) => {
    const { pattern, name } = route
    return { ...route, pattern: prefix + pattern, name: name && space + name }
  })
  return included as never
}

/**
 * Routes whose pages stay among themselves: who goes from one of them to a page outside, or comes from there, gets a new
 * document. `liveSession('admin', [path(…), …])`
 *
 * @throws {ConfigError} when the name cannot be used
 */
export function liveSession<const T extends UrlList>(name: string, routes: T): T {
  if (typeof name !== 'string' || !/^[\w-]+$/.test(name)) {
    throw new ConfigError(
      'bad_route_name',
      `liveSession(${JSON.stringify(name)}, …): the name has to be letters, digits, "-" and "_", such as 'admin'.`,
    )
  }
  return (routes.flat() as Route[]).map((route) => ({ ...route, liveSession: name })) as never
}

/**
 * The application's URL table. Export it, and register its type:
 * `interface Register { urls: typeof urls }`.
 *
 * @throws {ConfigError} when a name is used twice, or a line cannot be used
 */
export function defineUrls<const T extends UrlList>(urls: T): T {
  registerRoutes(new RouteTable(urls))
  return urls
}

/** Makes a table the one that `url()` looks into. */
export function registerRoutes(table: RouteTable): void {
  registered = table
}

/**
 * The address of a named route: `url('product', { id: 1 }, { page: 2 })` → `/products/1/?page=2`.
 *
 * @throws {DjustError} when no route has the name, or the parameters are not the route's
 */
export const url = ((name: string, params: Record<string, unknown> = {}, query?: Query) => {
  if (!registered) {
    throw new ConfigError(
      'no_urls',
      `url('${name}') was called before the URL table was there. ` +
        'Define it with defineUrls([…]), and call url() in methods, not while modules are loaded.',
    )
  }
  const address = registered.reverse(name, params)
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {})) search.append(key, String(value))
  return query && search.size > 0 ? `${address}?${search}` : address
}) as UrlFunction

let registered: RouteTable | undefined

function checkOptions(of: string, options: object | undefined, known: string): void {
  for (const [key, value] of Object.entries(options ?? {})) {
    if (key !== known) {
      throw new ConfigError(
        'unknown_route_option',
        `${of} has an unknown option "${key}".${didYouMean(key, [known])} Known: ${known}.`,
      )
    }
    // A colon would make `{% url 'shop:item' %}` mean two things.
    if (value === undefined || (typeof value === 'string' && /^[^:\s'"]+$/.test(value))) continue
    throw new ConfigError(
      'bad_route_name',
      `${of} has the ${known} ${JSON.stringify(value)}: it has to be text without colons, quotes and ` +
        `spaces, such as 'detail'. Namespaces are given by include('…', routes, { namespace: 'shop' }).`,
    )
  }
}
