import type { Flat } from '../nodes.ts'
import { readAttribute, readLines, readText } from '../read-html.ts'
import { envCode } from './values.ts'
import { type Target, writeAssign, writeBranches, writeLoop } from './control.ts'
import { literal } from './writer.ts'

/**
 * Writes code that builds one unescaped text in a variable: an attribute's whole value, a title.
 *
 * @param nodes the pieces of the text
 * @param place what the text stands in, which decides how entities are read: in the source of a style sheet, not at all
 */
export function writeText(
  target: Target,
  variable: string,
  nodes: readonly Flat[],
  place: TextPlace,
): void {
  target.writer.line(`${target.writer.declare(variable)} = ""`)
  appendText(target, variable, nodes, place)
}

type TextPlace = 'content' | 'attribute' | 'source'

const readings = {
  content: { read: readText, valueText: 'Y' },
  attribute: { read: readAttribute, valueText: 'X' },
  source: { read: readLines, valueText: 'H' },
}

function appendText(
  target: Target,
  variable: string,
  nodes: readonly Flat[],
  place: TextPlace,
): void {
  const append = (body: readonly Flat[]): void => appendText(target, variable, body, place)
  const { read, valueText } = readings[place]
  for (const node of nodes) {
    switch (node.kind) {
      case 'text':
        target.writer.line(`${variable} += ${literal(read(node.text))}`)
        break
      case 'output':
        target.writer.line(
          `${variable} += ${valueText}(${target.values.shown(node.value)}, ${envCode(node.env)})`,
        )
        break
      case 'assign':
        writeAssign(target, node)
        break
      case 'if':
        writeBranches(
          target,
          node.branches.map(({ condition, body }) => ({ condition, draw: () => append(body) })),
        )
        break
      case 'for': {
        const { body, empty } = node
        writeLoop(target, node, () => append(body), empty && (() => append(empty)))
        break
      }
      case 'call':
      case 'scripts':
        throw new Error('markup in a text')
      default:
        node satisfies never
    }
  }
}
