import type { Location } from '../../shared/location.ts'
import { checkElement, checkInCoarse } from './check-place.ts'
import type { ContentEnd } from './coarse.ts'
import { contentOf } from './elements.ts'
import { tagName } from './foreign-names.ts'
import type { ContentStart } from './no-place.ts'
import type { OpenElements } from './open-elements.ts'
import type { OpeningTag } from './opening-tag.ts'
import type { PlacedElement } from './placed.ts'

/** An element that was begun. */
export interface Begun {
  readonly element: PlacedElement
  /** The end of its content, where that becomes coarse. */
  readonly coarse: ContentEnd | null
}

/** Puts the element of an opening tag into its place; what comes next is its content, if it can have one. */
export function beginElement(
  opening: OpeningTag,
  elements: OpenElements,
  start: ContentStart,
): Begun {
  const { kind, isLoose } = elements
  const isLive = isLiveElement(elements)
  const element = elementOf(opening, elements)
  const { tag, namespace } = element
  if (isLoose) elements.endLooselyBefore(opening.name.toLowerCase())
  else {
    elements.endBefore(opening.name.toLowerCase())
    if (namespace === 'html' && tag === 'tr' && elements.element?.tag === 'table')
      beginImplied('tbody', element.at, elements)
    checkElement(element, elements)
  }
  if (kind === 'coarse') checkInCoarse(element, elements.isInBranch)
  elements.add(element)
  if (element.content === 'none' || (namespace !== 'html' && opening.endsWithSlash))
    return { element, coarse: null }
  if (!isLoose || isLive) return { element, coarse: beginInLivePart(element, elements, start) }
  if (element.content === 'nodes') {
    element.isLoose = true
    elements.beginLoosely(element)
  } else elements.begin(element)
  return { element, coarse: null }
}

/** Whether the element that begins is the one whose content is live. */
function isLiveElement({ run, kind, isLoose, isOutermost }: OpenElements): boolean {
  if (kind !== 'page' || !isLoose || !isOutermost) return false
  return run.outside++ === run.live
}

function beginInLivePart(
  element: PlacedElement,
  elements: OpenElements,
  start: ContentStart,
): ContentEnd | null {
  const { run } = elements
  const number = run.inside++
  elements.begin(element, { number, element, ancestors: elements.ancestors(), ...start })
  return run.coarse.get(number)?.end ?? null
}

function elementOf(opening: OpeningTag, { run }: OpenElements): PlacedElement {
  const { name, namespace, open, attributes, start } = opening
  const tag = tagName(name, namespace)
  const guardsText = tag !== 'script' && tag !== 'style' && !run.trusts('safeStrings')
  return {
    kind: 'element',
    tag,
    namespace,
    open,
    attributes,
    children: [],
    text: [],
    ...(guardsText && { textEnding: '<' as const }),
    content: contentOf(tag, namespace),
    close: '',
    at: start,
  }
}

/** Begins an element that the browser adds. */
function beginImplied(tag: string, at: Location, elements: OpenElements): void {
  const element: PlacedElement = {
    kind: 'element',
    tag,
    namespace: 'html',
    open: [],
    attributes: [],
    children: [],
    text: [],
    content: 'nodes',
    close: '',
    at,
  }
  elements.add(element)
  elements.begin(element)
}
