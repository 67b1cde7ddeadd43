import { TemplateError } from '../shared/errors.ts'
import { addStatic } from './place/edit-tag.ts'
import { type Placed, placedElements } from './place/placed.ts'
import { fixedValue } from './regions/element-directives.ts'

/**
 * Hides what is shown only while an event waits, or once the page is live, so that it is not seen before.
 *
 * @throws {TemplateError} when something else hides it, too
 */
export function hideLoading(page: readonly Placed[]): void {
  for (const element of placedElements(page)) {
    const find = (name: string) => element.attributes.find((each) => each.name === name)
    const shows =
      find('dj-cloak') ?? find('dj-loading.show') ?? pendingShow(find('dj-form-pending'))
    if (!shows || find('dj-loading.target')) continue
    fixedValue(shows, shows.name)
    const hidden = find('hidden')
    if (hidden) {
      throw new TemplateError(
        'hidden_twice',
        `${shows.name} hides the element until it is to be seen. Remove hidden, or put one into the other.`,
        hidden.at,
      )
    }
    addStatic(element, 'hidden', '')
  }
}

function pendingShow<T extends { readonly value: string | null }>(
  attribute: T | undefined,
): T | undefined {
  return attribute?.value === 'show' ? attribute : undefined
}
