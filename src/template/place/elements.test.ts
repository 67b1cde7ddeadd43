import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, it } from 'vitest'
import { isClosedBy, isEndedBy, misplaced } from './elements.ts'

type Node = DefaultTreeAdapterTypes.ChildNode

const elements =
  `a address article b blockquote button caption col colgroup dd div dl dt em fieldset form h1 h2 hr li main nav
ol optgroup option p pre section select span table tbody td tfoot th thead tr ul`.split(/\s+/)

/** Spells out a tree, so that two can be compared. */
function shape(nodes: readonly Node[]): string {
  return nodes
    .map((node) => ('tagName' in node ? `<${node.tagName}>${shape(node.childNodes)}</>` : '#'))
    .join('')
}

/** Whether a parser of the standard leaves one element in another, with nothing else in it. */
function stays(outer: string, inner: string): boolean {
  const html = `<${outer}><${inner}></${inner}></${outer}>`
  return shape(parseFragment(html).childNodes) === `<${outer}><${inner}></></>`
}

describe('an element is refused in another one', () => {
  const containers = elements.filter((tag) => !/^(?:col|hr|t.*|c.*|opt.*)$/.test(tag))

  it.each(containers)('exactly where a browser would not leave it: in <%s>', (outer) => {
    const inner = elements.filter((tag) => !/^(?:option|optgroup)$/.test(tag))
    const refused = inner.filter((tag) => misplaced(tag, ['div', outer]) !== null)
    const moved = inner.filter((tag) => !stays(outer, tag))
    expect(refused).toEqual(moved)
  })

  it.each([
    [['p', 'button'], 'div', true],
    [['p', 'span'], 'div', false],
    [['p', 'svg'], 'div', true],
    [['a', 'div', 'span'], 'a', false],
    [['li', 'ul'], 'li', true],
    [['li', 'div', 'b'], 'li', false],
    [['dd', 'span'], 'dt', false],
    [['table', 'tbody', 'tr'], 'td', true],
    [['table', 'tbody'], 'td', false],
    [['select', 'optgroup'], 'option', true],
    [['select'], 'input', false],
  ])('in %j: <%s> stays: %s', (ancestors, tag, isLeft) => {
    expect(misplaced(tag, ancestors) === null).toBe(isLeft)
  })
})

it.each([
  ['li', 'li', true],
  ['li', 'div', false],
  ['p', 'ul', true],
  ['p', 'span', false],
  ['td', 'tr', true],
  ['tr', 'td', false],
  ['option', 'optgroup', true],
  ['dt', 'dd', true],
])('<%s> ends where <%s> begins: %s', (open, next, ends) => {
  expect(isClosedBy(open, next)).toBe(ends)
})

it.each([
  ['li', 'ul', true],
  ['p', 'div', true],
  ['p', 'span', false],
  ['rt', 'ruby', true],
  ['div', 'section', false],
])('<%s> ends with </%s>: %s', (open, outer, ends) => {
  expect(isEndedBy(open, outer)).toBe(ends)
})
