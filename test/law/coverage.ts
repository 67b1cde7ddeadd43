import type { LayoutItem, PageLayout } from '../../src/wire/layout.ts'
import type { Patch, Values } from '../../src/wire/patch.ts'

/** Names each kind of slot that a patch touches, with what is done to it and the element it stands in. */
export function touched(layout: PageLayout, patch: Patch): string[] {
  const found: string[] = []

  function visitPatch(region: number, changes: Patch, around: string): void {
    for (let i = 0; i < changes.length; i += 2) {
      const slot = changes[i] as number
      const content = changes[i + 1]
      if (region === 0 && slot === layout.title) found.push('title: text')
      else visitSlot(placeOf(layout.regions[region]!, slot, around)!, content)
    }
  }

  function visitSlot({ item, parent, name }: Place, content: unknown): void {
    const note = (what: string): void => {
      found.push(`${name}: ${what}`, `${name} in <${parent}>`)
    }
    if (typeof item === 'string') return note(content === false ? 'absent' : 'text')
    if (typeof item === 'number') return
    switch (item.k) {
      case 'text':
      case 'alone':
      case 'whole':
        return note(Array.isArray(content) ? 'markup' : 'text')
      case 'branch': {
        const [first, values] = content as [number | Patch, Values?]
        if (typeof first !== 'number') return note('within')
        return note(values ? 'switched, with values' : 'switched')
      }
      case 'list': {
        const [kind, ...rest] = content as [unknown, ...unknown[]]
        if (Array.isArray(kind)) {
          const names = ['removed', 'moved', 'inserted']
          names.forEach((what, i) => kind[i] !== 0 && note(what))
          if (rest.length > 0) note('moved and changed')
        } else note(['rows', 'none', 'within none', 'others'][kind as number]!)
        const rows = Array.isArray(kind) || kind === 0 ? rest : []
        for (let i = 0; i < rows.length; i += 2) visitPatch(item.row, rows[i + 1] as Patch, parent)
        return
      }
      case 'call':
        note('within')
        return visitPatch(item.region, content as Patch, parent)
    }
  }

  visitPatch(0, patch, 'root')
  return found
}

interface Place {
  /** The name of an attribute, or what the slot is. */
  readonly item: LayoutItem
  readonly name: string
  readonly parent: string
}

function placeOf(items: readonly LayoutItem[], slot: number, parent: string): Place | null {
  for (const item of items) {
    if (typeof item !== 'object') continue
    if ('slot' in item && item.slot === slot) return { item, name: item.k, parent }
    if (item.k !== 'element') continue
    const at = item.slots.indexOf(slot)
    if (at >= 0) return { item: item.slots[at + 1] as string, name: 'attribute', parent: item.tag }
    const found = placeOf(item.children, slot, item.tag)
    if (found) return found
  }
  return null
}
