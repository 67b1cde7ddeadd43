/** How much a document may have been sent that it has not acknowledged, in characters. */
export const maxUnacknowledgedSize = 262_144

/** Frames that together are smaller than this are acknowledged as one. */
const markSize = 8_192

/** The frames that a document has been sent and has not acknowledged yet. */
export class SendWindow {
  #size = 0
  /** Numbers of last frames, and sizes up to them from the mark before, in turn; null for none. */
  #marks: number[] | null = null

  /** Whether it should be sent no more for now. */
  get isFull(): boolean {
    return this.#size > maxUnacknowledgedSize
  }

  /** A frame was sent. */
  add(number: number, size: number): void {
    const marks = this.#marks
    this.#size += size
    // Mostly it is one, and an array that is pushed to makes room for many.
    if (marks === null) this.#marks = [number, size]
    else if (marks.at(-1)! < markSize) {
      marks[marks.length - 2] = number
      marks[marks.length - 1]! += size
    } else marks.push(number, size)
  }

  /** The document has every frame up to this one. */
  acknowledge(seen: number): void {
    const marks = this.#marks
    if (marks === null) return
    let count = 0
    for (; count < marks.length && marks[count]! <= seen; count += 2)
      this.#size -= marks[count + 1]!
    if (count === marks.length) this.#marks = null
    else marks.splice(0, count)
  }

  /** The document does not need what it was sent. */
  clear(): void {
    this.#size = 0
    this.#marks = null
  }
}
