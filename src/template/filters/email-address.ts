import { characterCount } from './characters.ts'
import { isIpAddress } from './ip-address.ts'

const maxLength = 320
const beyondAscii = '\\u00a1-\\uffff'
const atom = "[-!#$%&'*+/=?^_`{|}~0-9A-Zıİ]+"
const mailbox = new RegExp(`^${atom}(?:\\.${atom})*$`, 'iu')
const hostName = `[a-z${beyondAscii}0-9](?:[a-z${beyondAscii}0-9-]{0,61}[a-z${beyondAscii}0-9])?`
const subdomains = `(?:\\.(?!-)[a-z${beyondAscii}0-9-]{1,63}(?<!-))*`
const topLevel = `\\.(?!-)(?:[a-z${beyondAscii}-]{2,63}|xn--[a-z0-9]{1,59})(?<!-)`
const domain = new RegExp(`^${hostName}${subdomains}${topLevel}$`, 'iu')
const literal = /^\[([a-f0-9:.]+)\]$/i

/** Whether text looks like an e-mail address. */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  if (at < 0 || text.length > 2 * maxLength || characterCount(text) > maxLength) return false
  const host = text.slice(at + 1)
  if (!mailbox.test(text.slice(0, at))) return false
  if (domain.test(host)) return true
  const address = literal.exec(host)?.[1]
  return address !== undefined && isIpAddress(address)
}
