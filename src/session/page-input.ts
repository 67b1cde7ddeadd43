import type { Program } from '../render/program.ts'
import { notAField, type PartSource, type RenderInput } from '../render/render-input.ts'
import type { RenderEnv } from '../template/values/env.ts'
import { isFunctionView } from '../view/function-view.ts'
import { handlersOf } from '../view/handler-table.ts'
import type { ViewClass } from '../view/live-view.ts'
import { fieldOf } from '../view/own-names.ts'
import { TemplateRequest } from '../view/template-request.ts'
import type { MountedView } from './mounted-view.ts'
import type { PageAddress } from './page-address.ts'
import type { PageHost } from './page-host.ts'
import { permissions } from './permissions.ts'
import { renderInput } from './render-input.ts'
import type { Site } from './site.ts'
import { nameReader, otherNames, type OtherNames, type OwnName } from './template-names.ts'

const noScripts = (): string => ''

/** A page, as far as its templates can tell. */
export interface NamedPage {
  readonly site: Site
  readonly mounted: MountedView
  readonly host: PageHost
  readonly address: PageAddress
  /** What its dates, numbers and texts follow. */
  readonly env: RenderEnv
  readonly csrfToken: string
  /** The signed value of `dj-view`. */
  readonly token: string
}

/**
 * What a page is drawn with in one turn.
 *
 * @param scripts draws the scripts of a page that is drawn whole
 */
export function pageInput(page: NamedPage, scripts = noScripts): RenderInput {
  const { site, mounted, host, env } = page
  const log = (message: string): void => site.log(message)
  const others = otherNames({
    processors: site.contextProcessors,
    isDevelopment: site.isDevelopment,
    request: () => host.request,
    own: (name) => ownName(page, name),
    log,
  })
  const { view, context, fields } = mounted
  const field = (name: string): unknown =>
    fields?.isFixed(name) ? notAField : fieldOf(view, name, notAField)
  const read = nameReader({
    view,
    context,
    others,
    isDevelopment: site.isDevelopment,
    log,
  })
  return renderInput(site, {
    env,
    read: fields ? fields.reading(read) : read,
    // What getContextData gives was made for this render.
    ...(context === null && { field }),
    ...(fields && { rests: (name) => fields.rests(name) }),
    parts: partSource(mounted, others),
    scripts,
  })
}

/** The program that draws a view now. @param layout the template that it is put into, where its own does not say */
export function programFor(
  site: Site,
  { view }: MountedView,
  { read }: Pick<RenderInput, 'read'>,
  layout: string | null,
): Program {
  const View = view.constructor as ViewClass
  return isFunctionView(View)
    ? site.programs.of(View, read, handlersOf(view), layout)
    : site.programs.of(View, read, undefined, layout)
}

/** Draws the components that the view's template shows. */
function partSource(mounted: MountedView, others: OtherNames): PartSource {
  const source = (): PartSource => mounted.table(others).viewParts
  return {
    open: (...args) => source().open(...args),
    openPlain: (...args) => source().openPlain(...args),
    make: (...args) => source().make(...args),
  }
}

function ownName(page: NamedPage, name: OwnName): unknown {
  const { site, host } = page
  switch (name) {
    case 'request':
      return new TemplateRequest(page.address.request, {
        locale: page.env.locale,
        match: (pathname) => site.routes.match(pathname),
      })
    case 'user':
      return host.user
    case 'perms':
      return permissions(host.user, site.hasPerm)
    case 'params':
      return host.params
    case 'messages':
      return host.messages
    case 'streams':
      return host.streams.named
    case 'csrf_token':
      return page.csrfToken
    case 'dj_view_id':
      return page.token
    default:
      return name satisfies never
  }
}
