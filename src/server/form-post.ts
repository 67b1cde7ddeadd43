/**
 * Reads the fields of a form posted without JavaScript.
 *
 * @param maxBytes the most that is read; 0 for no limit
 * @returns values by name, a list where a name comes more than once; null when the form is too large or not one
 */
export async function readForm(
  request: Request,
  maxBytes: number,
): Promise<Record<string, unknown> | null> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/.test(type)) return null
  const body = await readAtMost(request, maxBytes)
  if (!body) return null
  const data = await new Response(body, { headers: { 'Content-Type': type } })
    .formData()
    .catch(() => null)
  if (!data) return null
  const fields: Record<string, unknown> = Object.create(null)
  for (const name of new Set(data.keys())) {
    if (name === '__proto__') return null
    const values = data
      .getAll(name)
      .map((value) => (typeof value === 'string' ? value : value.name))
    fields[name] = values.length === 1 ? values[0] : values
  }
  return fields
}

async function readAtMost(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (maxBytes > 0 && size > maxBytes) return null
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}
