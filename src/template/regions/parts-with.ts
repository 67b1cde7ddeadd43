import type { AttributeSlot, TagPart } from '../place/placed.ts'

/** The parts of a tag that give an attribute, and the conditions around them. */
export function partsWith(parts: readonly TagPart[], slot: AttributeSlot): TagPart[] {
  return parts.flatMap((part): TagPart[] => {
    if (part.kind !== 'if') return 'slot' in part && part.slot === slot ? [part] : []
    const branches = part.branches.map((branch) => ({
      condition: branch.condition,
      parts: partsWith(branch.parts, slot),
    }))
    return branches.some((branch) => branch.parts.length > 0) ? [{ kind: 'if', branches }] : []
  })
}
