import { Stream, type StreamChange } from '../../src/shared/stream.ts'
import type { State } from './state.ts'

/** Names that a page may be told never change. */
export const mayBeFixed = ['text', 'other', 'label', 'kind', 'flag', 'flag2', 'lang', 'big', 'html']

/** Fields that are let go of once they are drawn, and what they go back to. */
const defaults = { note: '', lines: [] } as const
export const temporary = Object.keys(defaults) as (keyof typeof defaults)[]

/**
 * What the server lets go of, or does not look at again: fields that stay what they were first, temporary fields, and
 * items of streams. It says what a page reads of them, and what a fresh page reads that has to show the same.
 */
export class Forgotten {
  readonly #state: State
  readonly #firsts: ReadonlyMap<string, unknown>
  /** What temporary fields were when they were drawn last. */
  readonly #lasts = new Map<string, unknown>()
  /** A stream to which all has happened that the page was told. */
  readonly #all = new Stream()

  constructor(state: State, fixed: readonly string[]) {
    this.#state = state
    const names = state as unknown as Record<string, unknown>
    this.#firsts = new Map(fixed.map((name) => [name, names[name]]))
    this.drawn()
  }

  /** What the page reads. */
  read(name: string): unknown {
    if (this.#firsts.has(name)) return this.#firsts.get(name)
    return (this.#state as unknown as Record<string, unknown>)[name]
  }

  /** What a fresh page reads that shows the same. */
  readWhole(name: string): unknown {
    if (name === 'streams') return { log: this.#all }
    return this.#lasts.has(name) ? this.#lasts.get(name) : this.read(name)
  }

  /** Whether a temporary field is what it goes back to. */
  rests(name: string): boolean {
    return name === 'lines' ? this.#state.lines.length === 0 : this.#state.note === ''
  }

  /** The page was drawn: lets go. @returns what has happened to the stream */
  drawn(): readonly StreamChange[] {
    const { note, lines, streams } = this.#state
    if (!this.rests('note')) this.#lasts.set('note', note)
    if (!this.rests('lines')) this.#lasts.set('lines', lines)
    this.#state.note = ''
    this.#state.lines = []
    const changes = streams.log.take()
    for (const change of changes) this.#all.note(change)
    return changes
  }
}
