import type { ViewRequest } from './register.ts'
import type { UrlPath } from './url-path.ts'

/** Asked before `mount`: an address sends the browser there, nothing lets it stay. */
export type MountHook<V> = (
  view: V,
  request: ViewRequest,
  params: any,
) => MountAnswer | Promise<MountAnswer>

type MountAnswer = UrlPath | string | null | undefined | void
