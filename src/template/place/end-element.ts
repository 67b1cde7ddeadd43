import { TemplateError } from '../../shared/errors.ts'
import type { ContentPiece } from './content-piece.ts'
import { isEndedBy } from './elements.ts'
import type { OpenElements } from './open-elements.ts'
import type { PlacedElement } from './placed.ts'

/** Ends the element that an end tag is of, and those in it that end by themselves there. */
export function endElement(endTag: ContentPiece, elements: OpenElements): void {
  const { text: source, at } = endTag
  const written = /^<\/([^\s/>]+)/.exec(source)![1]!
  const name = written.toLowerCase()
  if (elements.isLoose && !elements.element) {
    elements.endLoosely(name)
    elements.add({ kind: 'markup', text: source })
    return
  }
  for (;;) {
    const { element } = elements
    if (!element) throw elements.noPlace(closesNothing(endTag, written, elements.isOutermost))
    const isItsEnd = element.tag.toLowerCase() === name
    if (!isItsEnd && !isEndedBy(element.tag, name)) {
      const place = at.source === '' ? element.at : at
      throw elements.noPlace(unclosed(element, `${source} comes`, place))
    }
    elements.end()
    if (isItsEnd) {
      element.close = source
      return
    }
  }
}

/** @param event what comes before its end */
export function unclosed(element: PlacedElement, event: string, at = element.at): TemplateError {
  const open = `<${element.tag}>`
  return new TemplateError(
    'unbalanced',
    `${event} while ${open} is open. Close it with </${element.tag}> in the same branch or template.`,
    at,
  )
}

function closesNothing(
  { text: source, at }: ContentPiece,
  name: string,
  isOutermost: boolean,
): TemplateError {
  return new TemplateError(
    'unbalanced',
    isOutermost
      ? `${source} closes nothing: no <${name}> is open here.`
      : `${source} closes an element begun outside this branch or loop. A branch or loop must hold whole elements; put the {% if %} into the attributes, or repeat the element in each branch.`,
    at,
  )
}
