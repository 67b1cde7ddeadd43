/** Where a request says it was sent to. */
export interface OwnAddress {
  /** The `Host` header. */
  readonly host: string | null | undefined
  /** Whether the connection to this process is encrypted. */
  readonly isSecure: boolean
}

/** Which pages may open a socket or post here. */
export interface OriginRule {
  readonly protocol: string
  readonly hostname: string
  readonly port: string
  /** Whether the name stands for everything below it, and not for itself. */
  readonly isWildcard: boolean
}

/**
 * Tells whether a page of this origin may open a socket or post here: one of our own pages, or one
 * that is listed. A missing origin, `null` and anything that is not exactly an http origin may not.
 *
 * @param origin the `Origin` header
 * @param own where the request was sent to
 * @param allowedOrigins the setting of that name
 */
export function originAllowed(
  origin: string | null | undefined,
  own: OwnAddress,
  allowedOrigins: readonly string[],
): boolean {
  const url = parseOrigin(origin)
  if (url === null) return false
  return isOwn(url, own) || allowedOrigins.some((text) => matches(url, parseOriginRule(text)))
}

/**
 * Tells whether a request was sent by a page that may post here.
 *
 * @param allowedOrigins the setting of that name
 */
export function mayPost(request: Request, allowedOrigins: readonly string[]): boolean {
  const { protocol, host } = new URL(request.url)
  const own = { host: request.headers.get('host') ?? host, isSecure: protocol === 'https:' }
  return originAllowed(request.headers.get('origin'), own, allowedOrigins)
}

/** Reads an entry of `allowedOrigins`, or returns null when it is not one. */
export function parseOriginRule(text: string): OriginRule | null {
  const isWildcard = /^https?:\/\/\*\./i.test(text)
  const url = parseUrl(isWildcard ? text.replace('*.', '') : text)
  if (url === null || !isHttp(url) || url.hostname.includes('*')) return null
  if (url.href !== `${url.origin}/` || /[/\s]$/.test(text)) return null
  // `https://*.com` would let in everyone who can buy a name.
  if (isWildcard && !url.hostname.includes('.') && url.hostname !== 'localhost') return null
  return { protocol: url.protocol, hostname: url.hostname, port: url.port, isWildcard }
}

/**
 * Tells whether a `Host` header names this machine. Development answers nothing else (DNS
 * rebinding).
 */
export function isLoopbackHost(host: string | null | undefined): boolean {
  return typeof host === 'string' && /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(host)
}

function parseOrigin(origin: string | null | undefined): URL | null {
  if (typeof origin !== 'string') return null
  const url = parseUrl(origin)
  return url !== null && isHttp(url) && url.origin === origin ? url : null
}

function isOwn(origin: URL, own: OwnAddress): boolean {
  // Behind a proxy that ends TLS an https page arrives as http; the other way round nobody honest
  // does.
  if (origin.protocol === 'http:' && own.isSecure) return false
  if (typeof own.host !== 'string') return false
  const url = parseUrl(`${origin.protocol}//${own.host}`)
  return url !== null && url.href === `${url.origin}/` && url.origin === origin.origin
}

function matches(origin: URL, rule: OriginRule | null): boolean {
  if (rule === null || origin.protocol !== rule.protocol || origin.port !== rule.port) return false
  // The dot makes it whole labels: `evilexample.com` ends with `example.com` too.
  return rule.isWildcard
    ? origin.hostname.endsWith(`.${rule.hostname}`)
    : origin.hostname === rule.hostname
}

function isHttp(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:'
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
