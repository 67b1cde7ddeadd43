import type { BranchItem, Region } from '../regions/region.ts'
import type { Comparison } from './comparing.ts'
import { writeBranches } from './control.ts'
import { remembers, setsSomething } from './memory.ts'
import { call, journal } from './region-call.ts'
import type { RegionTarget } from './region-target.ts'

/** Writes an `{% if %}`: the number of the branch, and what is in it. */
export function writeBranch(target: RegionTarget, item: BranchItem): void {
  if (item.isShared) return writeSharedBranch(target, item)
  const comparison = target.comparing.branch(item)
  const isFixed = comparison.kind === 'never'
  if (isFixed && target.mode === 'diff') return
  const at = `r[b + ${item.entry}]`
  const inner = `r[b + ${item.entry + 1}]`
  const choice = target.writer.declare(`n${item.slot}`)
  if (target.mode === 'diff') {
    target.ifMoved(comparison, () => {
      writeChosen(target, item, choice, comparison)
      writeBranchDiff(target, item, choice)
    })
    return
  }
  writeChosen(target, item, choice)
  if (target.mode === 'paint') target.writer.output(`"<!--" + ${choice} + "-->"`)
  if (!isFixed) target.writer.line(`${at} = ${choice}; ${inner} = []`)
  const where = isFixed ? '[], 0' : `${inner}, 0`
  if (target.mode === 'fill') {
    target.writer.line(`f[${item.slot}] = [${choice}]`)
    writeEach(
      target,
      item,
      choice,
      (region) => `f[${item.slot}][1] = ${call('fill', region, where)}`,
    )
    // Which branch the browser shows is not known, so no condition gives the same one.
    target.keepShown(item.slot, comparison, `; ${at} = -1; ${inner} = []`)
  } else {
    writeEach(target, item, choice, (region) => `o += ${call('paint', region, where)}`, true)
    target.end(item.hasEnd)
  }
}

/**
 * Writes a branch that the browser chooses: it gets the values of all. In the page, the comment before the one that is
 * drawn has those of the others.
 */
function writeSharedBranch(target: RegionTarget, item: BranchItem): void {
  const { writer, mode } = target
  const inner = `r[b + ${item.entry + 1}]`
  const eachBody = (code: (region: Region, i: number) => string): void =>
    item.branches.forEach(({ body }, i) => writer.line(code(body, i)))
  if (mode === 'diff') {
    writer.line('y = null')
    eachBody((region, i) => {
      const patch = call('diff', region, `${inner}[${i}], 0, j`)
      return `q = ${patch}; if (q !== null) (y ??= []).push(${i}, q)`
    })
    writer.line(`if (y !== null) (p ??= []).push(${item.slot}, y)`)
    return
  }
  const choice = writer.declare(`n${item.slot}`)
  writeChosen(target, item, choice)
  const drawn = writer.fresh('e')
  writer.line(`${inner} = [${item.branches.map(() => '[]').join(', ')}]; ${drawn} = []`)
  eachBody((region, i) => {
    const fill = `${drawn}[${i}] = ${call('fill', region, `${inner}[${i}], 0`)}`
    return mode === 'fill' ? fill : `if (${choice} === ${i}) ${drawn}[${i}] = 0; else ${fill}`
  })
  if (mode === 'fill') return writer.line(`f[${item.slot}] = [${choice}, ${drawn}]`)
  writer.output(`branchHtml(${choice}, ${drawn})`)
  eachBody(
    (region, i) => `if (${choice} === ${i}) o += ${call('paint', region, `${inner}[${i}], 0`)}`,
  )
  target.end(item.hasEnd)
}

/** Writes the choice of a branch. While temporary fields rest, it is the one that is shown. */
function writeChosen(
  target: RegionTarget,
  { branches, entry }: BranchItem,
  choice: string,
  comparison?: Comparison,
): void {
  const isKept = comparison?.kind === 'unlessSet'
  if (isKept) target.writer.line(`if (${comparison.isResting}) ${choice} = r[b + ${entry}]; else {`)
  writeBranches(
    target,
    [...branches, ...(branches.at(-1)!.condition ? [{ condition: null }] : [])].map(
      ({ condition }, i) => ({
        condition,
        draw: () => target.writer.line(`${choice} = ${i}`),
      }),
    ),
  )
  if (isKept) target.writer.line('}')
}

function writeBranchDiff(target: RegionTarget, item: BranchItem, choice: string): void {
  const at = `r[b + ${item.entry}]`
  const inner = `r[b + ${item.entry + 1}]`
  target.writer.line(`if (${choice} !== ${at}) {`)
  target.writer.line(`x = []; y = [${choice}]`)
  writeEach(target, item, choice, (region) => `y[1] = ${call('fill', region, 'x, 0')}`)
  target.writer.line(
    `${journal(at, choice)}; ${journal(inner, 'x')}; (p ??= []).push(${item.slot}, y)`,
  )
  target.writer.line('} else {')
  const compare = (): void => {
    target.writer.line('q = null')
    writeEach(target, item, choice, (region) => `q = ${call('diff', region, `${inner}, 0, j`)}`)
  }
  if (item.isReplaced) writeReplaced(target, item, compare)
  else {
    compare()
    target.writer.line(`if (q !== null) (p ??= []).push(${item.slot}, [q])`)
  }
  target.writer.line('}')
}

/** Writes the comparison of content that is drawn anew when something in it changed. */
function writeReplaced(
  target: RegionTarget,
  { branches: [only], content, slot, entry }: BranchItem,
  compare: () => void,
): void {
  const kept = remembers(content) ? target.writer.fresh('s') : null
  if (kept) target.writer.line(`${kept} = c.m.slice()`)
  compare()
  target.writer.line('if (q !== null) {')
  if (kept) target.writer.line(`c.m = ${kept}`)
  target.writer.line(`x = []; y = [0, ${call('fill', only!.body, 'x, 0')}]`)
  target.writer.line(`${journal(`r[b + ${entry + 1}]`, 'x')}; (p ??= []).push(${slot}, y)`)
  target.writer.line('}')
}

function writeEach(
  target: RegionTarget,
  item: BranchItem,
  choice: string,
  code: (region: Region) => string,
  isDrawn = false,
): void {
  item.branches.forEach(({ body }, i) => {
    if (isDrawn || body.slotCount > 0) target.writer.line(`if (${choice} === ${i}) ${code(body)}`)
    // A branch that shows nothing of its own may still set what others show.
    else if (setsSomething(body))
      target.writer.line(`if (${choice} === ${i}) ${call('fill', body, '[], 0')}`)
  })
}
