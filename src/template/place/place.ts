import type { Flat } from '../nodes.ts'
import { type CoarseRegion, contentBetween, intactEnd } from './coarse.ts'
import { type Escaping, trustsOf } from './escaping.ts'
import { keepInCells, leavingLocals } from './leaving-locals.ts'
import { mergeTags } from './merge-tags.ts'
import type { Placed, PlacedElement } from './placed.ts'
import type { Misplaced } from '../verify/find-misplaced.ts'
import { NoPlace } from './no-place.ts'
import { Placer } from './placer.ts'
import { type Coarse, newRun } from './run.ts'

/** A page as a tree of markup, with what of its live part is drawn as one. */
export interface PlacedPage<Plan> {
  readonly nodes: Placed[]
  readonly coarse: readonly CoarseRegion[]
  readonly plan: Plan
}

/** Makes something of a page whose pieces seem to have their places. */
export interface Planner<Plan> {
  plan(page: Placed[]): Plan
  /**
   * Finds what the browser does not leave in its place.
   *
   * @param ancestorsOf gives the elements around one of the live part, outermost first
   */
  verify(
    plan: Plan,
    ancestorsOf: (element: PlacedElement) => readonly PlacedElement[],
  ): Misplaced | null
}

/**
 * Reads the template's text as HTML with holes, and puts every dynamic piece of the live part into its place in the tree.
 *
 * The tokenizer follows the WHATWG states as far as a template can stand in them. Where the browser would move or repair
 * something, or markup does not balance, the smallest element around that stays intact becomes coarse: one value, which
 * is its content. Outside of the live part nothing needs a place; it is drawn as it comes.
 *
 * This is told from what is known of browsers, and then verified by a parser.
 *
 * @param escaping where values are escaped as in Django
 * @throws {TemplateError} when no element around stays intact, or a value stands where it would not be safe
 */
export function place<Plan>(
  nodes: readonly Flat[],
  planner: Planner<Plan>,
  escaping?: Escaping,
): PlacedPage<Plan> {
  const trusts = trustsOf(escaping)
  let page = mergeTags(nodes)
  const live = liveIndex(new Placer(newRun(trusts, -1, new Map())).placePage(page))
  const coarse = new Map<number, Coarse>()
  for (;;) {
    try {
      const run = newRun(trusts, live, coarse)
      const placed = new Placer(run).placePage(page)
      const plan = planner.plan(placed)
      const misplaced = planner.verify(plan, (element) => {
        return run.contents.get(element)?.at(-1)?.ancestors ?? []
      })
      if (misplaced) {
        const { around, reason } = misplaced
        const known = around.findLast((element) => run.contents.has(element))
        throw new NoPlace(reason, (known && run.contents.get(known)) ?? [])
      }
      return { nodes: placed, plan, coarse: [...coarse.values()].map(({ region }) => region) }
    } catch (error) {
      if (!(error instanceof NoPlace)) throw error
      const { mark, leaving } = coarsen(error, coarse)
      // What is known of elements inside of it no longer counts.
      for (const known of coarse.keys()) if (known > mark.number) coarse.delete(known)
      coarse.set(mark.number, mark)
      if (leaving.size > 0) page = keepInCells(page, leaving)
    }
  }
}

/** The element whose content is live, among those of the outermost list. */
function liveIndex(page: readonly Placed[]): number {
  const elements = page.filter((node) => node.kind === 'element')
  const indexOf = (name: string): number =>
    elements.findIndex(({ attributes }) => attributes.some((each) => each.name === name))
  const root = indexOf('dj-root')
  return root < 0 ? indexOf('dj-view') : root
}

/** The smallest element around that stays intact, and what is set in it for what comes behind it. */
function coarsen(
  { reason, around }: NoPlace,
  known: ReadonlyMap<number, Coarse>,
): { mark: Coarse; leaving: ReadonlySet<number> } {
  for (const { number, element, ancestors, nodes, from } of around.toReversed()) {
    if (known.has(number)) continue
    const end = intactEnd(element, ancestors, nodes, from)
    if (!end) continue
    const leaving = leavingLocals(contentBetween(nodes, from, end), nodes.slice(end.index))
    if (!leaving) continue
    const why = reason.message.split('\n')[0]!
    const { tag, at } = element
    return { mark: { number, end, region: { tag, at, why, cause: reason.at } }, leaving }
  }
  throw reason
}
