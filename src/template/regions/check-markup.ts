import { TemplateError } from '../../shared/errors.ts'
import { type Placed, placedElements, type PlacedElement } from '../place/placed.ts'
import { browserAttributes, isReplacedWhole, updateMode } from './element-directives.ts'

/**
 * Checks what is sent as one piece, because it has no certain place or because a tag works on it.
 *
 * @throws {TemplateError} when an element in it has a directive that speaks of single rows or pieces
 */
export function checkMarkup(nodes: readonly Placed[]): void {
  for (const element of placedElements(nodes)) {
    refuseVirtual(element)
    browserAttributes(element)
    const mode = updateMode(element)
    const isOfPieces = mode === 'append' || mode === 'prepend' || isReplacedWhole(element)
    if (!isOfPieces) continue
    const name = isReplacedWhole(element) ? 'data-djust-replace' : `dj-update="${mode}"`
    throw new TemplateError(
      'directive_in_coarse',
      `${name} cannot hold here: what is around it is sent as one. Close each element in the branch that opens it, and put no tag around it that works on its body.`,
      element.at,
    )
  }
}

/** @throws {TemplateError} when the element is a virtual list */
export function refuseVirtual({ tag, attributes }: PlacedElement): void {
  const said = attributes.find(({ name }) => name.startsWith('dj-virtual'))
  if (!said) return
  throw new TemplateError(
    'virtual_without_place',
    `The rows of this list have no certain place in the page, so dj-virtual cannot choose among them: something in or around <${tag}> is moved by browsers, or begins in one branch and ends in another.`,
    said.at,
  )
}
