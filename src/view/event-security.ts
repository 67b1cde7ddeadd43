/** Which methods a browser may call that are not declared handlers. */
export type EventSecurity =
  /** None. */
  | 'strict'
  /** Public methods of the author's own classes, with a line in the log each time. */
  | 'warn'
  /** The same, without a word. */
  | 'open'

interface SecuredClass {
  readonly prototype: object
  readonly eventSecurity?: EventSecurity | undefined
}

/** From the one that lets the browser do least. */
const strictestFirst: readonly EventSecurity[] = ['strict', 'warn', 'open']

/** What applications say of classes that say nothing themselves. */
const said = new WeakMap<object, EventSecurity>()

/** What a class says itself, or its nearest parent, else what its application does. Nothing is strict. */
export function eventSecurityOf(Class: SecuredClass): EventSecurity {
  return Class.eventSecurity ?? said.get(Class) ?? 'strict'
}

/** Notes what an application says. Of two that share a class the stricter one holds. */
export function setEventSecurity(Class: SecuredClass, security: EventSecurity): void {
  const before = said.get(Class) ?? security
  said.set(Class, strictestFirst.find((each) => each === before || each === security)!)
}

/** Whether a value is one of them. */
export function isEventSecurity(value: unknown): value is EventSecurity {
  return strictestFirst.includes(value as EventSecurity)
}
