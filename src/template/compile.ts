import type { PageLayout } from '../wire/layout.ts'
import {
  type Completion,
  completeDocument,
  findLivePart,
  noPageHead,
  type PageHead,
} from './document.ts'
import { Comparing, type FieldUses, noFieldUses } from './emit/comparing.ts'
import { type Emitted, emitPage, emitPart, emitText } from './emit/emit.ts'
import { checkDirectives } from './directives.ts'
import { writeCalls } from './write-calls.ts'
import { writeShortcuts } from './write-shortcuts.ts'
import { hideLoading } from './hide-loading.ts'
import { type RecordShape, recordShape } from './emit/record-shape.ts'
import {
  type ColocatedHook,
  colocatedHooksIn,
  nameHooks,
  noting,
  withHooks,
} from './colocated-hooks.ts'
import { featuresOf } from './features.ts'
import { layoutOf } from './layout.ts'
import { link } from './link.ts'
import type { LinkOptions, Source } from './template-source.ts'
import { aroundPart, contentOfPart, stampPart } from './part.ts'
import type { CoarseRegion } from './place/coarse.ts'
import { bindDrafts } from './place/bind-drafts.ts'
import { bindModels } from './place/bind-models.ts'
import { bindUploads } from './place/bind-uploads.ts'
import { enrich } from './place/enrich.ts'
import { type Escaping, trustsOf } from './place/escaping.ts'
import { planMetas } from './place/own-metas.ts'
import { type Planner, place } from './place/place.ts'
import type { Placed } from './place/placed.ts'
import { planRegions } from './regions/plan.ts'
import type { RegionPlan } from './regions/region.ts'
import { resolveScopes } from './resolve.ts'
import { type Callers, callersOf } from './shown-callers.ts'
import { shareFields } from './regions/shared-places.ts'
import { actsOf, type SharedFields } from './shared-fields.ts'
import { stampTimings } from './stamp-timing.ts'
import { findMisplaced } from './verify/find-misplaced.ts'
import type { VerifiedCache } from './verify/verified-cache.ts'
import { collectUses, type Uses } from './uses.ts'

export interface TextOptions extends LinkOptions {
  /** What a missing variable shows, `%s` standing for its name; empty in most applications. */
  readonly stringIfInvalid?: string
}

export interface CompileOptions extends TextOptions {
  /** Where values are escaped as in Django, and the rest trusted to the author. */
  readonly escaping?: Escaping
  /** Title of a page whose template has no `<html>`. */
  readonly title: string
  /** What its view says of the page around the live part (default: nothing). */
  readonly head?: PageHead
  /** Names whose places are not compared as others are (default: none). */
  readonly fields?: FieldUses
  /** What a parser has verified before, and need not again. */
  readonly verified?: VerifiedCache
  /** Begins the names under which the browser keeps what is typed into its forms; null for those that it does not. */
  readonly draft?: string | null
  /** The class whose name stands before those of the hooks in its template; null where they are as written. */
  readonly hookOwner?: string | null
  /** When the browser sends events of a handler, by its name. */
  readonly timings?: ReadonlyMap<string, string>
  /** What the view shares with the browser; null for nothing. */
  readonly shared?: SharedFields | null
}

/** A template's code. */
export interface CompiledText extends Emitted {
  /** The same code, noting where it is. */
  traced(): Emitted
}

/** A page, compiled: its code, and what the browser and the application must know about it. */
export interface Compiled extends CompiledText, Uses {
  readonly layout: PageLayout
  /** The layout with everything needed to build the live part anew. */
  wholeLayout(): PageLayout
  readonly added: readonly Completion[]
  /** Hooks that are written in its templates. */
  readonly hooks: readonly ColocatedHook[]
  /** What of the live part is sent as a whole. */
  readonly coarse: readonly CoarseRegion[]
  /** What the entries of its records mean. */
  recordShape(): RecordShape
  /** Which handlers its elements call. */
  callers(): Callers
}

/**
 * Compiles a template into a page: base, child and includes become one.
 *
 * @param entry the template to start from
 * @throws {TemplateError} when the template cannot be compiled as written
 */
export function compile(entry: Source, options: CompileOptions): Compiled {
  const { title, stringIfInvalid = '', escaping, verified, timings, shared } = options
  const { fields = noFieldUses, draft = null, head = noPageHead } = options
  const { load, sources } = noting(entry, options.load)
  const linked = link(entry, { ...options, load })
  const hooks = colocatedHooksIn(sources, options.hookOwner)
  const { nodes, added } = completeDocument(linked.nodes, title, head)
  const flat = resolveScopes({ ...linked, nodes }, { isPage: true })
  const {
    nodes: page,
    coarse,
    plan,
  } = place(
    flat,
    {
      plan(placed) {
        prepareDirectives(placed)
        nameHooks(placed, hooks)
        bindModels(placed)
        bindUploads(placed)
        bindDrafts(placed, draft)
        enrich(placed)
        stampTimings(placed, timings)
        const { live, title: titleElement } = findLivePart(placed)
        const meta = head.hasMeta ? planMetas(placed, live) : null
        const planned = planRegions(live, { title: titleElement, meta }, false, !!shared)
        return shared ? shareFields(planned, flat, shared, false) : planned
      },
      verify: verifier(verified),
    },
    escaping,
  )
  const inLayout = {
    trustsUrls: trustsOf(escaping)('urls'),
    features: withHooks(featuresOf(page, plan, head.mayMove), hooks),
    acts: shared ? actsOf(shared) : undefined,
  }
  const comparing = new Comparing(flat, fields, false, plan.shared?.places)
  const uses = collectUses({ flat, nodes: page, plan, coarse })
  return {
    ...emitPage(page, plan, comparing, { stringIfInvalid, isTraced: false }),
    layout: layoutOf(plan, inLayout),
    wholeLayout: () =>
      layoutOf(plan, { ...inLayout, features: [...inLayout.features, 'rebuild'], isWhole: true }),
    added,
    coarse,
    recordShape: () => recordShape(plan, comparing),
    callers: () => callersOf(plan, uses.handlers),
    traced: () => emitPage(page, plan, comparing, { stringIfInvalid, isTraced: true }),
    hooks,
    ...uses,
  }
}

/**
 * Compiles the template of a component: a piece that stands wherever a page shows it, all of it live.
 *
 * @throws {TemplateError} when the template cannot be compiled as written
 */
export function compilePart(entry: Source, options: Omit<CompileOptions, 'title'>): Compiled {
  const { stringIfInvalid = '', escaping, verified, timings, shared } = options
  const { load, sources } = noting(entry, options.load)
  const linked = link(entry, { ...options, load })
  const hooks = colocatedHooksIn(sources, options.hookOwner)
  const flat = resolveScopes({ ...linked, nodes: aroundPart(linked.nodes) }, { isPage: true })
  const {
    nodes: page,
    coarse,
    plan,
  } = place(
    flat,
    {
      plan(placed) {
        prepareDirectives(placed)
        nameHooks(placed, hooks)
        bindModels(placed)
        bindUploads(placed)
        enrich(placed, true)
        stampTimings(placed, timings)
        const live = contentOfPart(placed)
        stampPart(live.children)
        const planned = planRegions(live, {}, true)
        return shared ? shareFields(planned, flat, shared, true) : planned
      },
      verify: verifier(verified),
    },
    escaping,
  )
  const { live } = plan
  const trustsUrls = trustsOf(escaping)('urls')
  const features = withHooks(featuresOf(page, plan), hooks)
  const acts = shared ? actsOf(shared) : undefined
  const layout = layoutOf(plan, { trustsUrls, features, isWhole: true, acts })
  const comparing = new Comparing(flat, noFieldUses, true, plan.shared?.places)
  const uses = collectUses({ flat, nodes: page, plan, coarse })
  return {
    ...emitPart(live.children, plan, comparing, { stringIfInvalid, isTraced: false }),
    layout,
    wholeLayout: () => layout,
    added: [],
    coarse,
    recordShape: () => recordShape(plan, comparing),
    callers: () => callersOf(plan, uses.handlers),
    traced: () => emitPart(live.children, plan, comparing, { stringIfInvalid, isTraced: true }),
    hooks,
    ...uses,
  }
}

function prepareDirectives(placed: readonly Placed[]): void {
  checkDirectives(placed)
  writeShortcuts(placed)
  writeCalls(placed)
  hideLoading(placed)
}

function verifier(verified: VerifiedCache | undefined): Planner<RegionPlan>['verify'] {
  return (plan, ancestorsOf) => findMisplaced(plan, ancestorsOf(plan.live), verified)
}

/**
 * Compiles a template into the text that Django would make of it: a mail, a fragment, a page that is not live. What
 * stands in it is not read as markup.
 *
 * @throws {TemplateError} when the template cannot be compiled as written
 */
export function compileText(entry: Source, options: TextOptions): CompiledText {
  const { stringIfInvalid = '' } = options
  const flat = resolveScopes(link(entry, options), { isPage: false })
  return {
    ...emitText(flat, { stringIfInvalid, isTraced: false }),
    traced: () => emitText(flat, { stringIfInvalid, isTraced: true }),
  }
}
