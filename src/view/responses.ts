import { ConfigError } from '../shared/errors.ts'

const redirectStatuses = [301, 302, 303, 307, 308] as const

/** Those that lead to another address. */
export type RedirectStatus = (typeof redirectStatuses)[number]

/**
 * Answers with another address.
 *
 * @param to a path of this site or a whole address
 * @param status 302 unless given
 */
export function redirect(to: string, status: RedirectStatus = 302): Response {
  if (!redirectStatuses.includes(status)) {
    throw new ConfigError(
      'bad_redirect_status',
      `redirect('${to}', ${status}): the status is one of ${redirectStatuses.join(', ')}.`,
    )
  }
  return new Response(null, { status, headers: { location: toHeader(to) } })
}

/** Answers that nothing is there. */
export function notFound(message = 'Not found'): Response {
  return new Response(message, {
    status: 404,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
}

/** Headers hold ASCII only; what lies outside, line breaks too, is escaped. */
function toHeader(address: string): string {
  const wellFormed = address.replace(/\p{Surrogate}/gu, '\uFFFD')
  return wellFormed.replace(/[^\x21-\x7e]+/g, encodeURIComponent)
}
