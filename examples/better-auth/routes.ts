import { safeUrl, type ViewRequest } from 'djust'
import { auth } from './auth.ts'

/*
 * A login is a cookie, which only the answer to a request can set: so forms are posted to these, and no handler is called.
 */

export async function signIn(request: ViewRequest): Promise<Response> {
  if (!isPostOfOurs(request)) return new Response('This form is not ours.', { status: 403 })
  const form = await request.formData()
  const [email, password] = [textOf(form, 'email'), textOf(form, 'password')]
  const next = safeUrl(textOf(form, 'next'), request.url)
  const asked = { headers: request.headers, asResponse: true } as const
  const answer = form.has('isNew')
    ? await auth.api.signUpEmail({ body: { email, password, name: email }, ...asked })
    : await auth.api.signInEmail({ body: { email, password }, ...asked })
  if (answer.ok) return leadTo(next, answer)
  return leadTo(`/log-in/?${new URLSearchParams({ next, problem: 'refused' })}`)
}

export async function signOut(request: ViewRequest): Promise<Response> {
  if (!isPostOfOurs(request)) return new Response('This form is not ours.', { status: 403 })
  return leadTo('/log-in/', await auth.api.signOut({ headers: request.headers, asResponse: true }))
}

/** @param answer of better-auth, whose cookies go along */
function leadTo(address: string, answer?: Response): Response {
  const headers = new Headers({ Location: address })
  for (const cookie of answer?.headers.getSetCookie() ?? []) headers.append('Set-Cookie', cookie)
  return new Response(null, { status: 303, headers })
}

/** Another site may have a form that leads here, too. */
function isPostOfOurs({ method, headers, url }: ViewRequest): boolean {
  return method === 'POST' && headers.get('origin') === new URL(url).origin
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
