import type { OutsideValue } from '../render/program.ts'
import { codeFrame } from '../shared/code-frame.ts'

/** Notices values that change where no patch reaches: outside the live part. */
export class OutsideWatch {
  readonly #shown: readonly OutsideValue[]
  #hasWarned = false

  /** @param shown the values of the first page */
  constructor(shown: readonly OutsideValue[]) {
    this.#shown = shown
  }

  /** Compares with the first page. @returns a warning the first time that a value differs, else null */
  warning(now: readonly OutsideValue[]): string | null {
    if (this.#hasWarned) return null
    const changed = now.find(({ text }, i) => this.#shown[i]?.text !== text)
    if (!changed) return null
    this.#hasWarned = true
    return `A value outside the live part has changed; the page does not show it. Move it into the element with dj-root, or move dj-root further out.\n\n${codeFrame(changed.at)}`
  }
}
