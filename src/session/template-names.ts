import { DjustError } from '../shared/errors.ts'
import { resolveName } from '../view/own-names.ts'
import type { LiveView } from '../view/live-view.ts'
import type { ViewRequest } from '../view/register.ts'

/** Gives names to every template of an application. */
export type ContextProcessor = (request: ViewRequest) => Readonly<Record<string, unknown>>

/** The names that the framework itself gives. */
const ownNames = [
  'request',
  'user',
  'perms',
  'params',
  'messages',
  'streams',
  'csrf_token',
  'dj_view_id',
] as const

export type OwnName = (typeof ownNames)[number]

export interface OtherNamesOptions {
  readonly processors: readonly ContextProcessor[]
  /** Whether authors are told of names that are given twice. */
  readonly isDevelopment: boolean
  /** The request, as if the page was asked for now. */
  request(): ViewRequest
  /** A name of the framework. */
  own(name: OwnName): unknown
  log(message: string): void
}

/** Names that templates have beside those of their view or component. */
export interface OtherNames {
  read(name: string): unknown
  /** Who gives a name; null when nobody does. */
  giverOf(name: string): string | null
}

/** The names of the framework, then those of the context processors, which run at most once, and only when asked. */
export function otherNames(options: OtherNamesOptions): OtherNames {
  let given: ReadonlyMap<string, unknown> | undefined
  const processed = () => (given ??= runProcessors(options))
  return {
    read: (name) => (isOwnName(name) ? options.own(name) : processed().get(name)),
    giverOf(name) {
      if (isOwnName(name)) return 'djust'
      return processed().has(name) ? 'a context processor' : null
    },
  }
}

export interface TemplateNames {
  readonly view: LiveView
  /** What `readContext` gave for this render. */
  readonly context: object | null
  readonly others: OtherNames
  /** Whether authors are told of names that are given twice. */
  readonly isDevelopment: boolean
  log(message: string): void
}

/** Reads names as the template of a page does: the view's first, then all others. */
export function nameReader(names: TemplateNames): (name: string) => unknown {
  const { view, context, others, isDevelopment } = names
  return (name) => {
    let isOfView = true
    const value = resolveName(view, context, name, () => {
      isOfView = false
      return others.read(name)
    })
    if (isDevelopment && isOfView && isFirst(view.constructor, name)) {
      const giver = others.giverOf(name)
      if (giver) names.log(aboutView(view.constructor.name, name, giver))
    }
    return value
  }
}

/** Of two processors that give the same name, the later one wins. */
function runProcessors({ processors, request, isDevelopment, log }: OtherNamesOptions) {
  const all = new Map<string, unknown>()
  for (const processor of processors) {
    for (const [name, value] of Object.entries(resultOf(processor, request()))) {
      if (!isOwnName(name)) all.set(name, value)
      else if (isDevelopment && isFirst(processor, name)) {
        log(`${titleOf(processor)} gives "${name}", which templates get from djust. Rename it.`)
      }
    }
  }
  return all
}

function resultOf(processor: ContextProcessor, request: ViewRequest): object {
  const result: unknown = processor(request)
  const isRecord = typeof result === 'object' && result !== null && !Array.isArray(result)
  if (isRecord && !('then' in result)) return result
  throw new DjustError(
    'bad_context',
    `${titleOf(processor)} did not return an object. Write (request) => ({ siteName: 'Books' }), not async: ` +
      'what has to be waited for belongs into getUser or the view.',
  )
}

function titleOf({ name }: ContextProcessor): string {
  return name ? `The context processor ${name}` : 'A context processor'
}

function aboutView(viewName: string, name: string, other: string): string {
  return (
    `${viewName} has a name "${name}" of its own, so its template does not get the one of ${other}. ` +
    'Rename it if that is not meant.'
  )
}

/** Whether it is the first time that a name is looked at for this owner. */
function isFirst(owner: object, name: string): boolean {
  let seen = lookedAt.get(owner)
  if (!seen) lookedAt.set(owner, (seen = new Set()))
  if (seen.has(name)) return false
  seen.add(name)
  return true
}

const lookedAt = new WeakMap<object, Set<string>>()

function isOwnName(name: string): name is OwnName {
  return (ownNames as readonly string[]).includes(name)
}
