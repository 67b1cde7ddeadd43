import { decodeHTML } from 'entities'
import { ListRecord } from '../diff/list-record.ts'
import { reorderList } from '../diff/reorder-list.ts'
import { safeAddress } from '../shared/safe-address.ts'
import { applyFilter } from '../template/filters/filter.ts'
import type { RenderEnv } from '../template/values/env.ts'
import { compare } from '../template/values/compare.ts'
import { toItems, unpack } from '../template/values/iterate.ts'
import { lookup } from '../template/values/lookup.ts'
import { SafeString } from '../template/values/safe-string.ts'
import { toHtml, toText } from '../template/values/text.ts'
import { isTruthy } from '../template/values/truth.ts'
import type { Shown } from '../wire/patch.ts'
import type { RenderContext } from './render-context.ts'

/** What generated code calls, by the names it uses. */
export const helpers = {
  A: attributeHtml,
  B: isTruthy,
  C: compare,
  D: anchoredMarkup,
  E: unpack,
  F: applyFilter,
  G: explicitKey,
  H: toHtml,
  I: itemKey,
  L: lookup,
  M: keyOfInput,
  N: keyOfOutput,
  O: loopObject,
  Q: makeKeysUnique,
  R: ListRecord,
  S: SafeString,
  T: toItems,
  U: safeAddress,
  V: reorderList,
  W: shown,
  X: plainText,
}

/** In an attribute `"` is escaped even in a safe string: it would end the value. */
function attributeHtml(value: unknown, env: RenderEnv): string {
  return value instanceof SafeString ? value.html.replaceAll('"', '&quot;') : toHtml(value, env)
}

/** A safe string with its anchors: markup is marked as such, so that the browser knows where it ends. */
function anchoredMarkup(value: SafeString, hasEnd: boolean): string {
  const { html } = value
  if (isMarkup(html)) return `<!--h-->${html}<!--/-->`
  return `<!---->${html}${hasEnd ? '<!--/-->' : ''}`
}

function isMarkup(html: string): boolean {
  return html.includes('<')
}

/** What is kept of a value whose one input is known: a primitive input itself, else what is shown. */
function keyOfInput(input: unknown, output: unknown, env: RenderEnv): unknown {
  return input === null || (typeof input !== 'object' && typeof input !== 'function')
    ? input
    : keyOfOutput(output, env)
}

/** What is kept of a value that may change in place. The prefix keeps it apart from a primitive input. */
function keyOfOutput(output: unknown, env: RenderEnv): string {
  return output instanceof SafeString ? `\0<${output.html}` : `\0${toText(output, env)}`
}

/** What goes to the browser. */
function shown(output: unknown, env: RenderEnv): Shown {
  if (typeof output === 'string') return output
  if (!(output instanceof SafeString)) return toText(output, env)
  return isMarkup(output.html) ? [output.html] : decodeHTML(output.html)
}

/** A value as text without markup: for attributes, addresses and titles. */
function plainText(output: unknown, env: RenderEnv): string {
  if (typeof output === 'string') return output
  return output instanceof SafeString ? decodeHTML(output.html) : toText(output, env)
}

/** The key that `dj-key` gives a row. */
function explicitKey(value: unknown, env: RenderEnv): unknown {
  return typeof value === 'string' || typeof value === 'number' ? value : plainText(value, env)
}

/** The key of a row without `dj-key`: the item's `id` or `pk`, else the item itself. */
function itemKey(item: unknown): unknown {
  if (item === null || typeof item !== 'object') return item
  const { id, pk } = item as { id?: unknown; pk?: unknown }
  if (isKey(id)) return id
  return isKey(pk) ? pk : item
}

function isKey(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
}

/**
 * Makes the keys of a list different from each other: a row whose key is taken is known by its index.
 *
 * @param place which explicit key it is, for the report; -1 for rows without one
 */
function makeKeysUnique(context: RenderContext, keys: unknown[], place: number): void {
  if (areAscending(keys)) return
  const seen = new Set<unknown>()
  keys.forEach((key, i) => {
    if (key !== '' && !seen.has(key)) {
      seen.add(key)
      return
    }
    if (place >= 0) context.reportKey(place, key)
    if (key === '' && !seen.has(key) && place < 0) {
      seen.add(key)
      return
    }
    keys[i] = `\0${i}`
  })
}

/** Ascending numbers need no table to be seen to differ, and most lists have them. */
function areAscending(keys: readonly unknown[]): boolean {
  let last = Number.NEGATIVE_INFINITY
  for (const key of keys) {
    if (typeof key !== 'number' || !(key > last)) return false
    last = key
  }
  return true
}

function loopObject(index: number, count: number, parentloop: object): object {
  return {
    counter: index + 1,
    counter0: index,
    revcounter: count - index,
    revcounter0: count - index - 1,
    first: index === 0,
    last: index === count - 1,
    length: count,
    parentloop,
  }
}
