import type { SourceChange } from '../../support/source-change.ts'

/** A mistake in what sessions do, as somebody might make it. */
export interface Fault extends SourceChange {
  readonly name: string
}

/** Mistakes that stories have to show. */
export const faults: readonly Fault[] = [
  {
    name: 'a store that asks neither who writes nor from which revision',
    file: 'src/store/memory-store.ts',
    find: 'const isNext = entry ? entry.owner === owner && entry.revision === revision : revision === 0',
    replace: 'const isNext = true',
  },
  {
    name: 'events that are taken again when they come again',
    file: 'src/session/page-session.ts',
    find: 'if (frame.number <= this.#received) return true\n    if (frame.number !== this.#received + 1) return false',
    replace: '',
  },
  {
    name: 'a patch for whoever comes back',
    file: 'src/session/page-session.ts',
    find: 'if (!isCurrent) this.page.forget()',
    replace: 'void isCurrent',
  },
  {
    name: 'frames that are counted from what the page has seen',
    file: 'src/session/number-apart.ts',
    find: 'return seen + 1 + Math.floor(Math.random() * widest)',
    replace: 'return seen',
  },
  {
    name: 'answers that go out though they could not be stored',
    file: 'src/session/turns.ts',
    find: "return how === 'kept'",
    replace: "return how !== 'lost'",
  },
  {
    name: 'a session that counts from what its page has heard of, not from what it has done',
    file: 'src/session/page-session.ts',
    find: 'turns.answered = isHeir ? next - 1 : Math.max(turns.answered, next - 1)',
    replace: 'turns.answered = isHeir ? next - 1 : next - 1',
  },
  {
    name: 'a session that waits for events which were answered elsewhere',
    file: 'src/session/page-session.ts',
    find: 'if (frame.next > this.#received + 1) {',
    replace: 'if (frame.next < 0) {',
  },
  {
    name: 'commands that are not stored',
    file: 'src/session/session-state.ts',
    find: 'unseen: outbox.unseen(!isKnown)',
    replace: 'unseen: []',
  },
  {
    name: 'commands of which only the last number is known',
    file: 'src/session/unacknowledged.ts',
    find: 'before: [...before, number]',
    replace: 'before',
  },
  {
    name: 'commands that are taken for heard because later values were',
    file: 'src/session/outbox.ts',
    find: 'if (seen !== number) this.#beginEra(seen)',
    replace: '',
  },
  {
    name: 'a session that is ended when an older connection of its page is found lost',
    file: 'src/session/registry.ts',
    find: 'if (kept?.session !== session) return',
    replace: 'if (!kept) return',
  },
  {
    name: 'connections of a page that join at the same time',
    file: 'src/session/registry.ts',
    find: 'this.#joining.get(key)?.then(join, join) ?? join()',
    replace: 'join()',
  },
  {
    name: 'a page that wakes up without its fields',
    file: 'src/session/sleeping-page.ts',
    find: 'restoreFields(view, readState(decodeSnapshot(this.#state), View).fields)',
    replace: '',
  },
  {
    name: 'a browser that sends nothing again',
    file: 'src/client/session.ts',
    find: 'for (const frame of this.#outbox.after(upTo)) this.#host.transmit(frame)',
    replace: '',
  },
]
