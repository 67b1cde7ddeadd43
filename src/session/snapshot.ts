import { StateError } from '../shared/errors.ts'
import { JSChain } from '../shared/js.ts'
import type { JSCommand } from '../shared/js-commands.ts'
import { type Codecs, codec, codecTable, type StateCodec } from '../state/codec.ts'
import { decodeState } from '../state/decode-state.ts'
import { encodeState, UnstorableFieldError } from '../state/encode-state.ts'
import { type EventTries, notTried } from './event-tries.ts'
import { SafeString } from '../template/values/safe-string.ts'
import { isFunctionView } from '../view/function-view.ts'
import { type FlashLevel, FlashMessage } from '../view/messages.ts'
import { storedFields } from '../view/stored-fields.ts'
import type { AnyComponent } from './known-component.ts'
import type { Overflow } from './outbox.ts'
import {
  codecsOf,
  type ComponentPlaces,
  migrated,
  readingCodecs,
  type RestoredComponent,
  versionOf,
  writingCodecs,
} from './stored-components.ts'
import type { FrameNumbers, Unacknowledged } from './unacknowledged.ts'

/** What is stored of a session beside the state of its view. */
export interface SessionRest {
  /** Pattern of the route, and path and query of the page. */
  readonly route: string
  readonly uri: string
  /** What `setLayout` said last. */
  readonly layout: string | null
  /** What it has subscribed to. */
  readonly topics: readonly string[]
  readonly messages: readonly FlashMessage[]
  /** The streams that it has begun, with how many rows each keeps; what is in them is with the browser. */
  readonly streams: Readonly<Record<string, number>>
  /** Number of the last event that the fields reflect. */
  readonly answered: number
  /** How often a process has tried the event behind that, and when last. */
  readonly tried: EventTries
  /** Commands and errors that the browser may not have. */
  readonly unseen: readonly Unacknowledged[]
  /** The numbers of the frames that it was sent with, by this session and some before. */
  readonly eras: readonly FrameNumbers[]
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

/** Where only the fields matter. */
export const restOfNothing: SessionRest = {
  route: '',
  uri: '',
  layout: null,
  topics: [],
  messages: [],
  streams: {},
  answered: 0,
  tried: notTried,
  unseen: [],
  eras: [],
  overflow: null,
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
  codec(
    JSChain,
    ({ commands }) => commands,
    (commands: readonly JSCommand[]) => new JSChain(commands),
  ),
]
const restCodecs = codecTable(ownCodecs)

/**
 * Writes a snapshot as text: a line for what every session has, and one for the fields.
 *
 * @param leftOut is told of fields that cannot be stored, and are not
 * @throws {StateError} for a field that cannot be stored, where nobody is told; for state that is in no fields
 */
export function encodeSnapshot(
  view: object,
  rest: SessionRest,
  parts: StoredParts,
  leftOut?: (field: UnstorableFieldError) => void,
): string {
  const View = view.constructor
  const fields = storedFields(view)
  if (isFunctionView(View)) checkClosures(view, fields)
  const { made } = parts
  if (made.length > 0) fields[madeKey] = made
  const codecs = writingCodecs(View, [...codecsOf(View), ...ownCodecs], parts)
  const state = encodeFields(fields, codecs, leftOut)
  return `${encodeState({ ...rest, stateVersion: versionOf(View) }, restCodecs)}\n${state}`
}

/** What is left out is found one field at a time: others may share what is in it. */
function encodeFields(
  fields: Record<string, unknown>,
  codecs: Codecs,
  leftOut: ((field: UnstorableFieldError) => void) | undefined,
): string {
  for (;;) {
    try {
      return encodeState(fields, codecs)
    } catch (error) {
      if (!leftOut || !(error instanceof UnstorableFieldError)) throw error
      leftOut(error)
      delete fields[error.field]
    }
  }
}

/** What a function view shows must be in its data: what its functions close over is nobody's to store. */
function checkClosures(view: object, fields: object): void {
  if (Object.keys(fields).length > 0) return
  const shown = Object.entries(Object.getOwnPropertyDescriptors(view)).find(([, { get }]) => get)
  if (!shown) return
  throw new StateError(
    'state_in_closures',
    `${view.constructor.name} returned no data but getters such as ${shown[0]}: its state is in variables of the ` +
      'function, where it cannot be stored. Return it as data: return { count: 0, increment() { this.count += 1 } }.',
  )
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
