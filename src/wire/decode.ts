import type { ClientFrame, Command, EventError, ServerFrame } from './frames.ts'
import type { Patch, Values } from './patch.ts'

/** How deep the arrays and objects of a frame may nest. */
export const maxFrameDepth = 32

/** How many parameters an event may carry. */
export const maxParams = 1000

/**
 * Reads a frame of the browser.
 *
 * It is total: for every text it returns. Depth is checked over the bytes, before anything recursive sees them.
 *
 * @returns the frame, or null when the text is not one
 */
export function decodeClientFrame(text: string): ClientFrame | null {
  const parts = parseArray(text)
  if (!parts) return null
  const [session, second, third, fourth, fifth, sixth, seventh, eighth, ninth] = parts
  if (!isCount(session) || session > 255) return null

  if (typeof second === 'number') {
    const params = paramsOf(fourth)
    const data = paramsOf(fifth)
    if (!isPositive(second) || typeof third !== 'string' || parts.length > 5 || !params || !data)
      return null
    return { kind: 'event', session, number: second, handler: third, params, data }
  }
  switch (second) {
    case 'url':
      if (!isPositive(third) || typeof fourth !== 'string' || parts.length !== 4) return null
      return { kind: 'url', session, number: third, uri: fourth }
    case 'ack':
      return isCount(third) && parts.length === 3 ? { kind: 'ack', session, seen: third } : null
    case 'resync':
      return parts.length === 2 ? { kind: 'resync', session } : null
    case 'join': {
      if (
        !isCount(third) ||
        typeof fourth !== 'string' ||
        typeof fifth !== 'string' ||
        parts.length !== 9
      )
        return null
      if (typeof sixth !== 'string' || !/^[\w-]{16,64}$/.test(sixth) || typeof seventh !== 'string')
        return null
      if (!isCount(eighth) || !isPositive(ninth)) return null
      return {
        kind: 'join',
        session,
        version: third,
        token: fourth,
        csrf: fifth,
        document: sixth,
        uri: seventh,
        seen: eighth,
        next: ninth,
      }
    }
    default:
      return null
  }
}

/**
 * Reads a frame of the server, whose values are taken as they are.
 *
 * @returns the frame, or null when the text is not one
 */
export function decodeServerFrame(text: string): ServerFrame | null {
  const parts = parseArray(text, Number.POSITIVE_INFINITY)
  if (!parts) return null
  const [session, second, third, fourth, fifth, sixth] = parts
  if (!isCount(session)) return null
  if (typeof second === 'number') {
    if (!isCount(third)) return null
    return {
      kind: 'update',
      session,
      number: second,
      upTo: third,
      patch: Array.isArray(fourth) ? (fourth as Patch) : null,
      commands: Array.isArray(fifth) ? fifth.map(commandOf) : [],
      errors: Array.isArray(sixth) ? sixth.map(errorOf) : [],
    }
  }
  if (second === 'refused' && typeof third === 'string') {
    return { kind: 'refused', session, code: third, reload: fourth === true }
  }
  if (second === 'joined' && isCount(fourth) && isCount(fifth)) {
    if (third !== 'claimed' && third !== 'resumed' && third !== 'mounted') return null
    return { kind: 'joined', session, how: third, number: fourth, upTo: fifth }
  }
  if (second === 'fill' && isCount(third) && isCount(fourth) && Array.isArray(fifth)) {
    return { kind: 'fill', session, number: third, upTo: fourth, values: fifth as Values }
  }
  return null
}

function commandOf(parts: [Command['kind'], string, number?]): Command {
  return { kind: parts[0], to: parts[1], replace: parts[2] === 1 }
}

function errorOf([event, code, message]: [number, string, string?]): EventError {
  return message === undefined ? { event, code } : { event, code, message }
}

function parseArray(text: string, maxDepth = maxFrameDepth): unknown[] | null {
  if (depthOf(text, maxDepth) > maxDepth) return null
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) ? parsed : null
  } catch {
    return null // not JSON: the caller answers for it
  }
}

/** How deep the brackets of a text nest outside of strings; it stops counting past `enough`. */
function depthOf(text: string, enough: number): number {
  if (enough === Number.POSITIVE_INFINITY) return 0
  let depth = 0
  let deepest = 0
  let inString = false
  for (let i = 0; i < text.length && deepest <= enough; i++) {
    const code = text.charCodeAt(i)
    if (inString) {
      if (code === 92) i++
      else if (code === 34) inString = false
    } else if (code === 34) inString = true
    else if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth)
    else if (code === 93 || code === 125) depth--
  }
  return deepest
}

/** Copies parameters into an object without prototype; null for anything that is not a record of values. */
function paramsOf(value: unknown): Record<string, unknown> | null {
  const params: Record<string, unknown> = Object.create(null)
  if (value === undefined || value === 0) return params
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const entries = Object.entries(value)
  if (entries.length > maxParams) return null
  for (const [name, content] of entries) {
    if (name === '__proto__') return null
    params[name] = content
  }
  return params
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isPositive(value: unknown): value is number {
  return isCount(value) && value > 0
}
