/**
 * A content security policy under which every page of djust works: own files only, nothing inline,
 * no nonce. `'self'` in `connect-src` covers the page's own WebSocket in every browser since Safari
 * 16.
 */
export const strictCsp = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "frame-ancestors 'self'",
  "form-action 'self'",
].join('; ')

/**
 * `private`: a page belongs to one visitor. `no-cache` and not `no-store`: the latter costs the
 * back/forward cache. `no-transform`: a proxy that strips comments would take the anchors of the
 * live values with them.
 */
export const livePageCacheControl = 'private, no-cache, no-transform'

/**
 * Adds what every page is sent with; what the answer already says stays.
 *
 * @param csp the setting `contentSecurityPolicy`
 */
export function addSecurityHeaders(headers: Headers, csp: string | null): void {
  addHeader(headers, 'X-Content-Type-Options', 'nosniff')
  addHeader(headers, 'Referrer-Policy', 'same-origin')
  // Browsers ignore it where the policy has `frame-ancestors`, so a policy may allow more.
  addHeader(headers, 'X-Frame-Options', 'SAMEORIGIN')
  if (csp !== null) addHeader(headers, 'Content-Security-Policy', csp)
}

/** Sets the headers of a live page. @param headers of an answer that has none yet */
export function setLivePageHeaders(headers: Headers, csp: string | null): void {
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Cache-Control', livePageCacheControl)
  addSecurityHeaders(headers, csp)
}

function addHeader(headers: Headers, name: string, value: string): void {
  if (!headers.has(name)) headers.set(name, value)
}
