import {
  type ClientFrame,
  type Command,
  type EventError,
  type EventFrame,
  maxSessionIndex,
  type PartLayouts,
  type ServerFrame,
} from './frames.ts'
import type { Patch, Values } from './patch.ts'

/** How deep the arrays and objects of a frame may nest. */
export const maxFrameDepth = 32

/** How many values a frame may hold in all. */
export const maxFrameValues = 20_000

/** How many parameters an event may carry. */
export const maxParams = 1000

/** Longest name of a handler, in characters. */
const maxNameChars = 200

/**
 * Reads a frame of the browser.
 *
 * It is total: for every text it returns. Depth and number of values are checked before anything
 * is built of them.
 *
 * @returns the frame, or null when the text is not one
 */
export function decodeClientFrame(text: string): ClientFrame | null {
  return isWithinCaps(text) ? clientFrameOf(parse(text)) : null
}

/** Makes a frame of the browser out of its parts; null when they are none. */
export function clientFrameOf(parts: unknown): ClientFrame | null {
  if (!Array.isArray(parts)) return null
  // Each event comes this way: taking an array apart by pattern would ask for its iterator.
  const session: unknown = parts[0]
  const second: unknown = parts[1]
  const third: unknown = parts[2]
  const fourth: unknown = parts[3]
  const fifth: unknown = parts[4]
  if (!isCount(session) || session > maxSessionIndex) return null

  if (typeof second === 'number') {
    const params = paramsOf(fourth)
    const data = paramsOf(fifth)
    if (!isPositive(second) || !isName(third) || !params || !data) return null
    const event: EventFrame = {
      kind: 'event',
      session,
      number: second,
      handler: third,
      params,
      data,
    }
    return parts.length <= 5 ? event : withMore(event, parts)
  }
  switch (second) {
    case 'url':
      if (!isPositive(third) || typeof fourth !== 'string' || parts.length !== 4) return null
      return { kind: 'url', session, number: third, uri: fourth }
    case 'ack':
      return isCount(third) && parts.length === 3 ? { kind: 'ack', session, seen: third } : null
    case 'chunk':
      if (!isFileRef(third) || !isCount(fourth) || !isText(fifth) || parts.length !== 5) return null
      return { kind: 'chunk', session, ref: third, at: fourth, data: fifth }
    case 'resync':
    case 'leave':
      return parts.length === 2 ? { kind: second, session } : null
    case 'join': {
      const [version, token, csrf, document, uri, seen, next, heir] = parts.slice(2)
      const isHeir = heir === 1
      if (
        parts.length !== (isHeir ? 10 : 9) ||
        !isCount(version) ||
        !isCount(seen) ||
        !isPositive(next)
      )
        return null
      if (!isText(token) || !isText(csrf) || !isText(uri) || !isDocumentName(document)) return null
      return { kind: 'join', session, version, token, csrf, document, uri, seen, next, isHeir }
    }
    default:
      return null
  }
}

/** Adds to an event what few of them bring: that an answer is wanted, and what was kept in the browser. */
function withMore(event: EventFrame, parts: readonly unknown[]): EventFrame | null {
  const wantsAnswer = parts[5] === 1
  const hasKept = parts.length === 7
  const kept = paramsOf(parts[6])
  if (!kept || parts.length > 7 || !(wantsAnswer || (parts[5] === 0 && hasKept))) return null
  return { ...event, ...(wantsAnswer && { wantsAnswer }), ...(hasKept && { kept }) }
}

/**
 * Reads a frame of the server, whose values are taken as they are.
 *
 * @returns the frame, or null when the text is not one
 */
export function decodeServerFrame(text: string): ServerFrame | null {
  return serverFrameOf(parse(text))
}

/** Makes a frame of the server out of its parts; null when they are none. */
export function serverFrameOf(parts: unknown): ServerFrame | null {
  if (!Array.isArray(parts)) return null
  const [session, second, third, fourth, fifth, sixth, seventh, eighth] = parts
  if (!isCount(session)) return null
  if (isCount(second)) {
    if (!isCount(third)) return null
    return {
      kind: 'update',
      session,
      number: second,
      upTo: third,
      patch: Array.isArray(fourth) ? (fourth as Patch) : null,
      commands: lists(fifth).map(commandOf),
      errors: lists(sixth).map(errorOf),
      layouts: (seventh || undefined) as PartLayouts | undefined,
      working: eighth as number[] | undefined,
    }
  }
  if (second === 'refused')
    return { kind: 'refused', session, code: String(third), reload: !!fourth }
  if (second === 'joined' && isCount(fourth) && isCount(fifth)) {
    if (third !== 'claimed' && third !== 'resumed' && third !== 'mounted') return null
    const layout = sixth as string | undefined
    const token = seventh as string | undefined
    return { kind: 'joined', session, how: third, number: fourth, upTo: fifth, layout, token }
  }
  if (second === 'fill' && isCount(third) && isCount(fourth) && Array.isArray(fifth)) {
    const values = fifth as Values
    const layouts = (sixth || undefined) as PartLayouts | undefined
    const working = seventh as number[] | undefined
    return { kind: 'fill', session, number: third, upTo: fourth, values, layouts, working }
  }
  return null
}

function lists(value: unknown): any[][] {
  return Array.isArray(value) ? value.filter(Array.isArray) : []
}

function commandOf([kind, second, third, fourth]: any[]): Command {
  switch (kind) {
    case 'stream':
      return { kind, slot: second, changes: third }
    case 'ask':
      return { kind, ref: second, at: third, bytes: fourth }
    case 'draft':
      return { kind }
    case 'js':
      return { kind, commands: second }
    case 'layout':
      return { kind, html: second, head: third }
    case 'push':
    case 'answer':
      return { kind, event: second, payload: third }
    default:
      return { kind, to: second, replace: !!third }
  }
}

function errorOf([event, code, message]: any[]): EventError {
  return message === undefined ? { event, code } : { event, code, message }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // not JSON: the caller answers for it
  }
}

/** Counts the brackets and commas of a text outside of its strings. */
function isWithinCaps(text: string): boolean {
  // A text so short cannot: each level takes a bracket at both ends.
  if (text.length <= 2 * maxFrameDepth) return true
  let depth = 0
  let values = 1
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (inString) {
      if (code === 92) i++
      else if (code === 34) inString = false
    } else if (code === 34) inString = true
    else if (code === 91 || code === 123) {
      if (++depth > maxFrameDepth) return false
    } else if (code === 93 || code === 125) depth--
    else if (code === 44 && ++values > maxFrameValues) return false
  }
  return true
}

const none: Record<string, unknown> = Object.freeze(Object.create(null))

/** Copies parameters into an object without prototype; null for anything that is not a record of values. */
function paramsOf(value: unknown): Record<string, unknown> | null {
  if (value === undefined || value === 0) return none
  const params: Record<string, unknown> = Object.create(null)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const names = Object.keys(value)
  if (names.length > maxParams) return null
  for (const name of names) {
    if (name === '__proto__') return null
    params[name] = (value as Record<string, unknown>)[name]
  }
  return params
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isPositive(value: unknown): value is number {
  return isCount(value) && value > 0
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isName(value: unknown): value is string {
  return isText(value) && value.length <= maxNameChars
}

function isFileRef(value: unknown): value is string {
  return isText(value) && /^[\w-]{1,64}$/.test(value)
}

function isDocumentName(value: unknown): value is string {
  return isText(value) && /^[\w-]{16,64}$/.test(value)
}
