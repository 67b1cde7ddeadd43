import { escapeHtml } from '../../shared/html.ts'
import { addStatic, attributeOf } from './edit-tag.ts'
import { type Placed, placedElements } from './placed.ts'

/**
 * Lets the browser keep what is typed into the forms of a page.
 *
 * @param key begins the names of their drafts; null where the view wants none
 */
export function bindDrafts(page: readonly Placed[], key: string | null): void {
  if (key === null) return
  for (const element of placedElements(page)) {
    const handler = element.tag === 'form' ? attributeOf(element, 'dj-submit')?.value : undefined
    if (handler && !attributeOf(element, 'dj-draft'))
      addStatic(element, 'dj-draft', escapeHtml(`${key} ${handler}`))
  }
}
