import { isIPv4, isIPv6 } from 'node:net'

/**
 * What stands for an address where visitors are counted. Whoever has one IPv6 address has all that begin with the same
 * 64 bits.
 *
 * @returns an empty text where an address tells nobody apart: this very machine, and what is no address
 */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIPv4(plain)) return plain.startsWith('127.') ? '' : plain
  if (!isIPv6(plain)) return ''
  const groups = groupsOf(plain)
  const isLoopback = groups.every((group, i) => group === (i === 7 ? 1 : 0))
  return isLoopback
    ? ''
    : `${groups
        .slice(0, 4)
        .map((group) => group.toString(16))
        .join(':')}::/64`
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  // Its zone, and an IPv4 address at its end, are below the 64 bits.
  const bare = address.replace(/%.*$/, '').replace(/\d+\.\d+\.\d+\.\d+$/, '0:0')
  const [before = '', after] = bare.split('::')
  const head = numbersOf(before)
  if (after === undefined) return head
  const tail = numbersOf(after)
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

function numbersOf(part: string): number[] {
  return part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
}
