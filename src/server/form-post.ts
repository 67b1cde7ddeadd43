import { csrfField } from '../shared/csrf-field.ts'
import { camelCase } from '../shared/letter-case.ts'
import { eventParameter } from '../template/place/enrich.ts'
import { readBody } from './read-body.ts'

/** How many fields a form may have. */
const maxFields = 1_000

/** What a form posted without JavaScript asks for. */
export interface FormPost {
  readonly handler: string
  /** What the handler gets: `dj-value-*` of the form, and its fields. */
  readonly params: Readonly<Record<string, unknown>>
  /** Files by the names of their fields. */
  readonly files: ReadonlyMap<string, readonly File[]>
  readonly csrfToken: unknown
  /** The address of the page that has the form. */
  readonly page: URL
}

/** A post that is not one of our forms: the status to answer with. */
export interface BadPost {
  readonly status: 400 | 405 | 413 | 415
}

/**
 * Reads a form posted without JavaScript. The handler and the form's `dj-value-*` stand in the query
 * of its address.
 *
 * @param maxBytes the most that is read; 0 for no limit
 * @param maxFileBytes the most that is read of a form with files; 0 for no limit
 */
export async function readFormPost(
  request: Request,
  maxBytes: number,
  maxFileBytes = maxBytes,
): Promise<FormPost | BadPost> {
  const address = new URL(request.url)
  const handler = address.searchParams.get(eventParameter)
  if (handler === null) return { status: 405 }
  const type = request.headers.get('content-type') ?? ''
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    return { status: 415 }
  }
  const mostBytes = /^multipart/i.test(type) ? maxFileBytes : maxBytes
  const body = await readBody(request, mostBytes)
  if (!body) return { status: 413 }
  const form = await readFields(body, type)
  if (!form) return { status: 400 }
  const { [csrfField]: csrfToken, ...values } = form.values
  const params = { ...valuesOf(address.searchParams), ...values }
  return { handler, params, files: form.files, csrfToken, page: pageOf(request, address) }
}

/** Values by name, a list where a name comes more than once, and files; null when they cannot be read. */
async function readFields(
  body: Uint8Array<ArrayBuffer>,
  type: string,
): Promise<(Pick<FormPost, 'files'> & { readonly values: Record<string, unknown> }) | null> {
  const form = await new Response(body, { headers: { 'Content-Type': type } })
    .formData()
    .catch(() => null)
  if (!form) return null
  const lists = new Map<string, string[]>()
  const files = new Map<string, File[]>()
  let count = 0
  for (const [name, value] of form) {
    if (++count > maxFields) return null
    if (typeof value !== 'string' && value.name !== '')
      files.set(name, [...(files.get(name) ?? []), value])
    const text = typeof value === 'string' ? value : value.name
    const list = lists.get(name)
    if (list) list.push(text)
    else lists.set(name, [text])
  }
  const values = nullPrototype(
    [...lists].map(([name, list]) => [name, list.length === 1 ? list[0] : list]),
  )
  return { values, files }
}

/** The form's `dj-value-*`, by the names that the browser runtime would give them. */
function valuesOf(query: URLSearchParams): Record<string, unknown> {
  const values = [...query].filter(([name]) => name !== eventParameter)
  return nullPrototype(values.map(([name, value]) => [camelCase(name), value]))
}

/** A page's own query is not in the form's address: the browser tells it as where it comes from. */
function pageOf(request: Request, address: URL): URL {
  const page = new URL(address)
  page.search = ''
  const referrer = request.headers.get('referer') ?? ''
  if (!URL.canParse(referrer)) return page
  const { origin, pathname, search } = new URL(referrer)
  if (origin === page.origin && pathname === page.pathname) page.search = search
  return page
}

function nullPrototype(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}
