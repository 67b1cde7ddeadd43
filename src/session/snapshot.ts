import { StateError } from '../shared/errors.ts'
import { codec, codecTable, type StateCodec } from '../state/codec.ts'
import { decodeState } from '../state/decode-state.ts'
import { encodeState } from '../state/encode-state.ts'
import { SafeString } from '../template/values/safe-string.ts'
import { type FlashLevel, FlashMessage } from '../view/messages.ts'
import { storedFields } from '../view/stored-fields.ts'
import type { AnyComponent } from './known-component.ts'
import type { Overflow, SentCommands } from './outbox.ts'
import {
  codecsOf,
  type ComponentPlaces,
  migrated,
  readingCodecs,
  type RestoredComponent,
  versionOf,
  writingCodecs,
} from './stored-components.ts'

/** What is stored of a session beside the state of its view. */
export interface SessionRest {
  /** Pattern of the route, and path and query of the page. */
  readonly route: string
  readonly uri: string
  /** What it has subscribed to. */
  readonly topics: readonly string[]
  readonly messages: readonly FlashMessage[]
  /** The streams that it has begun, with how many rows each keeps; what is in them is with the browser. */
  readonly streams: Readonly<Record<string, number>>
  /** Number of the last event that the fields reflect. */
  readonly answered: number
  /** Commands that the browser may not have. */
  readonly commands: readonly SentCommands[]
  /** What was given up of them, and the view does not know of yet. */
  readonly overflow: Overflow | null
}

/** What is stored of a session: enough to go on with it in another process. */
export interface Snapshot extends SessionRest {
  /** What the class said of its fields when they were stored. */
  readonly stateVersion: number
  /** The fields, which can be read once there is a view. */
  readonly state: string
}

/** The components of a page. */
export interface StoredParts extends ComponentPlaces {
  /** Components that no field holds, because a template has made them. */
  readonly made: readonly AnyComponent[]
}

/** The fields of a view, and its components, as they were. */
export interface ReadState {
  readonly fields: Readonly<Record<string, unknown>>
  readonly components: readonly RestoredComponent[]
}

/** Stands among the fields, which cannot be called that, for components that no field holds. */
const madeKey = '<made>'

const ownCodecs: readonly StateCodec[] = [
  codec(
    SafeString,
    ({ html }) => html,
    (html: string) => new SafeString(html),
  ),
  codec(
    FlashMessage,
    ({ level, message }) => [level, message] as [FlashLevel, string],
    ([level, message]) => new FlashMessage(level, message),
  ),
]
const restCodecs = codecTable(ownCodecs)

/**
 * Writes a snapshot as text: a line for what every session has, and one for the fields.
 *
 * @throws {StateError} for a field that cannot be stored
 */
export function encodeSnapshot(view: object, rest: SessionRest, parts: StoredParts): string {
  const View = view.constructor
  const fields = storedFields(view)
  const { made } = parts
  if (made.length > 0) fields[madeKey] = made
  const codecs = writingCodecs(View, [...codecsOf(View), ...ownCodecs], parts)
  const state = encodeState(fields, codecs)
  return `${encodeState({ ...rest, stateVersion: versionOf(View) }, restCodecs)}\n${state}`
}

/** Reads what is the same for all classes. @throws {StateError} */
export function decodeSnapshot(text: string): Snapshot {
  const end = text.indexOf('\n')
  if (end < 0) throw new StateError('state_not_readable', 'What is stored holds no fields.')
  const rest = decodeState(text.slice(0, end), restCodecs) as unknown as Snapshot
  return { ...rest, state: text.slice(end + 1) }
}

/**
 * Reads the fields of a snapshot, and lets the class bring older ones up to date.
 *
 * @throws {StateError} when they cannot be read, or are of another version, and the class does not say what becomes of them
 */
export function readState({ state, stateVersion }: Snapshot, View: { name: string }): ReadState {
  const components: RestoredComponent[] = []
  const codecs = readingCodecs(View, [...codecsOf(View), ...ownCodecs], components)
  const { [madeKey]: _, ...fields } = decodeState(state, codecs)
  return { fields: migrated(View, fields, stateVersion), components }
}
