import { statusPage } from './error-page.ts'

/** The answer to a method that an address does not take. */
export function notAllowed(allowed = 'GET, HEAD, POST'): Response {
  const response = statusPage(405)
  response.headers.set('Allow', allowed)
  return response
}

/** The answer to a visitor who asks for too much. */
export function waitAMoment(): Response {
  const response = statusPage(429)
  response.headers.set('Retry-After', '1')
  return response
}

/** @param cookies values of `Set-Cookie` */
export function redirectTo(to: string, status: number, cookies: readonly string[] = []): Response {
  const headers = new Headers({ Location: to, 'Cache-Control': 'no-store' })
  for (const setCookie of cookies) headers.append('Set-Cookie', setCookie)
  return new Response(null, { status, headers })
}

/** The answer to a document that has to leave for what it asked for. */
export function notForDocument(): Response {
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
}
