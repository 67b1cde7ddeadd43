import { ConfigError, DjustError } from '../shared/errors.ts'
import { didYouMean } from '../shared/suggest.ts'
import {
  fromText,
  type PatternParam,
  type PatternPiece,
  parsePattern,
  patternExpression,
  toText,
} from './pattern.ts'
import { decodePath, encodePath } from './percent.ts'
import { checkTarget } from './route-target.ts'
import type { Route, UrlList } from './route-types.ts'
import { showValue } from './show-value.ts'

/** What an address leads to: a route, or the same address with a slash behind it. */
export type RouteMatch =
  | {
      readonly route: Route
      readonly params: Readonly<Record<string, unknown>>
      readonly redirectTo?: undefined
    }
  | { readonly redirectTo: string; readonly route?: undefined; readonly params?: undefined }

/** How a named route is addressed. */
export interface RouteSignature {
  readonly pattern: string
  readonly params: readonly PatternParam[]
}

interface CompiledRoute {
  readonly route: Route
  readonly pieces: readonly PatternPiece[]
  readonly params: readonly PatternParam[]
  readonly expression: RegExp
}

/**
 * The URL table at run time: from an address to its route, and from a name back to an address.
 * The first route that matches wins.
 *
 * @throws {ConfigError} when a name is used twice, or a line cannot be used
 */
export class RouteTable {
  readonly routes: readonly Route[]
  readonly #compiled: readonly CompiledRoute[]
  readonly #byName = new Map<string, CompiledRoute>()

  constructor(urls: UrlList) {
    this.routes = urls.flat() as Route[]
    this.#compiled = this.routes.map(compileRoute)
    for (const compiled of this.#compiled) this.#addName(compiled)
  }

  /**
   * Finds the route of a path.
   *
   * @param pathname a URL's path, still percent-encoded
   * @returns null when nothing is there
   */
  match(pathname: string): RouteMatch | null {
    const path = decodePath(pathname.replace(/^\//, ''))
    const found = this.#find(path)
    if (found) return found
    if (path.endsWith('/') || !this.#find(`${path}/`)) return null
    return { redirectTo: `${pathname.replace(/^[/\\]{2}/, '/%2F')}/` }
  }

  /** The live session of the route with a pattern; empty for the one of all others. */
  liveSessionOf(pattern: string): string {
    return this.routes.find((route) => route.pattern === pattern)?.liveSession ?? ''
  }

  /**
   * The address of a named route.
   *
   * @param params its parameters by name, or in the order of the pattern
   * @throws {DjustError} `no_such_route`, or `bad_route_params`
   */
  reverse(
    name: string,
    params: Readonly<Record<string, unknown>> | readonly unknown[] = {},
  ): string {
    const byOrder = Array.isArray(params)
    const problem = this.explainMismatch(name, byOrder ? params.length : Object.keys(params))
    if (problem) {
      const code = this.#byName.has(name) ? 'bad_route_params' : 'no_such_route'
      throw new DjustError(code, problem)
    }
    const { route, pieces, params: wanted } = this.#byName.get(name)!
    const valueOf = (param: PatternParam) =>
      byOrder
        ? params[wanted.indexOf(param)]
        : (params as Readonly<Record<string, unknown>>)[param.name]
    const texts = pieces.map((piece) =>
      typeof piece === 'string' ? piece : fittingText(route, piece, valueOf(piece)),
    )
    return encodePath(`/${texts.join('')}`)
  }

  /** How a named route is addressed, or null when no route has the name. */
  reverseSignature(name: string): RouteSignature | null {
    const found = this.#byName.get(name)
    return found ? { pattern: found.route.pattern, params: found.params } : null
  }

  /**
   * Says why a named route cannot be addressed with these parameters.
   *
   * @param given the parameters' names, or how many are given in order
   * @returns null when it can be, as far as names and number tell
   */
  explainMismatch(name: string, given: readonly string[] | number): string | null {
    const found = this.#byName.get(name)
    if (!found) return `No route is named "${name}".${hintFor(name, [...this.#byName.keys()])}`
    const wanted = found.params.map((param) => param.name)
    const about = `The route "${name}" ('${found.route.pattern}')`
    if (typeof given === 'number') {
      if (given === wanted.length) return null
      return `${about} takes ${count(wanted)}, and ${given} came.`
    }
    const missing = wanted.filter((param) => !given.includes(param))
    const extra = given.filter((param) => !wanted.includes(param))
    if (missing.length === 0 && extra.length === 0) return null
    const said = [
      missing.length > 0 ? `lacks ${quote(missing)}` : '',
      extra.length > 0 ? `does not take ${quote(extra)}` : '',
    ]
    const hint = extra.length === 1 && missing.length > 0 ? didYouMean(extra[0]!, missing) : ''
    return `${about} ${said.filter(Boolean).join(' and ')}.${hint} It takes ${count(wanted)}.`
  }

  #addName(compiled: CompiledRoute): void {
    const { name, pattern } = compiled.route
    if (name === '') return
    const other = this.#byName.get(name)
    if (other) {
      throw new ConfigError(
        'route_name_twice',
        `Two routes are named "${name}": '${other.route.pattern}' and '${pattern}'. Rename one.`,
      )
    }
    this.#byName.set(name, compiled)
  }

  #find(path: string): RouteMatch | undefined {
    for (const { route, params, expression } of this.#compiled) {
      const found = expression.exec(path)
      if (!found) continue
      const values = params.map(({ name, converter }, n) => {
        return [name, fromText(converter, found[n + 1] ?? '')] as const
      })
      const isWhole = values.every(([, value]) => value !== undefined)
      if (isWhole) return { route, params: Object.fromEntries(values) }
    }
    return undefined
  }
}

function compileRoute(route: Route): CompiledRoute {
  checkTarget(route)
  const pieces = parsePattern(route.pattern)
  const params = pieces.filter((piece) => typeof piece !== 'string')
  return { route, pieces, params, expression: patternExpression(pieces) }
}

function fittingText(route: Route, { name, converter }: PatternParam, value: unknown): string {
  const text = toText(converter, value)
  if (text !== undefined) return text
  throw new DjustError(
    'bad_route_params',
    `The route "${route.name}" ('${route.pattern}') takes ${name} as ${converter}, ` +
      `which ${showValue(value)} is not.`,
  )
}

/** The nearest name; else the same name in another namespace; else what its namespace has; else all. */
function hintFor(name: string, names: readonly string[]): string {
  const near = didYouMean(name, names)
  if (near) return near
  const colon = name.lastIndexOf(':') + 1
  const own = name.slice(colon)
  const elsewhere = names.find((known) => known.slice(known.lastIndexOf(':') + 1) === own)
  if (elsewhere !== undefined) return ` Did you mean "${elsewhere}"?`
  const space = name.slice(0, colon)
  const beside = colon > 0 ? names.filter((known) => known.startsWith(space)) : []
  if (beside.length > 0) return ` The namespace "${space.slice(0, -1)}" has: ${beside.join(', ')}.`
  return ` Named routes: ${names.join(', ') || 'none'}.`
}

function count(names: readonly string[]): string {
  if (names.length === 0) return 'no parameters'
  return `${names.length} parameter${names.length === 1 ? '' : 's'} (${names.join(', ')})`
}

function quote(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
