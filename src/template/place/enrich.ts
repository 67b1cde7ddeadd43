import { csrfField } from '../../shared/csrf-field.ts'
import { escapeHtml } from '../../shared/html.ts'
import { filters } from '../filters/index.ts'
import type { Expression, Flat } from '../nodes.ts'
import { readAttribute } from '../read-html.ts'
import {
  type Attribute,
  type Placed,
  placedBodies,
  type PlacedElement,
  type TagPart,
} from './placed.ts'

/** The query parameter in which a form posted without JavaScript names its handler. */
export const eventParameter = '_event'

/**
 * Gives forms and links what they need to work before, or without, the browser runtime: a form with `dj-submit` posts
 * to its page with a CSRF field and the handler's name; a link with `dj-patch` has that address.
 *
 * @param isPart whether they are a component's: its forms say which one they belong to
 */
export function enrich(nodes: readonly Placed[], isPart = false): void {
  for (const [i, node] of nodes.entries()) {
    for (const body of placedBodies(node)) enrich(body, isPart)
    if (node.kind !== 'element') continue
    if (node.tag === 'form')
      enrichForm(node, node.isLoose ? nodes.slice(i + 1) : node.children, isPart)
    if (node.tag === 'a') enrichLink(node)
  }
}

/** @param content what stands in the form */
function enrichForm(form: PlacedElement, content: readonly Placed[], isPart: boolean): void {
  const handler = attribute(form, 'dj-submit')
  if (!handler || handler.value === null || handler.value === '') return
  const method = attribute(form, 'method')
  if (attribute(form, 'action') || (method && method.value?.toLowerCase() !== 'post')) return

  if (!method) addStatic(form, 'method', 'post')
  const values = form.attributes.filter(({ name }) => name.startsWith('dj-value-'))
  const query: Flat[] = [
    { kind: 'text', text: `?${eventParameter}=${encodeURIComponent(handler.value)}`, at: form.at },
  ]
  if (isPart) {
    query.push({ kind: 'text', text: '&amp;component-id=', at: form.at }, encodedId(form))
  }
  for (const value of values) {
    query.push({ kind: 'text', text: `&amp;${value.name.slice('dj-value-'.length)}=`, at: form.at })
    query.push(...encoded(form, value))
  }
  addDynamic(form, 'action', query)

  if (!hasCsrfField(content)) form.children.unshift(csrfInput(form))
}

function enrichLink(link: PlacedElement): void {
  const patch = attribute(link, 'dj-patch')
  if (!patch || attribute(link, 'href')) return
  if (patch.value !== null) return addStatic(link, 'href', escapeHtml(patch.value))
  if (patch.slot?.isConditional) return
  addDynamic(link, 'href', valueParts(link, patch))
}

function attribute(element: PlacedElement, name: string): Attribute | undefined {
  return element.attributes.find((a) => a.name === name)
}

function valueParts(element: PlacedElement, { slot }: Attribute): Flat[] {
  const found = element.open.find((part) => part.kind === 'value' && part.slot === slot)
  return found?.kind === 'value' ? found.parts : []
}

/** The id of the component that an element belongs to. */
function encodedId({ at }: PlacedElement): Flat {
  const input: Expression = { kind: 'path', name: 'component_id', steps: [], at }
  return { kind: 'output', value: urlencoded(input), env: null, at }
}

function urlencoded(input: Expression): Expression {
  const { at } = input
  const nothing: Expression = { kind: 'literal', value: '', at }
  return {
    kind: 'filter',
    input,
    name: 'urlencode',
    filter: filters.get('urlencode')!,
    argument: nothing,
    at,
  }
}

/** The parts of a value, each percent-encoded. */
function encoded(element: PlacedElement, value: Attribute): Flat[] {
  if (value.value !== null)
    return [{ kind: 'text', text: encodeURIComponent(value.value), at: element.at }]
  const encode = (part: Flat): Flat => {
    switch (part.kind) {
      case 'text':
        return { ...part, text: encodeURIComponent(readAttribute(part.text)) }
      case 'output':
        return { ...part, value: urlencoded(part.value) }
      case 'if':
        return {
          ...part,
          branches: part.branches.map((branch) => ({ ...branch, body: branch.body.map(encode) })),
        }
      case 'for':
        return { ...part, body: part.body.map(encode), empty: part.empty?.map(encode) ?? null }
      default:
        return part
    }
  }
  return valueParts(element, value).map(encode)
}

/** @param html the value as it is written between quotes */
export function addStatic(element: PlacedElement, name: string, html: string): void {
  insertBeforeEnd(element, [{ kind: 'source', text: ` ${name}="${html}"` }])
  element.attributes.push({ name, value: readAttribute(html), slot: null, at: element.at })
}

function addDynamic(element: PlacedElement, name: string, parts: Flat[]): void {
  if (parts.every((part) => part.kind === 'text')) {
    addStatic(element, name, parts.map(({ text }) => text).join(''))
    return
  }
  const slot = { name, isUrl: true, isConditional: false }
  insertBeforeEnd(element, [
    { kind: 'source', text: ` ${name}="` },
    { kind: 'value', slot, parts, ending: '"' },
    { kind: 'source', text: '"' },
  ])
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

function hasCsrfField(nodes: readonly Placed[]): boolean {
  return nodes.some(
    (node) =>
      node.kind === 'element' &&
      (node.attributes.some(({ name, value }) => name === 'name' && value === csrfField) ||
        hasCsrfField(node.children)),
  )
}

function csrfInput({ at }: PlacedElement): PlacedElement {
  const slot = { name: 'value', isUrl: false, isConditional: false }
  const token: Expression = { kind: 'path', name: 'csrf_token', steps: [], at }
  return {
    kind: 'element',
    tag: 'input',
    namespace: 'html',
    open: [
      { kind: 'source', text: `<input type="hidden" name="${csrfField}" value="` },
      {
        kind: 'value',
        slot,
        parts: [{ kind: 'output', value: token, env: null, at }],
        ending: '"',
      },
      { kind: 'source', text: '">' },
    ],
    attributes: [
      { name: 'type', value: 'hidden', slot: null, at },
      { name: 'name', value: csrfField, slot: null, at },
      { name: 'value', value: null, slot, at },
    ],
    children: [],
    text: [],
    content: 'none',
    close: '',
    at,
  }
}
