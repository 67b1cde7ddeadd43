/**
 * Whether text is an address of the Internet Protocol.
 *
 * @param version the version asked for; either one when left out
 */
export function isIpAddress(text: string, version?: 4 | 6): boolean {
  return (version !== 6 && isVersion4(text)) || (version !== 4 && isVersion6(text))
}

function isVersion4(text: string): boolean {
  const parts = text.split('.')
  return (
    parts.length === 4 &&
    parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  )
}

function isVersion6(text: string): boolean {
  const [address = '', zone, ...more] = text.split('%')
  if (more.length > 0 || zone === '') return false
  const groups = address.split(':')
  const last = groups.at(-1) ?? ''
  // The last two groups may be written as an address of version 4.
  if (last.includes('.')) {
    if (!isVersion4(last)) return false
    groups.splice(-1, 1, '0', '0')
  }
  if (groups.length < 3 || groups.length > 9) return false
  // Two colons stand for groups of zeros, once, and also at an end.
  const inner = groups.slice(1, -1).filter((group) => group === '').length
  if (inner > 1) return false
  const isOpenStart = groups[0] === ''
  const isOpenEnd = groups.at(-1) === ''
  if (isOpenStart && groups[1] !== '') return false
  if (isOpenEnd && groups.at(-2) !== '') return false
  const written = groups.filter((group) => group !== '')
  const hasRoom = inner === 1 ? written.length < 8 : written.length === 8
  return hasRoom && written.every((group) => /^[\da-fA-F]{1,4}$/.test(group))
}
