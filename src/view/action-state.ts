/** How a handler with `@action` stands, as its template reads it under the handler's name. */
export interface ActionState {
  /** Whether it runs: shown where it is a `@background` handler. */
  readonly pending: boolean
  /** What it threw last, as text; empty where it did not. */
  readonly error: string
  /** What it returned last; null until then. */
  readonly result: unknown
}

const idle: ActionState = { pending: false, error: '', result: null }

/** The names of actions, by the class or function view that has them. */
const actions = new WeakMap<object, ReadonlySet<string>>()
const states = new WeakMap<object, Map<string, ActionState>>()

/** Makes known which handlers of a class, or of one view, are actions. */
export function noteActions(owner: object, names: readonly string[]): void {
  if (names.length > 0) actions.set(owner, new Set(names))
}

/** How an action of a view or component stands; undefined for names that are none. */
export function actionState(owner: object, name: string): ActionState | undefined {
  const names = actions.get(owner) ?? actions.get(owner.constructor)
  return names?.has(name) ? (states.get(owner)?.get(name) ?? idle) : undefined
}

export function setActionState(owner: object, name: string, state: Partial<ActionState>): void {
  const known = states.get(owner) ?? new Map<string, ActionState>()
  states.set(owner, known.set(name, { ...idle, ...state }))
}
