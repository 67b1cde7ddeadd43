import type { Worker } from './worker.ts'

/**
 * Where pages that this process draws connect. Their sessions are in this worker, so the address names it.
 *
 * @param path the setting `wsPath`
 */
export function liveAddress(path: string, worker: Worker | null): string {
  return worker ? `${withSlash(path)}${worker.index}/` : path
}

/** Whether pages connect at an address, whichever process has drawn them: there may have been others before a restart. */
export function isLiveAddress(path: string, pathname: string): boolean {
  return pathname === path || indexIn(path, pathname) !== null
}

/** Which other worker a page belongs to that connects at an address; null where it is this process, or no such address. */
export function otherOwner(path: string, pathname: string, worker: Worker | null): number | null {
  if (!worker || !isLiveAddress(path, pathname)) return null
  const index = (indexIn(path, pathname) ?? 0) % worker.count
  return index === worker.index ? null : index
}

function indexIn(path: string, pathname: string): number | null {
  const base = withSlash(path)
  const [, index] = pathname.startsWith(base)
    ? (/^(\d{1,3})\/$/.exec(pathname.slice(base.length)) ?? [])
    : []
  return index === undefined ? null : Number(index)
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`
}
