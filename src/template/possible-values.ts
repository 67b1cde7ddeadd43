import type { Flat } from './nodes.ts'
import type { AttributeSlot, PlacedElement, TagPart } from './place/placed.ts'

/** What an attribute may say. */
export interface PossibleValues {
  /** All that it may hold; null where that hangs on data. */
  readonly whole: readonly string[] | null
  /** The texts that its value is put together of. */
  readonly pieces: readonly string[]
}

const mostValues = 64

/** Finds what an attribute may hold that conditions choose: `{% if may_edit %}edit{% endif %}` is "edit" or nothing. */
export function possibleValues({ open }: PlacedElement, slot: AttributeSlot): PossibleValues {
  const pieces: string[] = []
  const whole: string[] = []
  let isKnown = true
  const visit = (part: TagPart): void => {
    if (part.kind === 'if') for (const { parts } of part.branches) parts.forEach(visit)
    if (part.kind === 'present' && part.slot === slot) whole.push(part.value)
    if (part.kind !== 'value' || part.slot !== slot) return
    const texts = textsOf(part.parts, pieces)
    if (texts) whole.push(...texts)
    else isKnown = false
  }
  open.forEach(visit)
  pieces.push(...whole)
  return { whole: isKnown ? whole : null, pieces }
}

/**
 * What parts may be together; null where that hangs on data.
 *
 * @param pieces gets the texts that stand in them
 */
export function textsOf(parts: readonly Flat[], pieces: string[] = []): string[] | null {
  let texts: string[] | null = ['']
  for (const part of parts) {
    let next: string[] | null = null
    if (part.kind === 'text') {
      pieces.push(part.text)
      next = [part.text]
    } else if (part.kind === 'if') {
      const branches = part.branches.map(({ body }) => textsOf(body, pieces))
      next = branches.some((branch) => branch === null) ? null : (branches as string[][]).flat()
      if (next && part.branches.at(-1)?.condition) next.push('')
    }
    texts = texts && next && texts.length * next.length <= mostValues ? combined(texts, next) : null
  }
  return texts
}

function combined(starts: readonly string[], ends: readonly string[]): string[] {
  return starts.flatMap((start) => ends.map((end) => start + end))
}
