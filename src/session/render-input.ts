import type { RenderInput } from '../render/render-context.ts'
import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import type { Site } from './site.ts'

/**
 * What one turn draws a page with.
 *
 * @param read gives the value of a name of the page; it is asked once for each
 * @param scripts gives the markup that `{% djust_scripts %}` stands for
 */
export function renderInput(
  site: Site,
  read: (name: string) => unknown,
  scripts: () => string,
): RenderInput {
  const known = new Map<string, unknown>()
  return {
    read(name) {
      if (!known.has(name)) known.set(name, read(name))
      return known.get(name)
    },
    env: { timeZone: site.timeZone, locale: 'en-us', now: () => new Date() },
    reverse: (route, positional, named) =>
      site.routes.reverse(route, positional.length > 0 ? positional : named),
    staticUrl: (path) => site.staticUrl(path),
    scripts,
    ...(site.isDevelopment && { onBadKey: refuseKey }),
  }
}

function refuseKey(at: Location, key: unknown): never {
  const what = key === '' ? 'A row has an empty key' : `Two rows have the key "${String(key)}"`
  throw new TemplateError(
    'key_not_unique',
    `${what}. Rows of a list are told apart by it: use something each has alone, such as its id.`,
    at,
  )
}
