import type { Link } from '../../src/session/link.ts'

/** What a server sends last. */
export interface Closing {
  readonly code: number
}

/** A connection on its way between a page and a process: what one side says the other hears later, or never. */
export class Line implements Link {
  readonly name: string
  readonly toServer: string[] = []
  readonly toPage: (string | Closing)[] = []
  /** Whether the page still listens. */
  isHeld = true
  /** Whether the process has taken it. */
  isTaken = false
  isFull = false
  takesBytes = false
  #isClosing = false

  constructor(name: string) {
    this.name = name
  }

  // ── the process's side ─────────────────────────────────────────────────────────────────────────────────────

  send(frame: string | Uint8Array): void {
    if (!this.#isClosing) this.toPage.push(String(frame))
  }

  close(code: number): void {
    if (this.#isClosing) return
    this.#isClosing = true
    this.toPage.push({ code })
  }

  // ── the page's side ────────────────────────────────────────────────────────────────────────────────────────

  say(text: string): void {
    if (this.isHeld) this.toServer.push(text)
  }

  /** The page gives it up; what it has said may still arrive. */
  giveUp(): void {
    this.isHeld = false
    this.toPage.length = 0
  }
}
