import { parseCookies, serializeCookie } from './cookies.ts'

/** The cookie by which a browser gets the page on which its form has acted. */
const postedCookieName = 'djust_posted'

/** The name of the page, as long as its browser is likely to ask for it; null for none. */
export function postedPage(cookieHeader: string | null): string | null {
  const name = parseCookies(cookieHeader).get(postedCookieName)
  return name !== undefined && /^[\w-]{22}$/.test(name) ? name : null
}

/** The `Set-Cookie` value that says so. @param name null once it has the page */
export function postedCookie(name: string | null, isSecure: boolean): string {
  return serializeCookie(postedCookieName, name ?? '', {
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure,
    maxAgeSeconds: name === null ? 0 : 15,
  })
}
