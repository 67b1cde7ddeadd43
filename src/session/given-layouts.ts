import type { Program } from '../render/program.ts'
import type { PartLayouts } from '../wire/frames.ts'

/** Which layouts of components a document has: those that its page lists, and those that came in frames. */
export class GivenLayouts {
  /** What has drawn components since the document was told of them last. */
  readonly #used = new Set<Program>()
  /** Fingerprints that the page lists, and those that the document has in all. */
  #listed: readonly string[] = []
  #given = new Set<string>()

  use(program: Program): void {
    this.#used.add(program)
  }

  /** The fingerprints for the list of a page that was drawn just now. */
  list(): readonly string[] {
    this.#listed = this.#take().map(({ fingerprint }) => fingerprint)
    this.forget()
    return this.#listed
  }

  /** The layouts that the document does not have yet, to be sent. */
  takeNew(): PartLayouts | undefined {
    const added = this.#take().filter(({ fingerprint }) => !this.#given.has(fingerprint))
    if (added.length === 0) return undefined
    for (const { fingerprint } of added) this.#given.add(fingerprint)
    return Object.fromEntries(
      added.map(({ fingerprint, compiled }) => [fingerprint, compiled.layout]),
    )
  }

  /** What came in frames may have been lost. */
  forget(): void {
    this.#given = new Set(this.#listed)
  }

  #take(): Program[] {
    const used = [...this.#used]
    this.#used.clear()
    return used
  }
}
