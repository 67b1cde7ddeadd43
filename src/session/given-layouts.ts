import type { Program } from '../render/program.ts'
import type { PartLayouts } from '../wire/frames.ts'

/** Which layouts of components a document has: those that its page lists, and those that came in frames. */
export class GivenLayouts {
  /** What has drawn components since the document was told of them last. */
  readonly #used = new Set<Program>()
  /** The fingerprints of those that the document has. */
  readonly #given = new Set<string>()

  use(program: Program): void {
    this.#used.add(program)
  }

  /** What has drawn the components of a page that was drawn just now, and is listed in it. */
  list(): readonly Program[] {
    const listed = this.#take()
    for (const { fingerprint } of listed) this.#given.add(fingerprint)
    return listed
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

  /** The document may have missed some: all that it shows are sent again. */
  forget(): void {
    this.#given.clear()
  }

  #take(): Program[] {
    const used = [...this.#used]
    this.#used.clear()
    return used
  }
}
