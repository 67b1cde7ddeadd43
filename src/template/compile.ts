import type { PageLayout } from '../wire/layout.ts'
import { type Completion, completeDocument, findLivePart } from './document.ts'
import { type Emitted, emit } from './emit/emit.ts'
import { layoutOf } from './layout.ts'
import { type LoadTemplate, link, type NameParent, type Source } from './link.ts'
import { enrich } from './place/enrich.ts'
import { place } from './place/place.ts'
import { planRegions } from './regions/plan.ts'
import { resolveScopes } from './resolve.ts'
import { collectUses, type Uses } from './uses.ts'

export interface CompileOptions {
  readonly load: LoadTemplate
  /** Answers for `{% extends variable %}`. */
  readonly nameParent: NameParent
  /** Title of a page whose template has no `<html>`. */
  readonly title: string
}

/** A page, compiled: its code, and what the browser and the application must know about it. */
export interface Compiled extends Emitted, Uses {
  readonly layout: PageLayout
  /** The layout with everything needed to build the live part anew. */
  wholeLayout(): PageLayout
  readonly added: readonly Completion[]
  /** The same code, noting where it is. */
  traced(): Emitted
}

/**
 * Compiles a template into a page: base, child and includes become one.
 *
 * @param entry the template to start from
 * @throws {TemplateError} when the template cannot be compiled as written
 */
export function compile(entry: Source, { load, nameParent, title }: CompileOptions): Compiled {
  const linked = link(entry, load, nameParent)
  const { nodes, added } = completeDocument(linked.nodes, title)
  const flat = resolveScopes({ ...linked, nodes })
  const page = place(flat)
  enrich(page)
  const { live, title: titleElement } = findLivePart(page)
  const plan = planRegions(live, titleElement)
  return {
    ...emit(page, plan),
    layout: layoutOf(plan),
    wholeLayout: () => layoutOf(plan, true),
    added,
    traced: () => emit(page, plan, true),
    ...collectUses(flat, page),
  }
}
