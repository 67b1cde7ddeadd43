import { HandlerError } from '../shared/errors.ts'
import { safeUrl } from '../shared/own-address.ts'
import { visible } from '../shared/visible.ts'
import { type Guards, guardsOf } from '../view/guards.ts'
import type { HandlerEntry } from '../view/handler-table.ts'
import type { LiveView, ViewClass } from '../view/live-view.ts'
import type { ViewRequest } from '../view/register.ts'
import { uriOf } from './addresses.ts'
import { identifyAgain } from './identify.ts'
import { EventRates } from './event-rates.ts'
import type { PageAddress } from './page-address.ts'
import { holds } from './permissions.ts'
import { RefusedError } from './refused-error.ts'
import type { Site } from './site.ts'
import { withTimeout } from './with-timeout.ts'

/** After so long, the user of an open page is read anew before something happens in it. */
const maxUserAgeMs = 10_000

/** What a page's view asks before it is made, and before anything happens in it. The one place where it is asked. */
export class PageGuard {
  readonly #site: Site
  readonly #view: LiveView
  readonly #address: PageAddress
  readonly #guards: Guards
  /** Made where a view or handler says how often: most do not. */
  #rates: EventRates | null = null
  #readMs = performance.now()

  constructor(site: Site, view: LiveView, address: PageAddress) {
    this.#site = site
    this.#view = view
    this.#address = address
    this.#guards = guardsOf(view.constructor as ViewClass)
  }

  /** Whether there is nothing to be asked when a page is opened. */
  get isOpen(): boolean {
    return this.#guards.areOpen
  }

  /**
   * Asks everything: before `mount`, and whenever the document comes, comes back or goes to another address.
   *
   * @throws {RefusedError}
   */
  async admit(): Promise<void> {
    if (this.#guards.areOpen) return
    this.#checkLogin()
    await this.#checkPermissions()
    for (const hook of this.#guards.hooks) {
      const to = await this.#limited(() => hook(this.#view, this.#request, this.#address.params))
      if (typeof to === 'string') throw this.#moved(to, 'onMount')
    }
    await this.#checkObject()
  }

  /**
   * Asks again while the page is open: before each event, and before anything else that happens once some time has
   * passed. The user of a page that asks nothing is read anew before an event, too, but not whenever the page changes by
   * itself.
   *
   * @returns a promise only where something has to be waited for
   * @throws {RefusedError} or rejects with it
   */
  again(isEvent: boolean): Promise<void> | undefined {
    const { areOpen, rateLimit } = this.#guards
    if (isEvent && rateLimit) this.#countedBy().takeOfView(rateLimit)
    if (areOpen && (!isEvent || this.#address.user === null)) return undefined
    const isStale = performance.now() - this.#readMs > maxUserAgeMs
    if (isStale || (isEvent && this.#guards.reauthOnEvent)) return this.#readAgain()
    if (isEvent && !areOpen) return this.#ask()
    return undefined
  }

  /**
   * Makes sure that the user may call a handler.
   *
   * @throws {HandlerError} `rate_limited`, or `not_callable`, as for a handler that is not there
   */
  async permit(entry: HandlerEntry): Promise<void> {
    const { name, viewName, permissions, options } = entry
    if (options.rateLimit) this.#countedBy().take(entry, options.rateLimit)
    const missing = await this.#missing(permissions)
    if (missing === undefined) return
    const what = `${viewName}.${name} takes the permission "${missing}", which the user does not have.`
    throw new HandlerError('not_callable', what)
  }

  #countedBy(): EventRates {
    return (this.#rates ??= new EventRates(this.#name))
  }

  async #readAgain(): Promise<void> {
    this.#readMs = performance.now()
    const { visit } = this.#address.request
    if (!(await identifyAgain(this.#site, this.#request, visit)))
      throw new RefusedError('other_user', 'The page was opened by somebody else.')
    await this.#ask()
  }

  #ask(): Promise<void> | undefined {
    this.#checkLogin()
    const { permissions, checksPermissions, hasObject } = this.#guards
    if (permissions.length === 0 && !checksPermissions && !hasObject) return undefined
    return this.#checkPermissions().then(() => this.#checkObject())
  }

  #checkLogin(): void {
    if (!this.#guards.loginRequired || this.#address.user !== null) return
    const { uri, request } = this.#address
    const login = new URL(this.#guards.loginUrl ?? this.#site.loginUrl, request.url)
    if (login.pathname === new URL(request.url).pathname)
      throw new RefusedError('forbidden', `${this.#name} is the login page, and requires login.`)
    login.searchParams.set('next', uri)
    throw this.#moved(uriOf(login), 'loginUrl')
  }

  async #checkPermissions(): Promise<void> {
    const missing = await this.#missing(this.#guards.permissions)
    if (missing !== undefined)
      throw new RefusedError('forbidden', `${this.#name} takes the permission "${missing}".`)
    if (!this.#guards.checksPermissions) return
    if (!(await this.#limited(() => this.#view.checkPermissions(this.#request))))
      throw new RefusedError('forbidden', `${this.#name}.checkPermissions refused.`)
  }

  async #checkObject(): Promise<void> {
    if (!this.#guards.hasObject) return
    const object = await this.#limited(() => this.#view.getObject())
    if (object === null || object === undefined)
      throw new RefusedError('not_found', `${this.#name}.getObject found nothing.`)
    if (!(await this.#limited(() => this.#view.hasObjectPermission(this.#request, object))))
      throw new RefusedError('forbidden', `${this.#name}.hasObjectPermission refused.`)
  }

  /** The first permission that the user does not have. */
  async #missing(permissions: readonly string[]): Promise<string | undefined> {
    const { user } = this.#address
    for (const permission of permissions)
      if (!(await this.#limited(() => holds(this.#site.hasPerm, user, permission))))
        return permission
    return undefined
  }

  #moved(to: string, by: string): RefusedError {
    const address = safeUrl(to, this.#address.request.url, () =>
      this.#site.log(
        `${by} of ${this.#name} leads to "${visible(to)}", which is not of this site.`,
      ),
    )
    return new RefusedError('moved', `${by} of ${this.#name} leads to ${address}.`, address)
  }

  get #name(): string {
    return this.#view.constructor.name
  }

  get #request(): ViewRequest {
    return this.#address.request.whole
  }

  #limited<T>(run: () => T | PromiseLike<T>): T | Promise<T> {
    return withTimeout(this.#site.handlerTimeoutMs, run)
  }
}
