import { ListRecord } from '../diff/list-record.ts'
import { reorderList } from '../diff/reorder-list.ts'
import { escapeHtml } from '../shared/html.ts'
import { Part } from '../shared/part.ts'
import { isHarmlessName, safeAddress } from '../shared/safe-address.ts'
import { applyFilter } from '../template/filters/filter.ts'
import { readAttribute, readLines, readText } from '../template/read-html.ts'
import type { RenderEnv } from '../template/values/env.ts'
import { compare } from '../template/values/compare.ts'
import { group, GroupedResult } from '../template/values/grouped-result.ts'
import { toItems, unpack } from '../template/values/iterate.ts'
import { lookup } from '../template/values/lookup.ts'
import { SafeString } from '../template/values/safe-string.ts'
import { toHtml, toText } from '../template/values/text.ts'
import { isTruthy } from '../template/values/truth.ts'
import type { SlotContent } from '../wire/patch.ts'
import {
  coarseContent,
  CoarseRecord,
  diffCoarse,
  DrawnCoarse,
  fillCoarse,
  paintCoarse,
  partInCoarse,
} from './coarse-content.ts'
import { DrawnPart, PartRecord } from './part-record.ts'
import { areStanding } from './frozen-items.ts'
import { addedRows } from './kept-rows.ts'
import { streamedItems } from './streamed-rows.ts'
import type { RenderContext } from './render-context.ts'
import { branchHtml, sharedState, sharedValue, stateHtml } from './shared-state.ts'

/** What generated code calls, by the names it uses. */
export const helpers = {
  addedRows,
  aloneHtml,
  areStanding,
  coarseContent,
  coarseHtml,
  contentHtml,
  diffCoarse,
  drawnAddress,
  drawnAttributes,
  fillCoarse,
  isSameTime,
  namedAttributes,
  outsideText,
  paintCoarse,
  Part,
  branchHtml,
  sharedState,
  sharedValue,
  stateHtml,
  streamedItems,
  A: guardedHtml,
  B: isTruthy,
  C: compare,
  D: anchoredObject,
  E: unpack,
  F: applyFilter,
  G: explicitKey,
  H: toHtml,
  I: itemKey,
  J: group,
  L: lookup,
  M: keyOfInput,
  N: keyOfOutput,
  O: loopObject,
  P: rawHtml,
  Q: makeKeysUnique,
  R: ListRecord,
  S: SafeString,
  T: toItems,
  U: safeAddress,
  V: reorderList,
  W: shown,
  X: attributeText,
  Y: contentText,
  Z: orElse,
}

/**
 * In an attribute its quote is escaped even in a safe string, which it would end; so is `<` in a title or textarea. An
 * attribute without quotes is ended by a lot more.
 */
function guardedHtml(value: unknown, ending: string, env: RenderEnv): string {
  if (ending === ' ') {
    // A line end that is spelt out would be read as it is spelt.
    return readLines(toHtml(value, env)).replace(/[\t\n\f "'=<>`]/g, characterReference)
  }
  if (typeof value === 'number') return toText(value, env)
  if (value instanceof SafeString) return value.html.replaceAll(ending, escapeHtml(ending))
  return toHtml(value, env)
}

function characterReference(c: string): string {
  return `&#${c.charCodeAt(0)};`
}

/** An address as it is drawn, unless it would run code. */
function drawnAddress(html: string, tag: string, name: string): string {
  const address = html.includes('&') ? readAttribute(html) : html
  const safe = safeAddress(address, tag, name)
  return safe === address ? html : safe
}

/**
 * Attributes that data names, as they are drawn: those with a name that could run something, or that the element has
 * already, are left out, and so is all behind what is not an attribute.
 *
 * @param taken names that the element has besides
 * @param needsSpace whether they would run into what stands before them
 */
function drawnAttributes(
  html: string,
  tag: string,
  taken: readonly string[],
  needsSpace: boolean,
): string {
  const { attributes, isAll } = harmlessAttributes(html, tag, taken)
  const kept = isAll ? html : attributes.map(({ source }) => source).join(' ')
  return kept === '' || (!needsSpace && isAll) || /^\s/.test(kept) ? kept : ` ${kept}`
}

/** The same as names with their values, for the browser. */
function namedAttributes(html: string, tag: string, taken: readonly string[]): string {
  const { attributes } = harmlessAttributes(html, tag, taken)
  return JSON.stringify(attributes.map(({ name, value }) => [name, readAttribute(value)]))
}

const attributePattern = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?(?=\s|$)/y

function harmlessAttributes(html: string, tag: string, taken: readonly string[]) {
  const attributes: { name: string; value: string; source: string }[] = []
  const names = new Set(taken)
  let isAll = true
  let at = 0
  for (;;) {
    const space = /\s*/y
    space.lastIndex = at
    at += space.exec(html)![0].length
    attributePattern.lastIndex = at
    const found = attributePattern.exec(html)
    if (!found) return { attributes, isAll: isAll && at === html.length }
    const [source, written, double, single, plain] = found
    const name = written!.toLowerCase()
    if (isHarmlessName(tag, name) && !names.has(name)) {
      names.add(name)
      attributes.push({ name, value: double ?? single ?? plain ?? '', source })
    } else isAll = false
    at += source.length
  }
}

/** What `{% autoescape off %}` shows: the value as markup, be it safe or not. */
function rawHtml(value: unknown, env: RenderEnv): SafeString | Part {
  if (value instanceof SafeString || value instanceof Part) return value
  return new SafeString(toText(value, env))
}

/** What a value prints into markup that has no anchors. Numbers and safe strings are most of what is no text. */
function contentHtml(context: RenderContext, value: unknown, env: RenderEnv): string {
  if (typeof value === 'number') return toText(value, env)
  if (value instanceof SafeString) return value.html
  return value instanceof Part ? context.partHtml(value) : toHtml(value, env)
}

/** What a value prints in a coarse region. */
function coarseHtml(context: RenderContext, value: unknown, env: RenderEnv): string {
  return value instanceof Part ? partInCoarse(context, value) : toHtml(value, env)
}

/** A value outside the live part, to be compared. */
function outsideText(context: RenderContext, value: unknown, env: RenderEnv): string {
  return value instanceof Part ? context.partHtml(value) : attributeText(value, env)
}

/** A missing value is another one. */
function orElse(value: unknown, other: unknown): unknown {
  return value === undefined ? other : value
}

/**
 * An object with its anchors: markup and components are marked as such, so that the browser knows where markup ends and
 * what component it is.
 */
function anchoredObject(
  value: unknown,
  hasEnd: boolean,
  env: RenderEnv,
  before: string,
  after: string,
): string {
  const end = hasEnd ? '<!--/-->' : ''
  if (value instanceof DrawnPart)
    return `<!---->${before}${value.html}${after === '' ? end : `<!--/-->${after}`}`
  const html = toHtml(value, env)
  return value instanceof SafeString && isMarkup(html)
    ? `<!--h-->${before}${html}${after}<!--/-->`
    : `<!---->${before}${html}${after}${end}`
}

/** An object that is its element's one dynamic piece: of those, only components have anchors. */
function aloneHtml(value: unknown, env: RenderEnv): string {
  return value instanceof DrawnPart ? `${value.html}<!--/-->` : toHtml(value, env)
}

function isMarkup(html: string): boolean {
  return html.includes('<')
}

/** What is kept of a value whose one input is known: a primitive input itself, a date's time, else what is shown. */
function keyOfInput(input: unknown, output: unknown, env: RenderEnv): unknown {
  if (input === null || (typeof input !== 'object' && typeof input !== 'function')) return input
  return isPlainDate(input) ? new KeptTime(input.getTime()) : keyOfOutput(output, env)
}

/** The time of a date, which may be set to another one in place. */
class KeptTime {
  readonly ms: number

  constructor(ms: number) {
    this.ms = ms
  }
}

/**
 * Whether two values that are kept show the same: the zeros do, and a missing key beside an empty one, which both tell
 * nothing of their row. Components are compared for themselves.
 */
export function isSameKey(a: unknown, b: unknown): boolean {
  if (a instanceof KeptTime) return b instanceof KeptTime && Object.is(a.ms, b.ms)
  if (a instanceof CoarseRecord) return b instanceof CoarseRecord && a.markup === b.markup
  if (a instanceof PartRecord || b === null || a === b || Object.is(a, b)) return true
  return (a === undefined && b === '') || (a === '' && b === undefined)
}

/** Whether an input is a date of the time that is kept. */
function isSameTime(input: unknown, kept: unknown): boolean {
  return (
    kept instanceof KeptTime &&
    isPlainDate(input as object) &&
    Object.is((input as Date).getTime(), kept.ms)
  )
}

function isPlainDate(value: object): value is Date {
  return value instanceof Date && Object.getPrototypeOf(value) === Date.prototype
}

/** What is kept of a value that may change in place. The prefix keeps it apart from a primitive input. */
function keyOfOutput(output: unknown, env: RenderEnv): unknown {
  if (output instanceof DrawnPart || output instanceof DrawnCoarse) return output.record
  return output instanceof SafeString ? `\0<${output.html}` : `\0${toText(output, env)}`
}

/** What goes to the browser. */
function shown(output: unknown, env: RenderEnv): SlotContent {
  if (output instanceof DrawnPart || output instanceof DrawnCoarse) return output.values
  if (output instanceof SafeString && isMarkup(output.html)) return [readLines(output.html)]
  return contentText(output, env)
}

/** A value as text: what a browser reads where the value was drawn between tags. */
function contentText(output: unknown, env: RenderEnv): string {
  if (typeof output === 'string') return readLines(output)
  return output instanceof SafeString ? readText(output.html) : readLines(toText(output, env))
}

/** A value as text: what a browser reads where the value was drawn in an attribute. */
function attributeText(output: unknown, env: RenderEnv): string {
  if (typeof output === 'string') return readLines(output)
  return output instanceof SafeString ? readAttribute(output.html) : readLines(toText(output, env))
}

/** The key that `dj-key` gives a row. */
function explicitKey(value: unknown, env: RenderEnv): unknown {
  return typeof value === 'string' || typeof value === 'number' ? value : attributeText(value, env)
}

/** The key of a row without `dj-key`: the item's `id` or `pk`, else the item itself. */
export function itemKey(item: unknown): unknown {
  if (item === null || typeof item !== 'object') return item
  // The pairs of a mapping are new ones each time, and so are groups.
  if (item instanceof GroupedResult) return itemKey(item.grouper)
  if (Array.isArray(item)) return item.length > 0 ? itemKey(item[0]) : item
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
    // Of rows that are compared the key attribute is not, so what it shows is part of what tells them apart.
    keys[i] = place >= 0 ? `\0${i} ${typeof key} ${String(key)}` : `\0${i}`
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
