import { metaAttribute } from '../../shared/meta-attribute.ts'
import type { LayoutHead } from '../../wire/frames.ts'
import type { LiveRegion, LiveSlot } from './slot.ts'

/** Gives the first region of a page the slots of the document's head. */
export function addHeadSlots({ slots }: LiveRegion, { title, meta }: LayoutHead): void {
  if (title !== undefined) slots[title] = new DocumentTitle()
  if (meta !== undefined) slots[meta] = new DocumentMeta()
}

class DocumentTitle implements LiveSlot {
  patch(value: string): void {
    this.fill(value)
  }

  fill(value: string): void {
    document.title = value
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}

/** The `<meta>` elements of the document that have names. */
class DocumentMeta implements LiveSlot {
  patch(value: string): void {
    this.fill(value)
  }

  /** @param value names and contents, as JSON */
  fill(value: string): void {
    const wanted = new Map(JSON.parse(value) as [string, string][])
    for (const meta of document.head.querySelectorAll('meta')) {
      const name = meta.getAttribute('name') ?? meta.getAttribute('property') ?? ''
      const content = wanted.get(name)
      // What nobody marked is the template's, or of a script.
      if (content !== undefined) meta.content = content
      else if (meta.hasAttribute('dj-meta')) meta.remove()
      wanted.delete(name)
    }
    for (const [name, content] of wanted) {
      const meta = document.createElement('meta')
      meta.setAttribute('dj-meta', '')
      meta.setAttribute(metaAttribute(name), name)
      meta.content = content
      document.head.append(meta)
    }
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}
