import { ownAddress, webAddress } from '../shared/own-address.ts'
import type { LivePatchTarget, LiveRedirectOptions } from '../view/view-host.ts'

/** Path and query of a request or address. Two slashes at its beginning would name another site. */
export function uriOf(url: string | URL): string {
  const { pathname, search } = new URL(url)
  return pathname.replace(/^\/\//, '/%2F') + search
}

/** The query of a path and query, by name; of a repeated name the last value. */
export function queryOf(uri: string): Record<string, string> {
  if (!uri.includes('?')) return {}
  return Object.fromEntries(new URL(uri, 'http://page').searchParams)
}

/**
 * The address that `livePatch` means.
 *
 * @param now the address of the page
 * @returns null when it is not one of this site
 */
export function patchAddress({ params, path }: LivePatchTarget, now: URL): URL | null {
  const next = ownAddress(path ?? now.pathname, now)
  if (next === null) return null
  if (params) next.search = ''
  else if (!path?.includes('?')) next.search = now.search
  addQuery(next, params)
  return next
}

/**
 * The address that `liveRedirect` means.
 *
 * @param base the address of the page
 * @returns null when it is not one of this site, nor may be one of another
 */
export function redirectAddress(
  path: string,
  { params, external }: LiveRedirectOptions,
  base: string,
): URL | null {
  const to = ownAddress(path, base) ?? (external === true ? webAddress(path) : null)
  if (to !== null) addQuery(to, params)
  return to
}

function addQuery(url: URL, params: LivePatchTarget['params'] = {}): void {
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined) url.searchParams.set(name, String(value))
  }
}
