import {
  type App,
  type AppOptions,
  djust,
  type FetchHandler,
  type LiveView,
  path,
  type Route,
} from 'djust'
import { serve } from 'djust/server'
import { onTestFinished } from 'vitest'

process.env.DJUST_SECRET ??= 'a secret that only the tests know'

/** By their paths, or as routes. */
type Views = Readonly<Record<string, (new () => LiveView) | FetchHandler>> | UrlTable
type UrlTable = readonly (Route | readonly Route[])[]
export type ServeOptions = Omit<AppOptions<never>, 'urls'>

/**
 * Serves views in this process, until the test ends.
 *
 * @param change what a proxy before the application does to its pages
 * @returns the address of the first page, with a slash at the end
 */
export async function serveViews(
  views: Views,
  options: ServeOptions = {},
  change?: (html: string) => string,
): Promise<string> {
  const urls = Array.isArray(views)
    ? views
    : Object.entries(views as object).map(([pattern, view]) => path(pattern, view as never))
  const app = djust({ urls, ...options } as never)
  const served = change ? behindProxy(app, change) : app
  const server = await serve(served, { port: 0, hostname: '127.0.0.1', closeGraceMs: 0 })
  onTestFinished(() => server.close())
  return `http://127.0.0.1:${server.port}/`
}

function behindProxy(app: App, change: (html: string) => string): App {
  return {
    async fetch(request, info) {
      const response = await app.fetch(request, info)
      const isPage = response.ok && response.headers.get('content-type')?.startsWith('text/html')
      return isPage ? new Response(change(await response.text()), response) : response
    },
    upgrade: (request, socket, head) => app.upgrade(request, socket, head),
    close: () => app.close(),
  }
}

/** The text of a page around what is live. */
export function pageOf(content: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>{% block title %}Test{% endblock %}</title>
  <link rel="icon" href="data:,">
  ${head}
  {% djust_scripts %}
</head>
<body dj-view="{{ dj_view_id }}">
<main dj-root>
${content}
</main>
</body>
</html>
`
}
