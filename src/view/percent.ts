/**
 * Decodes the percent escapes of a path. Escapes that are no UTF-8 stay as they are, so that no
 * address makes the server throw.
 */
export function decodePath(path: string): string {
  if (!path.includes('%')) return path
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      return escapes
    }
  })
}

/** Encodes a path for an address, which never comes out as another site (`//evil.example`). */
export function encodePath(path: string): string {
  const wellFormed = path.replace(/\p{Surrogate}/gu, '\uFFFD')
  const encoded = encodeURI(wellFormed).replaceAll('?', '%3F').replaceAll('#', '%23')
  return encoded.startsWith('//') ? `/%2F${encoded.slice(2)}` : encoded
}
