import { fingerprint } from '../../shared/fingerprint.ts'
import type { DrawnPath, Expected } from './draw-path.ts'

/** Remembers pages that a parser has verified, for as long as the rules of verifying stay the same. */
export interface VerifiedCache {
  has(key: string): boolean
  add(key: string): void
}

/**
 * Names everything that a verification looks at.
 *
 * @param around the opening tags in front of the paths
 */
export function verificationKey(around: string, paths: readonly DrawnPath[]): string {
  const parts = paths.map(({ html, nodes }) => `${html.length} ${html}${spelled(nodes)}`)
  return fingerprint(`${around}\n${parts.join('\n')}`)
}

/** What tells apart two layouts of the same markup: whether it came from a value, and where elements begin and end. */
function spelled(nodes: readonly Expected[]): string {
  let text = '('
  for (const node of nodes) {
    text += node.kind[0]
    if (node.kind !== 'element') continue
    text += `${node.element.namespace}:${node.element.tag}`
    if (node.children) text += spelled(node.children)
  }
  return `${text})`
}
