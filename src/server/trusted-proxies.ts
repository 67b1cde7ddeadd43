import { BlockList, isIP } from 'node:net'

/** As much of a request as tells where it comes from. */
export interface Origins {
  /** The address at the other end of the connection. */
  readonly remote: string
  readonly forwardedFor: string | null
  readonly forwardedProto: string | null
}

/** Longest list of proxies that is read. */
const maxHops = 20

/**
 * Those who may say where a request comes from. Everybody else may write what they like into the headers of one.
 */
export class TrustedProxies {
  readonly #list = new BlockList()

  /** @param proxies addresses, and ranges such as `10.0.0.0/8` */
  constructor(proxies: readonly string[]) {
    for (const proxy of proxies) {
      const { address, family, bits } = parseRange(proxy)!
      this.#list.addSubnet(address, bits, family)
    }
  }

  /** The address of the visitor: the nearest that is none of ours. */
  visitorOf({ remote, forwardedFor }: Origins): string {
    let address = plain(remote)
    // Most requests have been forwarded by nobody, and to ask the list takes its time.
    if (!forwardedFor) return address
    const hops = forwardedFor.split(',', maxHops + 1).map((hop) => plain(hop.trim()))
    if (hops.length > maxHops) return address
    while (this.#trusts(address)) {
      const next = hops.pop()
      if (next === undefined || isIP(next) === 0) return address
      address = next
    }
    return address
  }

  /** Whether the visitor's connection is encrypted, by what a proxy of ours says. */
  isSecure({ remote, forwardedProto }: Origins): boolean {
    return forwardedProto?.trim().toLowerCase() === 'https' && this.#trusts(plain(remote))
  }

  #trusts(address: string): boolean {
    const family = isIP(address)
    return family !== 0 && this.#list.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }
}

/** Reads an entry of `trustedProxies`; null when it is none. */
export function parseRange(
  text: string,
): { address: string; family: 'ipv4' | 'ipv6'; bits: number } | null {
  const [address = '', suffix, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0 || address.includes('%')) return null
  const family = version === 6 ? 'ipv6' : 'ipv4'
  const most = version === 6 ? 128 : 32
  if (suffix === undefined) return { address, family, bits: most }
  if (!/^\d{1,3}$/.test(suffix) || Number(suffix) > most) return null
  return { address, family, bits: Number(suffix) }
}

/** Node writes IPv4 addresses as IPv6 where it listens for both; some proxies add a port. */
function plain(address: string): string {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(address) ?? []
  const bare = bracketed ?? address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
  return bare.replace(/^::ffff:(?=\d+\.)/i, '')
}
