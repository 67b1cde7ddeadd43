import type { Foreign } from '../../wire/layout.ts'

interface MarkupPolicy {
  createHTML(html: string): string
}

interface TrustedTypes {
  createPolicy(name: string, rules: MarkupPolicy): MarkupPolicy
}

let policy: MarkupPolicy | undefined

/**
 * Parses markup that the author declared safe. It is the one place of the runtime that does, so one Trusted Types
 * policy, `djust`, is enough.
 *
 * @param parent what it will stand in, which decides how it is read: rows of a table, options
 * @param foreign the namespace around it, where it is not HTML
 */
export function parseMarkup(html: string, parent: Node, foreign?: Foreign): ChildNode[] {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  policy ??= trustedTypes
    ? trustedTypes.createPolicy('djust', { createHTML: (safe) => safe })
    : { createHTML: (safe) => safe }
  const name = !foreign && parent instanceof HTMLElement ? parent.localName : 'template'
  // A custom element would begin to live.
  const around = document.createElement(name.includes('-') ? 'template' : name)
  around.innerHTML = policy.createHTML(foreign ? `<${foreign}>${html}</${foreign}>` : html)
  const content = around instanceof HTMLTemplateElement ? around.content : around
  return [...(foreign ? content.firstChild! : content).childNodes]
}
