import type { LiveSlot } from './slot.ts'

/** A slot that is written when its element is built, and is the browser's from then on. */
export class OnceSlot<Content> implements LiveSlot {
  #write: ((content: Content) => void) | null

  /** @param write null where the element was drawn already */
  constructor(write: ((content: Content) => void) | null) {
    this.#write = write
  }

  patch(): void {}

  fill(content: Content): void {
    this.#write?.(content)
    this.#write = null
  }

  nodes(): readonly ChildNode[] {
    return []
  }
}
