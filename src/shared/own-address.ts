/**
 * Reads an address of our own site: the one check for wherever a page or a browser is sent.
 *
 * It is parsed as a browser does, and compared by its origin; tests on the text would miss what
 * parsing drops or adds.
 *
 * @param target where to go; relative to the base, or absolute
 * @param base an absolute address of our own
 * @returns null when it is none, or lies on another origin
 */
export function ownAddress(target: unknown, base: string | URL): URL | null {
  const own = parseUrl(String(base))
  if (typeof target !== 'string' || own === null) return null
  const url = parseUrl(target, own)
  if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== own.origin) return null
  // As a path alone, `//name` would be read as another host.
  return url.pathname.startsWith('//') ? null : url
}

/** Reads an absolute address of any site; null for one that a browser does not get by http. */
export function webAddress(target: unknown): URL | null {
  const url = typeof target === 'string' ? parseUrl(target) : null
  return url !== null && /^https?:$/.test(url.protocol) ? url : null
}

/**
 * The one gate for an address that a browser is sent to: a path on our own origin, or `/`.
 *
 * @param target where to go; relative to the base, or absolute
 * @param base an absolute address of our own
 * @param refused called where it leads elsewhere
 */
export function safeUrl(target: unknown, base: string | URL, refused?: () => void): string {
  const url = ownAddress(target, base)
  if (url !== null) return url.pathname + url.search + url.hash
  refused?.()
  return '/'
}

function parseUrl(text: string, base?: URL): URL | null {
  return URL.canParse(text, base?.href) ? new URL(text, base) : null
}
