/** Makes the random name by which the server knows this document. It is kept in memory only. */
export function documentName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18))
  return Array.from(bytes, (byte) => byte.toString(36)).join('')
}
