import type { Visit } from '../session/visit.ts'
import { readTicket, writeTicket } from './cookie-ticket.ts'
import type { KeyRing } from './secret.ts'
import { type CookieSession, cookieSession, sessionCookie } from './cookies.ts'

export interface VisitCookiesOptions {
  readonly keys: KeyRing
  /** The path of the address that gives pages their cookie. */
  readonly path: string
  /** How long a browser keeps the cookie of a login. */
  readonly lifetimeMs: number
}

/** Gives browsers the cookie of their session, also where they log in over a socket, which cannot. */
export class VisitCookies {
  readonly #options: VisitCookiesOptions

  constructor(options: VisitCookiesOptions) {
    this.#options = options
  }

  get path(): string {
    return this.#options.path
  }

  /** The values of `Set-Cookie` for an answer. @param isNeeded whether a new cookie leads to anything */
  for(
    visit: Visit,
    { id, isNew }: CookieSession,
    request: Request,
    isNeeded: boolean,
  ): readonly string[] {
    const isSecure = request.url.startsWith('https:')
    if (visit.newCookie !== null)
      return [sessionCookie(visit.newCookie, isSecure, this.#options.lifetimeMs)]
    return isNew && isNeeded ? [sessionCookie(id, isSecure)] : []
  }

  /** Where a page goes on its way to an address, so that its browser gets the new cookie of a visit. */
  addressFor({ cookie, newCookie }: Visit, to: string): string {
    const { keys, path } = this.#options
    return `${path}?ticket=${writeTicket(keys, cookie, { cookie: newCookie ?? cookie, to })}`
  }

  /** Answers that address: with the cookie, and where the page was going. */
  answer(request: Request): { readonly to: string; readonly cookies: readonly string[] } {
    const { keys, lifetimeMs } = this.#options
    const { searchParams } = new URL(request.url)
    const { id } = cookieSession(request.headers.get('cookie'))
    const ticket = readTicket(keys, id, searchParams.get('ticket'))
    if (!ticket) return { to: '/', cookies: [] }
    const isSecure = request.url.startsWith('https:')
    return {
      to: ticket.to,
      cookies: [sessionCookie(ticket.cookie, isSecure, lifetimeMs)],
    }
  }
}
