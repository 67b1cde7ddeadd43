import { type FeatureName, featureNames } from '../wire/features.ts'
import { directiveOf } from './directive-table.ts'
import { type Placed, placedElements } from './place/placed.ts'
import type { Item, OutputItem, RegionPlan } from './regions/region.ts'
import { timingAttribute } from './stamp-timing.ts'
import { makesMarkup } from './walk.ts'

/** Attributes besides directives that nothing but a feature file understands; `*` stands for those that data names. */
const byAttribute: Readonly<Record<string, FeatureName>> = {
  [timingAttribute]: 'timing',
  '*': 'free-attributes',
}

/** Elements that have a state of their own. */
const fields = ['input', 'textarea', 'select', 'option']

/** Attributes that elements do not follow by themselves when their presence changes. */
const states = ['audio muted', 'video muted', 'dialog open']

/**
 * Tells which feature files a template needs: the one place that knows which construct needs which.
 *
 * @param mayMove whether its view may put it into another layout. What is in the head then has to be known before scripts
 *   of others put more there
 */
export function featuresOf(
  page: readonly Placed[],
  plan: Pick<RegionPlan, 'kept' | 'meta' | 'regions' | 'shared' | 'title'>,
  mayMove = false,
): readonly FeatureName[] {
  const needed = new Set<FeatureName | undefined>()
  for (const { value } of plan.regions.flatMap(({ items }) => morphedIn(items))) {
    needed.add('morph')
    if (makesMarkup(value)) needed.add('fields')
  }
  if (plan.kept.length > 0) needed.add('kept-rows')
  if (plan.title || plan.meta) needed.add('page-head')
  if (plan.shared) needed.add('instant')
  if (mayMove) needed.add('layout').add('navigation')
  for (const { tag, attributes } of placedElements(page)) {
    if (fields.includes(tag)) needed.add('fields')
    for (const { name, slot, mayCommand } of attributes) {
      if (mayCommand) needed.add('commands')
      for (const each of [directiveOf(name)?.needs ?? byAttribute[name]].flat()) needed.add(each)
      if (slot && states.includes(`${tag} ${name}`)) needed.add('element-state')
    }
  }
  return featureNames.filter((name) => needed.has(name))
}

/** What is sent as one, in whatever it stands. */
function morphedIn(items: readonly Item[]): readonly OutputItem[] {
  return items.flatMap((item) => {
    if (item.kind === 'element') return morphedIn(item.children)
    return item.kind === 'output' && item.markup ? [item] : []
  })
}
