import type { LaterLifecycleName } from './lifecycle.ts'
import type { LiveView, ViewClass } from './live-view.ts'
import type { CheckPattern, PatternParams } from './pattern-types.ts'
import type { RegisteredUrls, ViewRequest } from './register.ts'
import type { Query, UrlPath } from './url-path.ts'

/**
 * One line of the URL table. Of the view it only says that it is something: `djust({ urls })`
 * compares it with the pattern, so that views may name routes that name these views.
 */
export interface Route<P extends string = string, N extends string = string, V = any> {
  readonly pattern: P
  /** The name for `url()` and `{% url %}`, or an empty string. */
  readonly name: N
  readonly view: V
  /** The live session that it belongs to, where that is not the one of all others. */
  readonly liveSession?: string
}

/** What `defineUrls` and `djust({ urls })` take: routes, and included lists of them. */
export type UrlList = readonly (Route | readonly Route[])[]

/** A page that is a plain function. */
export type FetchHandler<Params = any> = (
  request: ViewRequest,
  params: Params,
) => Response | Promise<Response>

/** Whatever may stand in a route, not looked at closely. */
export type AnyTarget<Params> =
  | (abstract new (
      ...args: any[]
    ) => object)
  | ((request: ViewRequest, params: Params) => any)

/** The routes of a list, those of included lists too. */
export type FlatRoutes<T> = T extends readonly (infer Line)[]
  ? Line extends readonly (infer Inner)[]
    ? Inner
    : Line
  : never

/** A route under a prefix and in a namespace. */
export type Included<R, Prefix extends string, Space extends string> =
  R extends Route<infer P, infer N, infer V>
    ? Route<`${Prefix}${P}`, N extends '' ? '' : `${Space}${N}`, V>
    : never

/** `unknown` for a name that may be given, else a type that says what is wrong with it. */
export type CheckName<N extends string> = [N] extends [never]
  ? unknown
  : N extends `${string}:${string}`
    ? { 'a name has no colon; include() gives namespaces': N }
    : unknown

/** The table itself, or one that says which line is wrong and why. */
export type CheckUrls<T> = { readonly [K in keyof T]: CheckLine<T[K]> }

type CheckLine<R> =
  R extends Route<infer P, any, infer V>
    ? unknown extends CheckTarget<V, P>
      ? R
      : { [_ in `at path '${P}'`]: CheckTarget<V, P> }
    : R extends readonly unknown[]
      ? CheckUrls<R>
      : R

type CheckTarget<V, P extends string> = CheckPattern<P> &
  (V extends ViewClass
    ? CheckMount<V, P> & CheckStatics<V> & CheckFields<V> & CheckLater<V>
    : V extends FetchHandler<PatternParams<P>>
      ? unknown
      : V extends (request: any, params: infer Params) => any
        ? {
            'the function takes': Params
            'the pattern gives': PatternParams<P>
            'and it has to return': Response
          }
        : { 'not a LiveView': V })

type CheckMount<V, P extends string> =
  PatternParams<P> extends MountParams<V>
    ? unknown
    : { 'mount() wants': MountParams<V>; 'the pattern gives': PatternParams<P> }

type MountParams<V> = V extends abstract new () => infer Instance
  ? Instance extends { mount(request: any, params: infer Params): any }
    ? Params
    : {}
  : never

type CheckStatics<V> = [UnknownStatic<V>] extends [never]
  ? unknown
  : { 'not an option of LiveView': UnknownStatic<V> }

type UnknownStatic<V> = Exclude<keyof V, keyof typeof LiveView | `_${string}`>

type CheckFields<V> = [UnknownField<V>] extends [never]
  ? unknown
  : { 'temporaryAssigns names no public field': UnknownField<V> }

type UnknownField<V> = V extends {
  temporaryAssigns: infer Temporary
} & (abstract new () => infer I)
  ? Exclude<LiteralKeys<Temporary>, keyof I>
  : never

type LiteralKeys<T> = string extends keyof T ? never : keyof T

type CheckLater<V> = V extends abstract new () => infer Instance
  ? [Extract<keyof Instance, LaterLifecycleName>] extends [never]
    ? unknown
    : { 'does not act yet in this version': Extract<keyof Instance, LaterLifecycleName> }
  : unknown

/** The parameters of each named route, worked out once per table. */
export type ParamsByName<T> = {
  readonly [R in FlatRoutes<T> as R extends Route<any, infer N>
    ? Exclude<N, ''>
    : never]: R extends Route<infer P> ? PatternParams<P> : never
}

/** `url()`: of any name until the table is registered, then of its names and their parameters. */
export type UrlFunction = [unknown] extends [RegisteredUrls]
  ? (name: string, params?: Record<string, unknown>, query?: Query) => UrlPath
  : UrlOf<ParamsByName<RegisteredUrls>>

type UrlOf<Names> = <const N extends keyof Names & string>(
  name: N,
  ...rest: UrlArgs<Names[N]>
) => UrlPath

type UrlArgs<Params> = {} extends Params
  ? [params?: {}, query?: Query]
  : [params: Params, query?: Query]
