import { componentIdOf } from './dom.ts'
import type { Params } from './params.ts'
import type { UserEvent } from './user-event.ts'

/** An event of an element that the user has not done anything to. */
export function eventFrom(element: Element, handler: string, params: Params): UserEvent {
  const componentId = componentIdOf(element)
  return { handler, params, data: componentId ? { componentId } : {}, fields: [] }
}
