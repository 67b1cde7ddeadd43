import { expect, it } from 'vitest'
import type { PlacedElement } from '../place/placed.ts'
import type { Item } from '../regions/region.ts'
import { DrawnBefore } from './drawn-before.ts'

const at = { file: 'page.html', source: '', start: 0, end: 0 }

function element(tag: string, close = `</${tag}>`, others: Partial<PlacedElement> = {}) {
  return {
    kind: 'element',
    tag,
    namespace: 'html',
    open: [{ kind: 'source', text: `<${tag}>` }],
    attributes: [],
    children: [],
    text: [],
    content: 'nodes',
    close,
    at,
    ...others,
  } satisfies PlacedElement
}

/** Whether an element that was drawn need not be drawn again in the same way. */
function isLeftOut(child: PlacedElement, parent: PlacedElement): boolean {
  const before = new DrawnBefore()
  const item: Item = { kind: 'opaque', element: child }
  expect(before.isKnown(item, 0, 1, parent)).toBe(false)
  expect(before.isKnown(item, 0, 2, parent)).toBe(false)
  expect(before.isKnown(item, 1, 1, parent)).toBe(false)
  return before.isKnown(item, 0, 1, parent)
}

it('a paragraph, a table or a drop-down among others is read once for each way in which it is drawn', () => {
  for (const tag of ['p', 'section', 'table', 'select', 'form', 'b'])
    expect(isLeftOut(element(tag), element('div'))).toBe(true)
})

it('what another element ends, and what stands where nothing can stand for it, is read on each path', () => {
  expect(isLeftOut(element('li', ''), element('ul'))).toBe(false)
  expect(isLeftOut(element('p', ''), element('div'))).toBe(false)
  expect(isLeftOut(element('tr'), element('tbody'))).toBe(false)
  expect(isLeftOut(element('option'), element('select'))).toBe(false)
  expect(isLeftOut(element('td'), element('template'))).toBe(false)
  expect(isLeftOut(element('div', '</div>', { isLoose: true }), element('div'))).toBe(false)
  const svg = element('svg', '</svg>', { namespace: 'svg' })
  expect(isLeftOut(svg, element('div'))).toBe(false)
  expect(isLeftOut(element('p'), svg)).toBe(false)
})
