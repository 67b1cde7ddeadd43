import type { LiveSlot } from './slot.ts'

/** A slot that is written when its element is built, and is the browser's from then on. */
export class OnceSlot implements LiveSlot {
  #write: ((content: unknown) => void) | null

  /** @param write null where the element was drawn already */
  constructor(write: ((content: any) => void) | null) {
    this.#write = write
  }

  patch(): void {}

  fill(content: unknown): void {
    this.#write?.(content)
    this.#write = null
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}
