import type { Location } from '../shared/location.ts'
import { dependenciesOf, type Dependency } from './dependencies.ts'
import type { Flat } from './nodes.ts'
import { eachExpression } from './each-expression.ts'
import { modelOf, type ModelUse } from './place/bind-models.ts'
import { uploadOf, type UploadUse } from './place/bind-uploads.ts'
import {
  type Attribute,
  type Placed,
  placedBodies,
  type PlacedElement,
  placedElements,
} from './place/placed.ts'
import { isRun } from './place/script-errors.ts'
import { possibleValues } from './possible-values.ts'
import { streamsOf, type StreamUse } from './stream-uses.ts'
import type { RegionPlan } from './regions/region.ts'
import type { CoarseRegion } from './place/coarse.ts'
import { isComponent } from './tags/component.ts'
import { dismissAttribute } from './tags/flash.ts'
import { staticTag } from './tags/static.ts'
import { urlTag } from './tags/url.ts'

/** A route that a page names. */
export interface RouteUse {
  readonly name: string
  readonly positional: number
  readonly named: readonly string[]
  readonly at: Location
}

/** A handler that a page names. */
export interface HandlerUse {
  readonly name: string
  readonly directive: string
  readonly at: Location
}

/** A registered component that a page names. */
export interface ComponentUse {
  readonly name: string
  readonly at: Location
}

/** What a page names that is defined elsewhere, so that it can be checked before the first request. */
export interface Uses {
  readonly routes: readonly RouteUse[]
  readonly handlers: readonly HandlerUse[]
  readonly components: readonly ComponentUse[]
  readonly models: readonly ModelUse[]
  readonly uploads: readonly UploadUse[]
  /** After how many milliseconds messages are let go; null for never. */
  readonly flashMs: number | null
  /** The texts of scripts that stand in it, as far as no values stand in them. */
  readonly scripts: readonly string[]
  readonly staticPaths: readonly { readonly path: string; readonly at: Location }[]
  /** The streams whose rows it draws, in the order of its code. */
  readonly streams: readonly StreamUse[]
  /** What each value of the page hangs on. */
  readonly dependencies: readonly Dependency[]
}

/** A page as it is before and after its pieces have their places. */
export interface PlacedPage {
  readonly flat: readonly Flat[]
  readonly nodes: readonly Placed[]
  readonly plan: RegionPlan
  readonly coarse: readonly CoarseRegion[]
}

/**
 * Finds what a page names: routes, static files and streams in its values, handlers in its attributes.
 *
 * @throws {TemplateError} when it makes of a stream what cannot be made of one
 */
export function collectUses({ flat, nodes: page, plan, coarse }: PlacedPage): Uses {
  const routes: RouteUse[] = []
  const staticPaths: { path: string; at: Location }[] = []
  const components: ComponentUse[] = []
  eachExpression(flat, (value) => {
    if (value.kind !== 'tag') return
    const { tag, args, named, at } = value
    const [first] = args
    if (first?.kind !== 'literal') return
    const text = String(first.value)
    if (isComponent(value)) components.push({ name: text, at })
    if (tag === staticTag) staticPaths.push({ path: text, at })
    if (tag !== urlTag) return
    const names = named.map(({ name }) => name)
    routes.push({ name: text, positional: args.length - 1, named: names, at })
  })
  const models = placedElements(page).flatMap((element) => modelOf(element) ?? [])
  return {
    routes,
    staticPaths,
    components,
    handlers: handlersOf(page),
    scripts: scriptsOf(page),
    flashMs: flashMsOf(page),
    models,
    uploads: placedElements(page).flatMap((element) => uploadOf(element) ?? []),
    streams: streamsOf(flat, plan, coarse),
    dependencies: [...dependenciesOf(flat), ...models.map(dependencyOf)],
  }
}

function dependencyOf({ name, at }: ModelUse): Dependency {
  return { kind: 'value', paths: [name], at }
}

function handlersOf(nodes: readonly Placed[]): HandlerUse[] {
  return nodes.flatMap((node): HandlerUse[] => {
    const inside = placedBodies(node).flatMap(handlersOf)
    if (node.kind !== 'element') return inside
    const own = node.attributes.flatMap((attribute) =>
      handlerNames(node, attribute).map((name) => ({
        name,
        directive: attribute.name,
        at: attribute.at,
      })),
    )
    return [...own, ...inside]
  })
}

/** The handlers that an attribute names, as far as that does not hang on data. */
function handlerNames(element: PlacedElement, attribute: Attribute): string[] {
  const { name, value, slot, calls = [] } = attribute
  if (name !== 'dj-loading.for') return calls.map(({ handler }) => handler)
  const chosen = slot ? (possibleValues(element, slot).whole ?? []) : []
  const values = value === null ? chosen : [value]
  return values.flatMap((text) => text.match(/\S+/g) ?? [])
}

function scriptsOf(page: readonly Placed[]): string[] {
  return [...placedElements(page)].flatMap((element) => {
    const { tag, namespace, attributes, text } = element
    const isInline = tag === 'script' && namespace === 'html' && isRun(element)
    if (!isInline || attributes.some(({ name }) => name === 'src')) return []
    return text.every((node) => node.kind === 'text')
      ? [text.map((node) => node.text).join('')]
      : []
  })
}

function flashMsOf(page: readonly Placed[]): number | null {
  for (const { attributes } of placedElements(page)) {
    const found = attributes.find(({ name }) => name === dismissAttribute)
    if (found?.value) return Number(found.value)
  }
  return null
}
