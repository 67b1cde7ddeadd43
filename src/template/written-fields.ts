import { type Placed, placedElements, type PlacedElement } from './place/placed.ts'

/** Attributes that tell fields of a template apart. */
const telling = ['type', 'name', 'id', 'value']

/**
 * Tells which fields of a coarse region the server writes, though the markup may not show it: selectors, by the
 * attribute in which their state begins.
 */
export function writtenFields(content: readonly Placed[]): Readonly<Record<string, string>> {
  const selectors = new Map<string, Set<string>>()
  // What is in a coarse region stands there without a tree.
  let around = ''
  for (const element of placedElements(content)) {
    if (element.tag === 'select') around = `${selectorOf(element, '')} `
    const name = hiddenState(element)
    if (name === null) continue
    const selector = (name === 'selected' ? around : '') + selectorOf(element, name)
    selectors.set(name, (selectors.get(name) ?? new Set()).add(selector))
  }
  return Object.fromEntries([...selectors].map(([name, all]) => [name, [...all].join()]))
}

/** The attribute that a field may be drawn without, and which the template gives it at other times. */
function hiddenState({ tag, attributes, text }: PlacedElement): string | null {
  if (tag === 'textarea') return text.some(({ kind }) => kind !== 'text') ? 'value' : null
  const states = tag === 'input' ? ['checked', 'value'] : tag === 'option' ? ['selected'] : []
  const found = attributes.find(({ name, slot }) => slot?.isConditional && states.includes(name))
  return found?.name ?? null
}

function selectorOf({ tag, attributes }: PlacedElement, state: string): string {
  const told = attributes.flatMap(({ name, value, slot }) => {
    if (name === state || !telling.includes(name)) return []
    if (value !== null) return [`[${name}="${quoted(value)}"]`]
    return slot?.isConditional ? [] : [`[${name}]`]
  })
  const mayBeNamed = attributes.some(({ name }) => name === 'name' || name === '*')
  return tag + told.join('') + (mayBeNamed || tag === 'option' ? '' : ':not([name])')
}

function quoted(text: string): string {
  return text.replace(/["\\\n\r\f]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)
}
