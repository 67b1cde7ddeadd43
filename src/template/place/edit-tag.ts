import { escapeHtml } from '../../shared/html.ts'
import type { Condition, Flat } from '../nodes.ts'
import { readAttribute } from '../read-html.ts'
import type { Attribute, AttributeSlot, PlacedElement, TagPart } from './placed.ts'

export function attributeOf(element: PlacedElement, name: string): Attribute | undefined {
  return element.attributes.find((attribute) => attribute.name === name)
}

/** What the value of a dynamic attribute is made of; empty where branches of the tag give it. */
export function partsOfValue({ open }: PlacedElement, slot: AttributeSlot | null): Flat[] {
  const found = open.find((part) => part.kind === 'value' && part.slot === slot)
  return found?.kind === 'value' ? found.parts : []
}

/** @param html the value as it is written between quotes */
export function addStatic(element: PlacedElement, name: string, html: string): void {
  insertBeforeEnd(element, [{ kind: 'source', text: ` ${name}="${html}"` }])
  element.attributes.push({ name, value: readAttribute(html), slot: null, at: element.at })
}

/**
 * Changes an attribute in which nothing is dynamic.
 *
 * @param html the value as it is written between quotes
 */
export function replaceStatic(element: PlacedElement, name: string, html: string): void {
  const i = element.attributes.findIndex((each) => each.name === name)
  const attribute = element.attributes[i]!
  const value = readAttribute(html)
  const written = new RegExp(
    `(?<=\\s${literally(name)}\\s*=\\s*)("[^"]*"|'[^']*'|[^\\s>"']+)`,
    'gi',
  )
  for (const [at, part] of element.open.entries()) {
    if (part.kind !== 'source') continue
    const text = part.text.replace(written, (before) => {
      const isIt = readAttribute(before.replace(/^["']|["']$/g, '')) === attribute.value
      return isIt ? `"${html}"` : before
    })
    element.open[at] = { ...part, text }
  }
  element.attributes[i] = { ...attribute, value }
}

/**
 * Writes anew an attribute that hangs on values.
 *
 * @param written makes of a value in which nothing is dynamic what is there in its place
 * @param partsOf does so for one that is put together
 */
export function rewriteDynamic(
  { open }: PlacedElement,
  slot: AttributeSlot,
  written: (value: string) => string,
  partsOf: (parts: readonly Flat[]) => Flat[],
): void {
  const { name } = slot
  const rewrite = (parts: TagPart[]): void => {
    for (const [i, part] of parts.entries()) {
      if (part.kind === 'if') for (const branch of part.branches) rewrite(branch.parts)
      else if (part.kind === 'value' && part.slot === slot)
        parts[i] = { ...part, parts: partsOf(part.parts) }
      else if (part.kind === 'present' && part.slot === slot) {
        const value = written(part.value)
        const source = parts[i - 1]
        if (value === part.value || source?.kind !== 'source') continue
        // The source before ends with the value; a quote that ends it comes behind.
        const text = source.text.replace(
          new RegExp(
            `((?:^|\\s)${literally(name)}\\s*=\\s*)(?:(["'])(?:(?!\\2).)*|[^\\s>"']+)$`,
            'is',
          ),
          (_, before: string, quote?: string) =>
            quote ? `${before}${quote}${escapeHtml(value)}` : `${before}"${escapeHtml(value)}"`,
        )
        parts[i - 1] = { ...source, text }
        parts[i] = { ...part, value }
      }
    }
  }
  rewrite(open)
}

/** Adds an attribute whose value has something dynamic in it. */
export function addValue(
  element: PlacedElement,
  name: string,
  parts: Flat[],
  { isUrl = false } = {},
): void {
  const slot = { name, isUrl, isConditional: false }
  insertBeforeEnd(element, [
    { kind: 'source', text: ` ${name}="` },
    { kind: 'value', slot, parts, ending: '"' },
    { kind: 'source', text: '"' },
  ])
  element.attributes.push({ name, value: null, slot, at: element.at })
}

/** Adds an attribute without a value that is only there where a condition holds. */
export function addConditional(element: PlacedElement, name: string, condition: Condition): void {
  const slot = { name, isUrl: false, isConditional: true }
  const parts: TagPart[] = [
    { kind: 'source', text: ` ${name}` },
    { kind: 'present', slot, value: '' },
  ]
  insertBeforeEnd(element, [{ kind: 'if', branches: [{ condition, parts }] }])
  element.attributes.push({ name, value: null, slot, at: element.at })
}

/** Adds to an opening tag, before its `>` or `/>`. */
export function insertBeforeEnd(element: PlacedElement, parts: TagPart[]): void {
  const last = element.open.at(-1)
  if (last?.kind !== 'source') throw new Error('an opening tag ends with its ">"')
  // A slash that runs into a value without quotes belongs to it.
  const { index, 0: end } = /(?:(?<=["'\s]|^)\/)?>$/.exec(last.text)!
  element.open.splice(-1, 1, { kind: 'source', text: last.text.slice(0, index) }, ...parts, {
    kind: 'source',
    text: end,
  })
}

function literally(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
