import type { Location } from '../../shared/location.ts'
import type { Filter } from '../filters/filter.ts'
import type { TagFunction } from '../tag-function.ts'
import type { Float } from '../values/float.ts'
import { isPlainName } from '../values/lookup.ts'
import { SafeString } from '../values/safe-string.ts'
import { literal } from './writer.ts'

/** A value that code cannot spell. */
export type Constant = Filter | TagFunction | SafeString | Float

/** What code refers to by index, and the functions that it calls for steps of paths and for filters. */
export class ValueTables {
  /** Names that the page looks up in its context; code refers to them by index. */
  readonly names: string[] = []
  readonly constants: Constant[] = []
  /** Names, by their indexes, that decide together whether a slot may have changed. */
  readonly nameSets: (readonly number[])[] = []
  /** Places that run-time errors point to; code refers to them by index. */
  readonly places: Location[] = []
  readonly #steps = new Set<string>()
  readonly #nameIndexes = new Map<string, number>()
  readonly #nameSets = new Map<string, number>()
  readonly #filters = new Map<number, Filter>()

  /** The index of a name. */
  name(name: string): number {
    const known = this.#nameIndexes.get(name)
    if (known !== undefined) return known
    this.#nameIndexes.set(name, this.names.length)
    return this.names.push(name) - 1
  }

  /** Code of a constant. */
  constant(value: Constant): string {
    return `k[${this.#indexOf(value)}]`
  }

  #indexOf(value: Constant): number {
    const known = this.constants.findIndex(
      (constant) => constant === value || isSameText(constant, value),
    )
    return known >= 0 ? known : this.constants.push(value) - 1
  }

  /** Code of the function that applies a filter. */
  filter(filter: Filter): string {
    const index = this.#indexOf(filter)
    this.#filters.set(index, filter)
    return `f_${index}`
  }

  /** The index of a set of names. */
  nameSet(names: readonly string[]): number {
    const set = names.map((name) => this.name(name)).sort((a, b) => a - b)
    const text = set.join()
    const known = this.#nameSets.get(text)
    if (known !== undefined) return known
    this.#nameSets.set(text, this.nameSets.length)
    return this.nameSets.push(set) - 1
  }

  place(at: Location): number {
    return this.places.push(at) - 1
  }

  /** Code that goes along a path. @param owner code of where it begins */
  reach(owner: string, steps: readonly string[]): string {
    return steps.reduce((code, step) => {
      if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(step) || !isPlainName(step))
        return `L(${code}, ${literal(step)})`
      this.#steps.add(step)
      return `g_${step}(${code})`
    }, owner)
  }

  /** One function for each step of a path, so that each keeps its own inline cache. */
  stepFunctions(): string {
    return [...this.#steps]
      .map(
        (name) =>
          `function g_${name}(x) { if (x != null) { let t; try { t = x.${name} } catch { return L(x, ${literal(name)}) } if (t !== undefined && typeof t !== 'function') return t } return L(x, ${literal(name)}) }`,
      )
      .join('\n')
  }

  /**
   * One function for each filter, so that each keeps its own inline cache. Most values are texts, numbers and dates, which
   * need nothing of what `applyFilter` does before and after.
   */
  filterFunctions(): string {
    return [...this.#filters]
      .map(([index, { takesText }]) => {
        const isPlain = takesText
          ? "typeof x === 'string'"
          : "typeof x === 'string' || typeof x === 'number' || x instanceof Date"
        return `const k_${index} = k[${index}], r_${index} = k_${index}.runText ?? k_${index}.run
function f_${index}(x, a, e) { return ${isPlain} ? r_${index}(x, a, e) : F(k_${index}, x, a, e) }`
      })
      .join('\n')
  }
}

function isSameText(a: Constant, b: Constant): boolean {
  return a instanceof SafeString && b instanceof SafeString && a.html === b.html
}
