import { TemplateError } from '../../shared/errors.ts'
import type { Location } from '../../shared/location.ts'
import type { Expression } from '../nodes.ts'
import { isComponent } from '../tags/component.ts'
import type { ContentPiece } from './content-piece.ts'
import { breaksOut, misplaced, refusesText } from './elements.ts'
import type { OpenElements } from './open-elements.ts'
import type { PlacedElement } from './placed.ts'
import { isRun, scriptInBranch } from './script-errors.ts'

/** Refuses a value where the browser would move it, unless it is a component for sure, which is made of elements. */
export function checkOutput(
  { value, at }: { readonly value: Expression; readonly at: Location },
  elements: OpenElements,
): void {
  const parent = movingParent(elements)
  if (parent === null || (parent !== 'table' && isComponent(value))) return
  const reason =
    `A value cannot stand directly in <${parent}>: the browser moves it out. Put it into a cell. ` +
    'A component is shown there by {% component … %}.'
  throw misplacement(reason, at, elements)
}

/** Refuses a text where the browser would move it. */
export function checkText({ text, at }: ContentPiece, elements: OpenElements): void {
  const parent = movingParent(elements)
  if (parent === null || text.trim() === '') return
  const reason = `Text cannot stand directly in <${parent}>: the browser moves it out. Put it into a cell.`
  throw misplacement(reason, at, elements)
}

/** Refuses what begins with `<!` or `<?` where nodes are known. */
export function checkDeclaration({ text, at }: ContentPiece, elements: OpenElements): void {
  if (elements.isLoose) return
  const reason = `${text} is no element: the browser makes a comment of it, or nothing. Remove it.`
  throw misplacement(reason, at, elements)
}

/** Refuses an element where the browser would not leave it. */
export function checkElement(element: PlacedElement, elements: OpenElements): void {
  const { tag, namespace, at } = element
  if (namespace !== 'html') {
    if (!breaksOut(tag) || namespace !== elements.namespace) return
    const reason = `<${tag}> cannot stand in <${namespace}>: the browser ends <${namespace}> before it. Put it into <foreignObject>.`
    throw misplacement(reason, at, elements)
  }
  const ancestors = elements
    .ancestors()
    .map((each) => (each.namespace === 'html' ? each.tag : each.namespace))
  if (tag === 'tr' && ancestors.at(-1) === 'table') {
    const reason =
      'The browser puts a <tbody> around rows, which a loop or branch cannot know. Write <tbody> … </tbody> around it.'
    throw misplacement(reason, at, elements)
  }
  const reason = misplaced(tag, ancestors)
  if (reason !== null) throw misplacement(reason, at, elements)
}

/** Refuses in a coarse region what is refused in the rest of the live part. */
export function checkInCoarse(element: PlacedElement, isInBranch: boolean): void {
  const { tag, attributes, at } = element
  const root = attributes.find(({ name }) => name === 'dj-root' || name === 'dj-view')
  if (root) {
    throw new TemplateError(
      'live_part',
      `The element with ${root.name} stands in another live part. A page has one: remove ${root.name} here.`,
      root.at,
    )
  }
  if (tag === 'script' && isInBranch && isRun(element)) throw scriptInBranch(at)
}

/** The element around, where the browser moves texts out of it. */
function movingParent(elements: OpenElements): string | null {
  const parent = elements.enclosing?.tag
  return parent !== undefined && !elements.isLoose && refusesText(parent) ? parent : null
}

function misplacement(reason: string, at: Location, elements: OpenElements): Error {
  return elements.noPlace(new TemplateError('html_nesting', reason, at))
}
