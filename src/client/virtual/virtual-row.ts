import type { KeptContent, Patch, Values } from '../../wire/patch.ts'
import type { LiveRegion } from '../live/slot.ts'

/** How many patches wait for a row that nobody has seen; more would take more room than its nodes. */
const maxWaiting = 8

/** Makes the nodes of a row. */
export type BuildRow = (values: Values) => LiveRegion

/** A row of a list of which only some are in the page. It has nodes once it was in the page. */
export class VirtualRow {
  /** In pixels; NaN until it is measured. */
  height = Number.NaN
  /** Where it is among all rows. */
  index = 0
  #region: LiveRegion | null
  #values: Values
  #waiting: Patch[] = []

  /** @param content its values, or what the server has drawn of it */
  constructor(content: LiveRegion | Values) {
    const isValues = Array.isArray(content)
    this.#region = isValues ? null : (content as LiveRegion)
    this.#values = isValues ? (content as Values) : []
  }

  patch(patch: Patch, build: BuildRow): void {
    if (this.#region) this.#region.patch(patch)
    else if (this.#waiting.push(patch) > maxWaiting) this.region(build)
  }

  fill(values: Values, build: BuildRow): void {
    if (this.#region || values.some(isKept)) return this.region(build).fill(values)
    this.#values = values
    this.#waiting = []
  }

  region(build: BuildRow): LiveRegion {
    if (!this.#region) {
      this.#region = build(this.#values)
      for (const patch of this.#waiting) this.#region.patch(patch)
      this.#values = this.#waiting = []
    }
    return this.#region
  }

  /** Its nodes, if it has any. */
  nodes(): readonly ChildNode[] {
    return this.#region?.nodes() ?? []
  }

  /** The element by which it is measured. */
  element(): Element | undefined {
    return this.nodes().find((node) => node instanceof Element)
  }

  remove(): void {
    this.#region?.remove()
  }
}

/** Whether a slot keeps what it has shown, which the row has to know then. */
function isKept(content: unknown): boolean {
  return (content as KeptContent)[0] === null
}
