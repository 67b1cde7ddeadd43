import { TemplateError } from '../../shared/errors.ts'
import type { PlacedElement, PlacedFor } from '../place/placed.ts'
import { updateMode } from './element-directives.ts'
import type { KeptMode, ListItem } from './region.ts'

type For = Pick<PlacedFor, 'items' | 'reversed' | 'at'>

/**
 * Finds the lists directly in an element whose rows the browser keeps: that of `dj-update`, and those of streams.
 *
 * @throws {TemplateError} when `dj-update` has no list to work on, or a stream no element to be found by
 */
export function keptLists(element: PlacedElement): [list: PlacedFor, mode: KeptMode][] {
  const lists = element.children.filter((child) => child.kind === 'for')
  const [stream] = lists.filter(streamName)
  const mode = updateMode(element)
  if (mode === 'append' || mode === 'prepend') {
    if (stream) throw updateOfStream(element, stream, mode)
    const [only, ...more] = lists
    if (only && more.length === 0) return [[only, mode]]
    throw new TemplateError(
      'update_without_list',
      `dj-update="${mode}" works on the rows of one {% for %} directly in <${element.tag}>, and there ${only ? `are ${lists.length}` : 'is none'}.`,
      element.at,
    )
  }
  if (stream && !element.attributes.some(({ name, value }) => name === 'id' && value !== '')) {
    throw new TemplateError(
      'stream_without_id',
      `Rows of streams.${streamName(stream)} are with the browser alone, which finds them by the id of the element around when the page is built anew. Write <${element.tag} id="…">.`,
      stream.at,
    )
  }
  return lists.filter(streamName).map((list) => [list, 'stream'])
}

/** The name of the stream that a loop draws; null for any other list. */
export function streamName({ items }: Pick<For, 'items'>): string | null {
  if (items.kind !== 'path' || items.name !== 'streams') return null
  const [name, ...more] = items.steps
  return name !== undefined && more.length === 0 ? name : null
}

/** The row of a stream's list, which stands where it may be drawn again. */
export function streamInBranch(list: For): TemplateError {
  return new TemplateError(
    'stream_in_branch',
    `Rows of streams.${streamName(list)} are forgotten once they are sent, so they cannot stand in what may be drawn again: an {% if %}, a loop, a component, an include of itself, content that is drawn once. Take the list out; where it should not always be seen, hide its element: <ul id="…" {% if … %}hidden{% endif %}>.`,
    list.at,
  )
}

/** @throws {TemplateError} when the list is reversed */
export function checkStream(list: For): void {
  if (!list.reversed) return
  throw new TemplateError(
    'stream_not_listed',
    `The browser puts rows of streams.${streamName(list)} where the view says, and has no order of its own. Leave "reversed" out, and insert at the beginning: { at: 0 }.`,
    list.at,
  )
}

export function rowReadsBranch(list: For): TemplateError {
  return new TemplateError(
    'row_reads_branch',
    `A row of streams.${streamName(list)} is drawn by itself when its item comes, and reads a name that a branch or loop above it sets. Put that name into {% with %} … {% endwith %} around the list, or into the items.`,
    list.at,
  )
}

function updateOfStream({ at }: PlacedElement, stream: For, mode: string): TemplateError {
  return new TemplateError(
    'bad_update',
    `Where rows of streams.${streamName(stream)} go is said when they are inserted. Leave out dj-update="${mode}".`,
    at,
  )
}

export function keptWithoutKey({ at }: PlacedFor): TemplateError {
  return new TemplateError(
    'row_without_key',
    'The browser tells the rows of this list apart by an attribute of the one element that each row is. Write id="row-{{ item.id }}" or dj-key="{{ item.id }}" on it.',
    at,
  )
}

export function keptAndVirtual({ at }: PlacedFor): TemplateError {
  return new TemplateError(
    'update_and_virtual',
    'In a stream, and with dj-update="append" or "prepend", the browser keeps rows that the server forgets; dj-virtual needs a server that knows all rows. Use one of them. A stream has a limit instead: this.stream(name, items, { limit: 500 }).',
    at,
  )
}

/** @throws {TemplateError} when rows need to know of others, or what stands in place of rows of values */
export function checkKept({ node, row, empty }: ListItem): void {
  const { at, loop, memory } = node
  const knowsPlace = row.parameters.some((local) => local === loop.index || local === loop.count)
  if (knowsPlace || memory.length > 0) {
    throw new TemplateError(
      'row_position',
      'A row of this list knows nothing of the others, which are with the browser: {{ forloop.counter }}, {% cycle %} and {% ifchanged %} do not work in it. Number rows by CSS, or give the items what they need.',
      at,
    )
  }
  if (empty && empty.slotCount > 0) {
    throw new TemplateError(
      'empty_not_fixed',
      'It is the browser that knows when this list is empty, so what {% empty %} shows cannot have values. Write fixed text.',
      at,
    )
  }
}
