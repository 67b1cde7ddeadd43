import { type FeatureName, featureNames } from '../wire/features.ts'
import type { CoarseRegion } from './place/coarse.ts'
import { type Placed, placedBodies, type PlacedElement } from './place/placed.ts'

/** The attributes that nothing but a feature file understands; `*` stands for those that data names. */
const byAttribute: Readonly<Record<string, FeatureName>> = {
  'dj-change': 'fields',
  'dj-input': 'fields',
  'dj-patch': 'navigation',
  'dj-submit': 'fields',
  '*': 'free-attributes',
}

/** Elements that have a state of their own. */
const fields = ['input', 'textarea', 'select', 'option']

/** Tells which feature files a template needs: the one place that knows which construct needs which. */
export function featuresOf(
  page: readonly Placed[],
  coarse: readonly CoarseRegion[],
): readonly FeatureName[] {
  const needed = new Set<FeatureName | undefined>()
  if (coarse.length > 0) needed.add('morph')
  for (const { tag, attributes } of elementsIn(page)) {
    if (fields.includes(tag)) needed.add('fields')
    for (const { name } of attributes) needed.add(byAttribute[name])
  }
  return featureNames.filter((name) => needed.has(name))
}

/** Every element of a page once. */
function elementsIn(page: readonly Placed[]): readonly PlacedElement[] {
  const elements: PlacedElement[] = []
  const seen = new Set<object>()
  const walk = (nodes: readonly Placed[]): void => {
    for (const node of nodes) {
      if (node.kind === 'element') elements.push(node)
      placedBodies(node).forEach(walk)
      if (node.kind !== 'call' || seen.has(node.callee)) continue
      seen.add(node.callee)
      walk(node.callee.body)
    }
  }
  walk(page)
  return elements
}
