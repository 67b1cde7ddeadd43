import { csrfField } from '../shared/csrf-field.ts'
import { camelCase } from '../shared/letter-case.ts'
import { eventParameter } from '../template/place/enrich.ts'
import type { PostedFile } from '../uploads/posted-file.ts'
import type { UploadWriter } from '../uploads/upload-writer.ts'
import { type FormLimits, readFields } from './read-fields.ts'

/** What a form posted without JavaScript asks for. */
export interface FormPost {
  readonly handler: string
  /** What the handler gets: `dj-value-*` of the form, and its fields. */
  readonly params: Readonly<Record<string, unknown>>
  /** Files by the names of their fields. */
  readonly files: ReadonlyMap<string, readonly PostedFile[]>
  readonly csrfToken: unknown
  /** The address of the page that has the form. */
  readonly page: URL
  /** Throws its files away. */
  release(): Promise<void>
}

/** A post that is not one of our forms: the status to answer with. */
export interface BadPost {
  readonly status: 400 | 405 | 413 | 415
}

/**
 * Reads a form posted without JavaScript. The handler and the form's `dj-value-*` stand in the query
 * of its address.
 *
 * @param writer keeps its files; null where nobody wants them
 */
export async function readFormPost(
  request: Request,
  limits: FormLimits,
  writer: UploadWriter | null,
): Promise<FormPost | BadPost> {
  const address = new URL(request.url)
  const handler = address.searchParams.get(eventParameter)
  if (handler === null) return { status: 405 }
  const form = await readFields(request, limits, writer)
  if (typeof form === 'number') return { status: form }
  const { [csrfField]: csrfToken, ...values } = form.values
  return {
    handler,
    params: { ...valuesOf(address.searchParams), ...values },
    files: form.files,
    csrfToken,
    page: pageOf(request, address),
    release: () => form.release(),
  }
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
  const from = new URL(referrer)
  const isPage = from.origin === page.origin && from.pathname === page.pathname
  // A page that was the answer to a form has the form's address.
  if (isPage && !from.searchParams.has(eventParameter)) page.search = from.search
  return page
}

function nullPrototype(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  return Object.assign(Object.create(null), Object.fromEntries(entries))
}
