import { part } from '../expression.ts'
import type { Flat } from '../nodes.ts'

export type Text = Extract<Flat, { kind: 'text' }>

/** A part of a text of the template. */
export function cutText(node: Text, from: number, to = node.text.length): Text {
  return { ...node, text: node.text.slice(from, to), at: part(node.at, from, to) }
}
