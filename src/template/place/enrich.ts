import { csrfField } from '../../shared/csrf-field.ts'
import { escapeHtml } from '../../shared/html.ts'
import { filters } from '../filters/index.ts'
import type { Expression, Flat } from '../nodes.ts'
import { readAttribute } from '../read-html.ts'
import { uploadOf } from './bind-uploads.ts'
import { addStatic, addValue, attributeOf, partsOfValue } from './edit-tag.ts'
import {
  type Attribute,
  contentAt,
  type Placed,
  placedBodies,
  type PlacedElement,
} from './placed.ts'

/** The query parameter in which a form posted without JavaScript names its handler. */
export const eventParameter = '_event'

/**
 * Gives forms and links what they need to work before, or without, the browser runtime: a form with `dj-submit` posts
 * to its page with a CSRF field and the handler's name; a link with `dj-patch` or `dj-navigate` has that address.
 *
 * @param isPart whether they are a component's: its forms say which one they belong to
 */
export function enrich(nodes: readonly Placed[], isPart = false): void {
  for (const [i, node] of nodes.entries()) {
    for (const body of placedBodies(node)) enrich(body, isPart)
    if (node.kind !== 'element') continue
    if (node.tag === 'form') enrichForm(node, contentAt(nodes, i), isPart)
    if (node.tag === 'a') enrichLink(node)
  }
}

/** @param content what stands in the form */
function enrichForm(form: PlacedElement, content: readonly Placed[], isPart: boolean): void {
  const handler = attributeOf(form, 'dj-submit')
  const [call] = handler?.calls ?? []
  if (!handler || handler.value === null || !call) return
  const method = attributeOf(form, 'method')
  if (attributeOf(form, 'action') || (method && method.value?.toLowerCase() !== 'post')) return

  if (!method) addStatic(form, 'method', 'post')
  const values = form.attributes.filter(({ name }) => name.startsWith('dj-value-'))
  const query: Flat[] = [
    { kind: 'text', text: `?${eventParameter}=${encodeURIComponent(call.handler)}`, at: form.at },
  ]
  for (const [name, value] of Object.entries(call.params)) {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    query.push({ kind: 'text', text: `&amp;${name}=${encodeURIComponent(text)}`, at: form.at })
  }
  if (isPart) {
    query.push({ kind: 'text', text: '&amp;component-id=', at: form.at }, encodedId(form))
  }
  for (const value of values) {
    query.push({ kind: 'text', text: `&amp;${value.name.slice('dj-value-'.length)}=`, at: form.at })
    query.push(...encoded(form, value))
  }
  addAddress(form, 'action', query)

  if (takesFiles(content) && !attributeOf(form, 'enctype'))
    addStatic(form, 'enctype', 'multipart/form-data')
  if (!hasCsrfField(content)) form.children.unshift(csrfInput(form))
}

function enrichLink(link: PlacedElement): void {
  const to = attributeOf(link, 'dj-patch') ?? attributeOf(link, 'dj-navigate')
  if (!to || attributeOf(link, 'href')) return
  if (to.value !== null) return addStatic(link, 'href', escapeHtml(to.value))
  if (to.slot?.isConditional) return
  addAddress(link, 'href', partsOfValue(link, to.slot))
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
  return partsOfValue(element, value.slot).map(encode)
}

/** Adds an address. */
function addAddress(element: PlacedElement, name: string, parts: Flat[]): void {
  if (parts.every((part) => part.kind === 'text'))
    addStatic(element, name, parts.map(({ text }) => text).join(''))
  else addValue(element, name, parts, { isUrl: true })
}

function hasCsrfField(nodes: readonly Placed[]): boolean {
  return nodes.some(
    (node) =>
      node.kind === 'element' &&
      (node.attributes.some(({ name, value }) => name === 'name' && value === csrfField) ||
        hasCsrfField(node.children)),
  )
}

/** Whether files are chosen in it. */
function takesFiles(nodes: readonly Placed[]): boolean {
  return nodes.some(
    (node) => (node.kind === 'element' && uploadOf(node)) || placedBodies(node).some(takesFiles),
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
