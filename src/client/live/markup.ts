import type { Foreign } from '../../wire/layout.ts'
import { trusted } from '../policy.ts'

/** What stands around a text: static texts where it is alone in its element, and a namespace that is not HTML's. */
export interface Around {
  readonly before?: string
  readonly after?: string
  readonly ns?: Foreign
}

let inert: Document | undefined

/**
 * Parses markup that the author declared safe. It is the one place of the runtime that does. Nothing in it loads, plays
 * or begins to live before it is put into the page.
 *
 * @param parent what it will stand in, which decides how it is read: rows of a table, options
 */
export function parseMarkup(
  html: string,
  parent: Node,
  { before = '', after = '', ns }: Around,
): ChildNode[] {
  inert ??= document.implementation.createHTMLDocument()
  const name = !ns && parent instanceof HTMLElement ? parent.localName : 'template'
  const element = inert.createElement(name) as HTMLElement & { multiple?: boolean }
  // Only then does a `select` leave its options as the markup says.
  element.multiple = true
  element.innerHTML = trusted().createHTML(ns ? `<${ns}>${html}</${ns}>` : html)
  const inside = element instanceof HTMLTemplateElement ? element.content : element
  // Where scripts run, it holds a text.
  for (const each of inside.querySelectorAll('noscript')) each.textContent = each.innerHTML
  const content = ns ? inside.firstElementChild! : inside
  content.prepend(before)
  content.append(after)
  content.normalize()
  return [...content.childNodes]
}
