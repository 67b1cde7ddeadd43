import type { Expression, Flat } from '../nodes.ts'

/** Where a live page is stricter than Django, by the names that relax it. */
export const escapingPlaces = [
  'safeStrings',
  'unquoted',
  'urls',
  'script',
  'style',
  'styleAttributes',
  'handlers',
  'srcdoc',
  'comments',
  'attributeNames',
] as const

export type EscapingPlace = (typeof escapingPlaces)[number]

/** What of a page is escaped as in Django, the rest trusted to the author: some places, or all. */
export type Escaping = 'django' | { readonly [place in EscapingPlace]?: 'django' | undefined }

/** Whether a place is as in Django. */
export type Trusts = (place: EscapingPlace) => boolean

export function trustsOf(escaping: Escaping = {}): Trusts {
  return (place) => escaping === 'django' || escaping[place] === 'django'
}

/** Tags that show what the author wrote, or set up, where their arguments are written out. */
const authored: ReadonlySet<string> = new Set([
  'get_media_prefix',
  'get_static_prefix',
  'static',
  'url',
])

/** Whether a value is the author's own, whatever the data: a choice of such is as safe as static text. */
export function isAuthored(value: Expression): boolean {
  switch (value.kind) {
    case 'literal':
      return true
    case 'tag':
      return (
        authored.has(value.tag.name) &&
        [...value.args, ...value.named.map((binding) => binding.value)].every(
          ({ kind }) => kind === 'literal',
        )
      )
    case 'cycle':
      return value.values.every(isAuthored)
    case 'raw':
      return isAuthored(value.value)
    default:
      return false
  }
}

/** The first piece among nodes that data may decide the text of, beyond choosing between texts of the author's. */
export function firstOfData(nodes: readonly Flat[]): Flat | undefined {
  for (const node of nodes) {
    if (node.kind === 'output' && !isAuthored(node.value)) return node
    if (node.kind === 'call' || node.kind === 'scripts') return node
    const inner =
      node.kind === 'if'
        ? node.branches.flatMap(({ body }) => body)
        : node.kind === 'for'
          ? [...node.body, ...(node.empty ?? [])]
          : []
    const found = firstOfData(inner)
    if (found) return found
  }
  return undefined
}
