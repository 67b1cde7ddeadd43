import { quote, quotePlus, unquote } from './quote.ts'
import { isIpAddress } from './ip-address.ts'

const reserved = "!$&'()*+,;=:/?#[]@~"
const scheme = /^[a-zA-Z][a-zA-Z0-9+.-]*:/

/** The parts of an address, each as it is written. */
interface Address {
  readonly scheme: string
  readonly host: string
  readonly path: string
  readonly query: string
  readonly fragment: string
}

/** Percent-encodes an address, unless it is encoded already. */
export function quoteAddress(address: string): string {
  const parts = split(address)
  if (parts === undefined) return requote(address)
  const { query, fragment } = parts
  const host = requote(parts.host)
  let path = requote(parts.path)
  if (host !== '' && path !== '' && !path.startsWith('/')) path = `/${path}`
  return (
    (parts.scheme === '' ? '' : `${parts.scheme}:`) +
    (host === '' ? '' : `//${host}`) +
    path +
    (query === '' ? '' : withMark('?', requoteQuery(query))) +
    (fragment === '' ? '' : withMark('#', requote(fragment)))
  )
}

function withMark(mark: string, text: string): string {
  return text === '' ? '' : mark + text
}

/** Takes an address apart. @returns undefined when its host cannot be one */
function split(address: string): Address | undefined {
  let rest = address.replace(/^[\0-\x20]+/, '').replace(/[\t\r\n]/g, '')
  const prefix = scheme.exec(rest)?.[0] ?? ''
  rest = rest.slice(prefix.length)
  let host = ''
  if (rest.startsWith('//')) {
    host = rest.slice(2, 2 + /^[^/?#]*/.exec(rest.slice(2))![0].length)
    rest = rest.slice(2 + host.length)
    if (!isHost(host)) return undefined
  }
  const hash = rest.indexOf('#')
  const fragment = hash < 0 ? '' : rest.slice(hash + 1)
  if (hash >= 0) rest = rest.slice(0, hash)
  const mark = rest.indexOf('?')
  return {
    scheme: prefix.slice(0, -1).toLowerCase(),
    host,
    path: mark < 0 ? rest : rest.slice(0, mark),
    query: mark < 0 ? '' : rest.slice(mark + 1),
    fragment,
  }
}

/** Whether brackets hold an IPv6 address, and no character becomes a delimiter when normalized. */
function isHost(host: string): boolean {
  const start = host.indexOf('[')
  const end = host.indexOf(']')
  if (start < 0 !== end < 0) return false
  if (start >= 0) {
    const literal = host.slice(start + 1).split(']', 1)[0]!
    const isKnown = literal.startsWith('v')
      ? /^v[\da-fA-F]+\..+$/.test(literal)
      : isIpAddress(literal, 6)
    if (!isKnown) return false
  }
  const plain = host.replace(/[@:#?]/g, '')
  const normal = plain.normalize('NFKC')
  return plain === normal || !/[/?#@:]/.test(normal)
}

function requote(part: string): string {
  return quote(unquote(part), reserved)
}

/** Names and values are encoded each for itself, so that what separates them stays apart. */
function requoteQuery(query: string): string {
  return query
    .split('&')
    .filter((field) => field !== '')
    .map((field) => {
      const sign = field.indexOf('=')
      const name = sign < 0 ? field : field.slice(0, sign)
      const value = sign < 0 ? '' : field.slice(sign + 1)
      return `${requoteField(name)}=${requoteField(value)}`
    })
    .join('&')
}

function requoteField(text: string): string {
  return quotePlus(unquote(text.replaceAll('+', ' ')))
}
