import type { LayoutItem, PageLayout } from '../../src/wire/layout.ts'
import type {
  BranchValues,
  KeptChange,
  KeptRows,
  ListValues,
  Patch,
  Values,
} from '../../src/wire/patch.ts'
import type { Story } from './story.ts'

/** Counts what happened to which kind of slot in which kind of element. */
export class Coverage {
  readonly #counts = new Map<string, number>()

  of(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  add(key: string): void {
    this.#counts.set(key, this.of(key) + 1)
  }

  count({ layout, html, steps }: Story): void {
    const root = /<([a-z]+)[^<>]* dj-root/.exec(html)?.[1] ?? 'body'
    const counting = new Counting(layout, this)
    for (const { patch, streams } of steps) {
      if (patch) counting.patch(0, patch, root)
      for (const told of streams) counting.patch(0, told, root)
    }
  }

  /** What was met less often than it should be. */
  missing(least: number): string[] {
    return expected().filter((key) => this.of(key) < least)
  }

  table(): string {
    const keys = new Set([...this.#counts.keys(), ...expected()])
    return [...keys]
      .sort()
      .map((key) => `${String(this.of(key)).padStart(7)}  ${key}`)
      .join('\n')
  }
}

/** What has to be met: each kind of slot, in each kind of element that may have it, and all that may happen to it. */
function expected(): string[] {
  const texts = 'flow phrase item cell option shape'.split(' ')
  const all = 'flow phrase item list table rows tr cell select optgroup shape'.split(' ')
  const named = [...all, 'option', 'field']
  return [
    ...crossed('alone', texts, ['text', 'comes']),
    ...crossed('text', texts, ['text', 'comes']),
    ...crossed('alone', ['flow', 'phrase', 'item', 'cell'], ['markup']),
    ...crossed('text', ['flow', 'phrase', 'item'], ['markup']),
    ...crossed('whole', ['field', 'style'], ['text']),
    ...crossed('title', ['head'], ['text']),
    ...crossed('attribute', named, ['text', 'absent']),
    ...crossed('attribute', 'phrase item tr cell option field shape'.split(' '), ['comes']),
    ...crossed('free attributes', ['flow', 'phrase', 'item', 'cell', 'tr'], ['text']),
    ...crossed('branch', all, ['switched', 'switched, with values', 'within', 'comes']),
    ...crossed('list', all, ['removed', 'moved', 'inserted', 'moved and changed']),
    ...crossed('list', all, ['rows', 'none', 'within none', 'others', 'comes']),
    ...crossed('call', ['list', 'phrase'], ['within', 'comes']),
    ...crossed('alone', ['flow', 'phrase', 'item', 'cell'], ofComponents),
    ...crossed('text', ['flow', 'phrase', 'item', 'cell'], ofComponents),
    ...crossed('coarse', 'flow phrase table rows tr'.split(' '), ['markup']),
    ...crossed('coarse', ['any'], ['fields', 'components', 'within a component']),
    ...crossed('kept list', ['list', 'rows'], ['put in', 'put where they stand']),
    ...crossed('kept list', ['list', 'rows'], ['put in, within a limit', 'taken out', 'reset']),
  ]
}

const ofComponents = ['component', 'within a component']

function crossed(kind: string, parents: readonly string[], whats: readonly string[]): string[] {
  return parents.flatMap((parent) => whats.map((what) => `${kind}, ${parent}, ${what}`))
}

/** What was met, as `slot, parent, what happened`. */
class Counting {
  readonly #layout: PageLayout
  readonly #coverage: Coverage

  constructor(layout: PageLayout, coverage: Coverage) {
    this.#layout = layout
    this.#coverage = coverage
  }

  patch(region: number, changes: Patch, around: string): void {
    for (let i = 0; i < changes.length; i += 2) {
      const slot = changes[i] as number
      const content = changes[i + 1]
      if (region === 0 && slot === this.#layout.title) this.#note('title', 'head', 'text')
      else this.#slot(placeOf(this.#layout.regions[region]!, slot, around)!, content)
    }
  }

  #note(kind: string, parent: string, what: string): void {
    this.#coverage.add(`${kind}, ${groups[parent] ?? parent}, ${what}`)
  }

  #slot({ item, parent }: Place, content: unknown): void {
    if (typeof item === 'string') {
      const kind = item === '*' ? 'free attributes' : 'attribute'
      return this.#note(kind, parent, content === false ? 'absent' : 'text')
    }
    if (typeof item === 'number') return
    switch (item.k) {
      case 'text':
      case 'alone':
        if (!item.coarse) return this.#note(item.k, parent, textKind(content))
        this.#note('coarse', parent, 'markup')
        for (const what of coarseKinds(content)) this.#note('coarse', 'any', what)
        return
      case 'whole':
        return this.#note(item.k, parent, 'text')
      case 'branch': {
        const [first, values] = content as [number | Patch, Values?]
        if (typeof first !== 'number') return this.#note('branch', parent, 'within')
        this.#note('branch', parent, values ? 'switched, with values' : 'switched')
        if (values) this.#fill(item.regions[first]!, values, parent)
        return
      }
      case 'list': {
        const [kind, ...rest] = content as [unknown, ...unknown[]]
        const note = (what: string): void => this.#note('list', parent, what)
        if (item.key) {
          for (const change of content as KeptRows)
            this.#note('kept list', parent, keptKind(change))
          return
        }
        if (Array.isArray(kind)) {
          const names = ['removed', 'moved', 'inserted']
          names.forEach((what, i) => kind[i] !== 0 && note(what))
          if (rest.length > 0) note('moved and changed')
        } else note(['rows', 'none', 'within none', 'others'][kind as number]!)
        const rows = Array.isArray(kind) || kind === 0 ? rest : []
        for (let i = 0; i < rows.length; i += 2) this.patch(item.row, rows[i + 1] as Patch, parent)
        if (kind === 2) this.patch(item.empty, rest[0] as Patch, parent)
        if (kind === 3) for (const values of rest) this.#fill(item.row, values as Values, parent)
        return
      }
      case 'call':
        this.#note('call', parent, 'within')
        return this.patch(item.region, content as Patch, parent)
    }
  }

  /** Slots of a region that comes. */
  #fill(region: number, values: Values, around: string): void {
    for (const [slot, content] of values.entries()) {
      const place = placeOf(this.#layout.regions[region]!, slot, around)
      if (!place || typeof place.item === 'number') continue
      const { item, parent } = place
      if (typeof item === 'string') {
        this.#note(item === '*' ? 'free attributes' : 'attribute', parent, 'comes')
        continue
      }
      this.#note(item.k, parent, 'comes')
      if (item.k === 'branch') {
        const [choice, inner] = content as BranchValues
        const shown = item.regions[choice]
        if (shown !== undefined && inner) this.#fill(shown, inner, parent)
      } else if (item.k === 'list') {
        const rows = content as ListValues
        if (rows[0] !== 0 && !item.key)
          for (const row of rows as readonly Values[]) this.#fill(item.row, row, parent)
      }
    }
  }
}

function keptKind(change: KeptChange): string {
  if (change === 0) return 'reset'
  if (typeof change === 'string') return 'taken out'
  const [at, limit] = change
  return at < -1 ? 'put where they stand' : limit > 0 ? 'put in, within a limit' : 'put in'
}

/** What a text becomes: a component's values are a name and a list, its patch is a list in one. */
function textKind(content: unknown): string {
  if (!Array.isArray(content)) return 'text'
  if (Array.isArray(content[0])) return 'within a component'
  return content.length === 2 ? 'component' : 'markup'
}

/** What is in a coarse region, or becomes of what is in it. */
function coarseKinds(content: unknown): string[] {
  const pieces = typeof content === 'string' ? [] : (content as unknown[])
  if (Array.isArray(pieces[0])) return ['within a component']
  const hasFields = /<(?:input|select|textarea)/.test(String(content))
  const hasParts = pieces.some((piece) => typeof piece !== 'string')
  return [...(hasFields ? ['fields'] : []), ...(hasParts ? ['components'] : [])]
}

/** Elements that are alike for the runtime, by one name. */
const groups: Readonly<Record<string, string>> = {
  ...named('flow', 'div section form foreignObject'),
  ...named('phrase', 'p span b i pre'),
  ...named('item', 'li dt dd'),
  ...named('list', 'ul dl'),
  ...named('cell', 'td th'),
  ...named('rows', 'tbody thead'),
  ...named('shape', 'svg g text title desc circle linearGradient stop'),
  ...named('field', 'input button textarea'),
}

function named(group: string, tags: string): Record<string, string> {
  return Object.fromEntries(tags.split(' ').map((tag) => [tag, group]))
}

interface Place {
  /** The name of an attribute, or what the slot is. */
  readonly item: LayoutItem
  readonly parent: string
}

function placeOf(items: readonly LayoutItem[], slot: number, parent: string): Place | null {
  for (const item of items) {
    if (typeof item !== 'object') continue
    if ('slot' in item && item.slot === slot) return { item, parent }
    if (item.k !== 'element') continue
    const at = item.slots.indexOf(slot)
    if (at >= 0) return { item: item.slots[at + 1] as string, parent: item.tag }
    const found = placeOf(item.children, slot, item.tag)
    if (found) return found
  }
  return null
}
