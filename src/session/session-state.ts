import { isFunctionView } from '../view/function-view.ts'
import { restoreFields } from '../view/stored-fields.ts'
import type { Outbox } from './outbox.ts'
import type { ShownPage } from './shown-page.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * What is stored of a session beside the fields of its view.
 *
 * @param answered number of the last event answered
 */
export function stateBesideFields(
  { address, host, isKnown }: ShownPage,
  outbox: Outbox,
  answered: number,
): Omit<Snapshot, 'fields' | 'stateVersion'> {
  return {
    route: address.route,
    uri: address.uri,
    topics: host.topics,
    messages: host.messages,
    answered,
    commands: outbox.unseen(!isKnown),
  }
}

/**
 * Makes a session what was stored. What a function view is made of is made anew first.
 *
 * @param from the snapshot, and the number of the last frame that the document has
 */
export async function restoreSession(
  { mounted, host }: ShownPage,
  outbox: Outbox,
  from: { readonly snapshot: Snapshot; readonly seen: number },
): Promise<void> {
  const { fields, topics, messages, commands } = from.snapshot
  const { view } = mounted
  if (isFunctionView(view.constructor))
    await mounted.limited(() => view.mount(host.request, host.params))
  outbox.takeCommands()
  restoreFields(view, fields)
  for (const topic of topics) host.subscribe(topic)
  host.messages = messages
  outbox.restore(commands, from.seen)
  await mounted.limited(() => view.restored())
}
