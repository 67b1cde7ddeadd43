const script = /^(?:javascript|vbscript|data:text\/html)/i

/**
 * Gives an address that never runs code when it is followed; both the server and the browser ask it.
 *
 * Browsers drop control characters and white space before and within a scheme, so they are dropped before the test.
 *
 * @param address what an attribute such as `href` is to hold
 * @returns the address, or `about:blank#blocked`
 */
export function safeAddress(address: string): string {
  if (!address.includes(':')) return address
  let seen = ''
  for (let i = 0; i < address.length && seen.length < 14; i++) {
    if (address.charCodeAt(i) > 32) seen += address[i]
  }
  return script.test(seen) ? 'about:blank#blocked' : address
}

const addressAttributes = new Set(
  'action background cite data formaction href longdesc manifest ping poster src srcset xlink:href'.split(
    ' ',
  ),
)

/** Whether an attribute holds an address that the browser may follow. */
export function isAddressAttribute(name: string): boolean {
  return addressAttributes.has(name)
}
