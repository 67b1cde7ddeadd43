import type { CheckUrls, UrlList } from '../../src/view/route-types.ts'

/** Whether two types are identical. */
export type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Compiles when the type is `true`. */
export function expectTrue<T extends true>(): T | undefined {
  return undefined
}

/** Compiles when `djust({ urls })` would. */
export function expectUrls<const T extends UrlList>(_urls: T & CheckUrls<T>): void {}
