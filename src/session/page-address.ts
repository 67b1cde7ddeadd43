import { DjustError, ProtocolError } from '../shared/errors.ts'
import { ownAddress } from '../shared/own-address.ts'
import { isViewClass } from '../view/live-view.ts'
import type { User, ViewRequest } from '../view/register.ts'
import type { RouteTable } from '../view/route-table.ts'
import type { LivePatchTarget, LiveRedirectOptions } from '../view/view-host.ts'
import type { GoCommand } from '../wire/frames.ts'
import { patchAddress, queryOf, redirectAddress, uriOf } from './addresses.ts'
import { KeptRequest } from './kept-request.ts'

/** Where a page was asked for. */
export interface AddressStart {
  /** Pattern of the route, which the page's token names. */
  readonly route: string
  readonly request: ViewRequest
  /** What the route took from the address. */
  readonly params: Readonly<Record<string, unknown>>
}

/** Where a page is now: its address, what the route takes from it, and a request for it. */
export class PageAddress {
  readonly route: string
  readonly request: KeptRequest
  readonly #routes: RouteTable
  #params: Readonly<Record<string, unknown>>
  #uri: string

  constructor(routes: RouteTable, { route, request, params }: AddressStart) {
    this.route = route
    this.request = new KeptRequest(request)
    this.#routes = routes
    this.#params = params
    this.#uri = uriOf(request.url)
  }

  /** The live session of the route. */
  get liveSession(): string {
    return this.#routes.liveSessionOf(this.route)
  }

  get user(): User | null {
    return this.request.user
  }

  get params(): Readonly<Record<string, unknown>> {
    return this.#params
  }

  /** Path and query. */
  get uri(): string {
    return this.#uri
  }

  get query(): Record<string, string> {
    return queryOf(this.#uri)
  }

  /** Path and query that `livePatch` means. */
  patched(target: LivePatchTarget): string {
    const next = patchAddress(target, new URL(this.#uri, this.request.url))
    if (next !== null && this.#paramsAt(next) !== null) return uriOf(next)
    throw new DjustError(
      'patch_leaves_view',
      `livePatch to "${next ? uriOf(next) : target.path}" leaves the view. Use liveRedirect, which mounts the other one.`,
    )
  }

  /** What `liveRedirect` has the browser do, or null when the address is not one of this site. */
  redirected(path: string, options: LiveRedirectOptions): GoCommand | null {
    const url = redirectAddress(path, options, this.request.url)
    if (url === null) return null
    const { replace = false } = options
    if (url.origin !== new URL(this.request.url).origin)
      return { kind: 'redirect', to: url.href, replace }
    return { ...this.#leadingTo(url), replace }
  }

  /**
   * Goes to an address, which may come from the browser.
   *
   * @returns what leads there where it is one of another view
   */
  visit(uri: string): Omit<GoCommand, 'replace'> | null {
    const url = ownAddress(uri, this.request.url)
    if (url === null) throw new ProtocolError('bad_address', `"${uri}" is no address of this site.`)
    const params = this.#paramsAt(url)
    if (params === null) return this.#leadingTo(url)
    this.#params = params
    this.moveTo(uriOf(url))
    return null
  }

  /** Another view of the live session comes into the same document; whatever else is there gets one of its own. */
  #leadingTo(url: URL): Omit<GoCommand, 'replace'> {
    const route = this.#routes.match(url.pathname)?.route
    const isNear = isViewClass(route?.view) && (route?.liveSession ?? '') === this.liveSession
    return { kind: isNear ? 'navigate' : 'redirect', to: uriOf(url) + url.hash }
  }

  /** What the route takes from it is read when the view is told of it. */
  moveTo(uri: string): void {
    if (uri === this.#uri) return
    this.#uri = uri
    this.request.moveTo(new URL(uri, this.request.url).href)
  }

  /** Null when the address leads elsewhere. */
  #paramsAt({ pathname }: URL): Readonly<Record<string, unknown>> | null {
    const match = this.#routes.match(pathname)
    return match?.route && match.route.pattern === this.route ? match.params : null
  }
}
