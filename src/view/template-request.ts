import { decodePath } from './percent.ts'
import { QueryDict } from './query-dict.ts'
import type { User, ViewRequest } from './register.ts'
import type { RouteMatch } from './route-table.ts'

/** The route of a page, as `request.resolver_match` tells it. */
export interface ResolverMatch {
  /** The route's own name: `detail` of `shop:detail`. */
  readonly url_name: string
  /** Its whole name, with its namespaces. */
  readonly view_name: string
  /** What stands before its own name: `shop`, or `city:shop`. */
  readonly namespace: string
  readonly namespaces: readonly string[]
  /** Its pattern. */
  readonly route: string
  readonly kwargs: Readonly<Record<string, unknown>>
}

/** What a template's request knows beside the request itself. */
export interface RequestContext {
  /** The language that the page is written in. */
  readonly locale: string
  /** The route of a path. */
  match(pathname: string): RouteMatch | null
}

/**
 * The page's request as a template sees it: what may be read, under Django's names. Headers, cookies
 * and the body are out of reach, because what a template can read it can also show.
 */
export class TemplateRequest {
  readonly #url: URL
  readonly #context: RequestContext
  readonly method: string
  readonly user: User | null
  #query: QueryDict | undefined

  constructor(request: Pick<ViewRequest, 'url' | 'method' | 'user'>, context: RequestContext) {
    this.#url = new URL(request.url)
    this.#context = context
    this.method = request.method
    this.user = request.user
  }

  /** The query: `{{ request.GET.page }}`. */
  get GET(): QueryDict {
    return (this.#query ??= new QueryDict(this.#url.searchParams))
  }

  /** The path, decoded: `/books/über uns/`. */
  get path(): string {
    return decodePath(this.#url.pathname)
  }

  get path_info(): string {
    return this.path
  }

  /** The whole address. */
  get url(): string {
    return this.#url.href
  }

  /** `http` or `https`. */
  get scheme(): string {
    return this.#url.protocol.slice(0, -1)
  }

  get LANGUAGE_CODE(): string {
    return this.#context.locale
  }

  /** The route that the page belongs to; null when its address is not in the URL table. */
  get resolver_match(): ResolverMatch | null {
    const match = this.#context.match(this.#url.pathname)
    if (!match?.route) return null
    const { name, pattern } = match.route
    const namespaces = name.split(':').slice(0, -1)
    return {
      url_name: name.slice(name.lastIndexOf(':') + 1),
      view_name: name,
      namespace: namespaces.join(':'),
      namespaces,
      route: pattern,
      kwargs: match.params,
    }
  }

  is_secure(): boolean {
    return this.scheme === 'https'
  }

  get_host(): string {
    return this.#url.host
  }

  /** Path and query, as they stand in an address. */
  get_full_path(): string {
    // As an address of its own, `//name` would be read as another host.
    return this.#url.pathname.replace(/^\/\//, '/%2F') + this.#url.search
  }

  /** The whole address of the page. */
  build_absolute_uri(): string {
    return this.#url.origin + this.get_full_path()
  }

  toString(): string {
    return `<Request: ${this.method} '${this.get_full_path()}'>`
  }
}
