import type { HandlerOptions } from './handler-options.ts'
import type { HandlerOwner } from './event-handler.ts'
import type { Given, ParamSchema } from './params.ts'
import type { HandlerName, HandlerParams, PublicName, ReservedName } from './view-types.ts'

/**
 * The handlers of a class without decorators. An entry marks the method of its name, or carries the
 * code in `run`, whose parameters are inferred from `params` and whose `this` is the view or component:
 *
 * ```ts
 * class TodoView extends LiveView {
 *   static handlers = handlers<TodoView>()({
 *     clear: {},
 *     add: { params: { text: 'str' }, run({ text }) { this.todos.push(text) } },
 *   })
 *   todos: string[] = []
 *   clear() { this.todos = [] }
 * }
 * ```
 */
export function handlers<V extends HandlerOwner>() {
  // NoInfer keeps the check apart from the inference of the schemas, which would else give up.
  return <const S>(
    table: { readonly [K in keyof S]: Entry<V, S[K]> } & NoInfer<{
      readonly [K in keyof S]: CheckEntry<V, K, S[K]>
    }>,
  ) => table as HandlerList
}

/** What `static handlers` holds. Without the names, so that a subclass may list others. */
export type HandlerList = Readonly<Record<string, HandlerOptions<any>>>

type Entry<V, S> = Omit<HandlerOptions, 'params'> & {
  readonly params?: S
  run?(this: V, params: S extends ParamSchema ? Given<S> : Given<undefined>): unknown
}

/** `unknown`, or a type that says why the entry does not fit the view. */
type CheckEntry<V, K, S> = K extends ReservedName
  ? { 'not a handler name': K }
  : K extends HandlerName<V>
    ? V[K] extends (params: Given<S>) => unknown
      ? unknown
      : { 'the method wants': HandlerParams<V[K]>; 'the schema gives': Given<S> }
    : K extends PublicName<V>
      ? { 'a field, not a method': K }
      : // Not a function type: its parameters would take part in the inference of those of `run`.
        { run: object }
