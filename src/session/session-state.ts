import type { EventTries } from './event-tries.ts'
import { LiveComponent } from '../view/component.ts'
import { isFunctionView } from '../view/function-view.ts'
import { restoreFields } from '../view/stored-fields.ts'
import { canMoveTo } from './layout-move.ts'
import type { Outbox } from './outbox.ts'
import type { ShownPage } from './shown-page.ts'
import { noteComponents } from './component-classes.ts'
import { readState, type SessionRest, type Snapshot } from './snapshot.ts'

/**
 * What is stored of a session beside the fields of its view.
 *
 * @param answered number of the last event answered
 * @param tried how often the next one was tried
 */
export function stateBesideFields(
  { address, host, isKnown }: ShownPage,
  outbox: Outbox,
  answered: number,
  tried: EventTries,
): SessionRest {
  return {
    route: address.route,
    uri: address.uri,
    layout: host.layout,
    topics: host.topics,
    messages: host.messages,
    streams: host.streams.limits,
    answered,
    tried,
    unseen: outbox.unseen(!isKnown),
    eras: outbox.eras,
    overflow: outbox.overflow,
  }
}

/**
 * Makes a session what was stored. What a function view is made of is made anew first.
 *
 * @param from the snapshot, and the number of the last frame that the document has
 * @throws {StateError} when the class cannot go on from what is stored
 */
export async function restoreSession(
  page: ShownPage,
  outbox: Outbox,
  from: { readonly snapshot: Snapshot; readonly seen: number },
): Promise<void> {
  const { mounted, host } = page
  const { layout = null, topics, messages, streams } = from.snapshot
  const { view } = mounted
  if (isFunctionView(view.constructor))
    await mounted.limited(() => view.mount(host.request, host.params))
  outbox.takeCommands()
  noteComponents(view)
  const { fields, components } = readState(from.snapshot, view.constructor)
  restoreFields(view, fields)
  for (const topic of topics) host.subscribe(topic)
  host.layout = canMoveTo(page, layout) ? layout : null
  host.keepMessages(messages)
  host.streams.restore(streams)
  outbox.restore(from.snapshot, from.seen)
  const adopted = components.length > 0 ? mounted.table().adopt(components) : []
  await mounted.limited(() => view.restored())
  for (const component of adopted)
    if (component instanceof LiveComponent) await mounted.limited(() => component.restored())
}
