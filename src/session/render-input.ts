import { notAField, type PartSource, type RenderInput } from '../render/render-input.ts'
import { TemplateError } from '../shared/errors.ts'
import type { Location } from '../shared/location.ts'
import type { RenderEnv } from '../template/values/env.ts'
import type { Site } from './site.ts'

/** What a page brings along to be drawn. */
export interface PageInput {
  readonly env: RenderEnv
  /** Gives the value of a name of the page; it is asked once for each. */
  read(name: string): unknown
  /** The value of a name that is a plain field; `notAField` for all else. */
  field?(name: string): unknown
  /** Whether a temporary field has not been set since the last render. */
  rests?(name: string): boolean
  /** Draws components. */
  readonly parts: PartSource
  /** Gives the markup that `{% djust_scripts %}` stands for. */
  scripts(): string
}

/** What one turn draws a page with. */
export function renderInput(site: Site, { read, ...page }: PageInput): RenderInput {
  const input = {
    // Authors are told of names that hide others when these are read.
    read: readOnce(read, site.isDevelopment ? undefined : page.field),
    ...page,
    reverse: (
      route: string,
      positional: readonly unknown[],
      named: Readonly<Record<string, unknown>>,
    ) => site.routes.reverse(route, positional.length > 0 ? positional : named),
    staticUrl: (path: string) => site.staticUrl(path),
    mediaUrl: (path: string) => site.mediaUrl + path,
    templates: site.programs.texts,
    limits: site.renderLimits,
    isDebug: site.isDevelopment,
    cache: site.fragments,
    ...(site.isDevelopment && { onBadKey: refuseKey }),
  }
  return input
}

/** What has to be computed is computed once; a field is there. */
function readOnce(
  read: PageInput['read'],
  field: PageInput['field'] = () => notAField,
): PageInput['read'] {
  const known = new Map<string, unknown>()
  return (name) => {
    const value = field(name)
    if (value !== notAField) return value
    if (!known.has(name)) known.set(name, read(name))
    return known.get(name)
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
