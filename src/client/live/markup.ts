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
 * @param foreign the namespace around it, where it is not HTML
 */
export function parseMarkup(html: string, foreign?: Foreign): ChildNode[] {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  policy ??= trustedTypes
    ? trustedTypes.createPolicy('djust', { createHTML: (safe) => safe })
    : { createHTML: (safe) => safe }
  const template = document.createElement('template')
  template.innerHTML = policy.createHTML(foreign ? `<${foreign}>${html}</${foreign}>` : html)
  const { content } = template
  return [...(foreign ? content.firstChild! : content).childNodes]
}
