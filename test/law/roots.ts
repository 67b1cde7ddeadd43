import type { Content } from './random-content.ts'

/** A live part: the tags around its content, and what may stand in it. */
export interface Root {
  readonly start: string
  readonly kind: Content
  readonly end: string
}

function root(kind: Content, tag: string): Root {
  const around = (surroundings[tag] ?? '').split(' ').filter((each) => each !== '')
  const start = around.map((each) => `<${each}>`).join('')
  const end = around.map((each) => `</${each}>`).reverse()
  return { start: `${start}<${tag} dj-root>`, kind, end: `</${tag}>${end.join('')}` }
}

const surroundings: Readonly<Record<string, string>> = {
  td: 'table tbody tr',
  li: 'ul',
  tbody: 'table',
  tr: 'table tbody',
  optgroup: 'select',
  option: 'select',
  g: 'svg',
}

/** A live part of each kind of element. */
export const roots: readonly Root[] = [
  ...[root('flow', 'div'), root('flow', 'div'), root('flow', 'td'), root('flow', 'li')],
  ...[root('phrase', 'p'), root('phrase', 'span'), root('items', 'ul'), root('terms', 'dl')],
  ...[root('sections', 'table'), root('rows', 'tbody'), root('cells', 'tr')],
  ...[root('choices', 'select'), root('options', 'optgroup'), root('text', 'option')],
  ...[root('shapes', 'svg'), root('shapes', 'g')],
]
