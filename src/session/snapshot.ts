import { StateError } from '../shared/errors.ts'
import { codec, type StateCodec } from '../state/codec.ts'
import { decodeState } from '../state/decode-state.ts'
import { encodeState } from '../state/encode-state.ts'
import { SafeString } from '../template/values/safe-string.ts'
import type { LiveView, ViewClass } from '../view/live-view.ts'
import { storedFields } from '../view/stored-fields.ts'
import type { ViewStatics } from '../view/view-options.ts'
import { type FlashLevel, FlashMessage } from '../view/messages.ts'
import type { SentCommands } from './outbox.ts'

/** What is stored of a session: enough to go on with it in another process. */
export interface Snapshot {
  /** Pattern of the route, and path and query of the page. */
  readonly route: string
  readonly uri: string
  /** What the class said of its fields when they were stored. */
  readonly stateVersion: number
  readonly fields: Readonly<Record<string, unknown>>
  /** What it has subscribed to. */
  readonly topics: readonly string[]
  readonly messages: readonly FlashMessage[]
  /** Number of the last event that the fields reflect. */
  readonly answered: number
  /** Commands that the browser may not have. */
  readonly commands: readonly SentCommands[]
}

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

/**
 * Writes a snapshot as text.
 *
 * @param rest what is stored beside the fields of the view
 * @throws {StateError} for a field that cannot be stored
 */
export function encodeSnapshot(
  view: LiveView,
  rest: Omit<Snapshot, 'fields' | 'stateVersion'>,
): string {
  const View = view.constructor as ViewClass
  const { stateVersion = 1 } = View as ViewStatics
  // Named first, so that errors say the path as the author knows it.
  const fields = encodeState(storedFields(view), codecsOf(View))
  return encodeState({ ...rest, stateVersion, fields }, codecsOf(View))
}

/**
 * Reads a snapshot, and lets the class bring older fields up to date.
 *
 * @throws {StateError} when it is of another version, and the class does not say what becomes of it
 */
export function decodeSnapshot(text: string, View: ViewClass): Snapshot {
  const rest = decodeState(text, codecsOf(View)) as unknown as Snapshot & { fields: string }
  const snapshot: Snapshot = { ...rest, fields: decodeState(rest.fields, codecsOf(View)) }
  const { stateVersion = 1, migrate } = View as ViewStatics
  if (snapshot.stateVersion === stateVersion) return snapshot
  if (migrate) return { ...snapshot, fields: migrate(snapshot.fields, snapshot.stateVersion) }
  throw new StateError(
    'state_version',
    `The state of ${View.name} was stored as version ${snapshot.stateVersion}, and it is ${stateVersion} now. ` +
      'Write static migrate(fields, version), which returns the fields as they are now.',
  )
}

function codecsOf(View: ViewClass): readonly StateCodec[] {
  return [...((View as ViewStatics).codecs ?? []), ...ownCodecs]
}
