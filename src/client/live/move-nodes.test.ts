// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import '../features/move-neighbours.ts'
import { moveNodes } from './move-nodes.ts'

let list: HTMLElement
const at = (id: string) => document.getElementById(id)!
const order = () => [...list.children].map(({ id }) => id).join('')

beforeEach(() => {
  document.body.innerHTML =
    '<ul>' + ['a', 'b', 'c', 'd', 'e'].map((id) => `<li id="${id}"><input></li>`).join('') + '</ul>'
  list = document.querySelector('ul')!
})

describe.each(['', 'b', 'c', 'd'])('nodes with the focus in "%s"', (focused) => {
  const moves: [string, string[], string | null, string][] = [
    ['to the head', ['c', 'd'], 'a', 'cdabe'],
    ['to the end', ['c', 'd'], null, 'abecd'],
    ['forth', ['c', 'd'], 'e', 'abcde'],
    ['back', ['c', 'd'], 'b', 'acdbe'],
    ['in threes', ['b', 'c', 'd'], 'a', 'bcdae'],
  ]

  it.each(moves)('move %s in order', (_where, ids, before, expected) => {
    const field = focused && at(focused).querySelector('input')
    if (field) field.focus()
    const parent = Object.assign(list, { moveBefore: undefined })
    moveNodes(parent, ids.map(at), before === null ? null : at(before))
    expect(order()).toBe(expected)
    if (field) expect(document.activeElement).toBe(field)
  })

  it.each(moves)('move %s in order by moveBefore', (_where, ids, before, expected) => {
    const moveBefore = (node: Node, next: Node | null) => list.insertBefore(node, next)
    moveNodes(Object.assign(list, { moveBefore }), ids.map(at), before === null ? null : at(before))
    expect(order()).toBe(expected)
  })
})
