import { drawErrorPage } from '../dev/draw-error-page.ts'
import { addSecurityHeaders, strictCsp } from './headers.ts'
import { TextResponse } from './text-response.ts'

export interface ErrorPageOptions {
  /** The status of the answer (default: 500). */
  readonly status?: number
  /** Whether the error itself may be shown. */
  readonly isDevelopment: boolean
  /** The address of the style sheet `errorStyleName`, used in development. */
  readonly styleUrl: string
}

/**
 * Answers with a page about an error: all of it in development, only the status elsewhere.
 *
 * @param error what was thrown; anything may be
 */
export function errorPage(error: unknown, options: ErrorPageOptions): Response {
  const status = options.status ?? 500
  return options.isDevelopment
    ? htmlAnswer(status, drawErrorPage(error, status, options.styleUrl))
    : statusPage(status)
}

/** Answers with a plain page that says what a status means and nothing else. */
export function statusPage(status: number): Response {
  const [title, text] = statusTexts.get(status) ?? fallbackText
  return htmlAnswer(
    status,
    `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
</head>
<body>
<h1>${title}</h1>
<p>${text}</p>
</body>
</html>
`,
  )
}

const fallbackText = ['Error', 'This page cannot be shown.'] as const

const statusTexts: ReadonlyMap<number, readonly [title: string, text: string]> = new Map([
  [400, ['Bad request', 'The server cannot read what was sent.']],
  [403, ['Forbidden', 'You may not see this page.']],
  [404, ['Not found', 'There is no page at this address.']],
  [405, ['Method not allowed', 'This page cannot be asked for in this way.']],
  [410, ['Gone', 'The connection is over.']],
  [413, ['Too large', 'What was sent is larger than the server accepts.']],
  [426, ['Upgrade required', 'This address is for live connections.']],
  [429, ['Too many requests', 'Please wait a moment and try again.']],
  [500, ['Server error', 'Something went wrong on the server. Please try again later.']],
  [503, ['Not available', 'The server cannot answer now. Please try again in a moment.']],
])

function htmlAnswer(status: number, html: string): Response {
  const headers = new Headers({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
  })
  addSecurityHeaders(headers, strictCsp)
  return new TextResponse(html, { status, headers })
}
