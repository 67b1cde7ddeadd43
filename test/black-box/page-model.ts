// Written from docs/protocol.md alone: nothing here comes from the runtime or from the server.

type Json = any

/** What a layout says of a slot. */
interface Slot {
  readonly kind: string
  /** The regions that it may show: of a branch all, of a list the row and what stands for none. */
  readonly regions: readonly number[]
}

/** The values of all slots of a page, as they are after fills and patches. It shows nothing. */
export class PageModel {
  values: Json = null
  readonly #layouts = new Map<string, Json>()
  readonly #slots = new Map<string, Map<number, Slot>>()

  /** @param layout of the page */
  constructor(layout: Json) {
    this.#layouts.set('', layout)
  }

  learn(layouts: Json): void {
    for (const [print, layout] of Object.entries(layouts ?? {})) this.#layouts.set(print, layout)
  }

  fill(values: Json): void {
    this.values = structuredClone(values)
  }

  patch(patch: Json): void {
    this.#patch('', 0, this.values, structuredClone(patch))
  }

  #patch(print: string, region: number, values: Json, patch: Json): void {
    for (let i = 0; i < patch.length; i += 2) {
      const slot = this.#slot(print, region, patch[i])
      values[patch[i]] = this.#changed(print, slot, values[patch[i]], patch[i + 1])
    }
  }

  #changed(print: string, { kind, regions }: Slot, shown: Json, change: Json): Json {
    switch (kind) {
      case 'text':
        if (Array.isArray(change) && Array.isArray(change[0])) {
          this.#patch(shown[0], 0, shown[1], change[0])
          return shown
        }
        return change
      case 'attribute':
        return change
      case 'branch':
        if (!Array.isArray(change[0])) return change
        this.#patch(print, regions[shown[0]]!, shown[1], change[0])
        return shown
      case 'call':
        this.#patch(print, regions[0]!, shown, change)
        return shown
      case 'list':
        return this.#changedList(print, regions, shown, change)
      default:
        throw new Error(`a slot of the kind ${kind} is not known`)
    }
  }

  #changedList(print: string, [row, empty]: readonly number[], shown: Json, change: Json): Json {
    const [kind, ...rest] = change
    if (kind === 1) return rest.length > 0 ? [0, rest[0]] : [0]
    if (kind === 2) {
      this.#patch(print, empty!, shown[1], rest[0])
      return shown
    }
    if (kind === 3) return rest
    const rows: Json[] = shown[0] === 0 ? [] : [...shown]
    if (Array.isArray(kind)) {
      const [removed, moved, inserted] = kind
      const coming: [at: number, values: Json][] = []
      for (const index of removed || []) rows[index] = null
      for (let i = 0; i < (moved || []).length; i += 2) {
        coming.push([moved[i + 1], rows[moved[i]]])
        rows[moved[i]] = null
      }
      for (let i = 0; i < (inserted || []).length; i += 2)
        coming.push([inserted[i], inserted[i + 1]])
      const staying = rows.filter((each) => each !== null)
      for (const [at, values] of coming.toSorted(([a], [b]) => a - b)) staying.splice(at, 0, values)
      rows.splice(0, rows.length, ...staying)
    }
    for (let i = 0; i < rest.length; i += 2) this.#patch(print, row!, rows[rest[i]], rest[i + 1])
    return rows
  }

  #slot(print: string, region: number, number: number): Slot {
    const key = `${print} ${region}`
    let slots = this.#slots.get(key)
    if (!slots) {
      slots = new Map()
      this.#slots.set(key, slots)
      collect(this.#layouts.get(print).regions[region], slots)
      const { title } = this.#layouts.get(print)
      if (region === 0 && title !== undefined) slots.set(title, { kind: 'text', regions: [] })
    }
    const slot = slots.get(number)
    if (!slot) throw new Error(`there is no slot ${number} in region ${region}`)
    return slot
  }
}

function collect(nodes: Json[], slots: Map<number, Slot>): void {
  for (const node of nodes) {
    switch (node.k) {
      case 'element':
        for (let i = 0; i < (node.slots ?? []).length; i += 2)
          slots.set(node.slots[i], { kind: 'attribute', regions: [] })
        collect(node.children ?? [], slots)
        break
      case 'alone':
      case 'text':
      case 'whole':
        slots.set(node.slot, { kind: 'text', regions: [] })
        break
      case 'branch':
        slots.set(node.slot, { kind: 'branch', regions: node.regions })
        break
      case 'list':
        slots.set(node.slot, { kind: 'list', regions: [node.row, node.empty] })
        break
      case 'call':
        slots.set(node.slot, { kind: 'call', regions: [node.region] })
        break
    }
  }
}
