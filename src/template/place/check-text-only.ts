import { TemplateError } from '../../shared/errors.ts'
import type { Flat } from '../nodes.ts'
import { capturesIn } from '../walk.ts'

/**
 * Makes sure that what stands inside a value or text cannot end it.
 *
 * @param end what ends it
 */
export function checkTextOnly(nodes: readonly Flat[], where: string, end: RegExp): void {
  for (const node of nodes) {
    const found = node.kind === 'text' ? end.exec(node.text)?.[0] : undefined
    if (found !== undefined) {
      throw new TemplateError(
        'unbalanced',
        `A branch or loop inside ${where} ends it with ${found.trim() === '' ? 'a space' : found}. Put the whole of it on one side.`,
        node.at,
      )
    }
    if (node.kind === 'output' || node.kind === 'assign')
      for (const { body } of capturesIn(node.value)) checkTextOnly(body, where, end)
    if (node.kind === 'if') for (const { body } of node.branches) checkTextOnly(body, where, end)
    if (node.kind === 'for') checkTextOnly([...node.body, ...(node.empty ?? [])], where, end)
    if (node.kind === 'scripts' || node.kind === 'call') {
      throw new TemplateError('unbalanced', `Markup cannot stand inside ${where}.`, node.at)
    }
  }
}
