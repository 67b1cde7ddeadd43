import { ConfigError } from '../shared/errors.ts'
import type { LiveComponent } from './component.ts'
import type { LiveView } from './live-view.ts'
import { noteReactive } from './reactive-names.ts'

/**
 * Has each assignment queue a render, also outside of a handler: in a timer or callback.
 *
 * ```ts
 * class LevelView extends LiveView {
 *   @reactive accessor level = 1
 *
 *   get count() { return this._count }
 *   @reactive set count(value) { this._count = value }
 * }
 * ```
 */
export function reactive<This extends Renewed, V>(
  target: ClassAccessorDecoratorTarget<This, V>,
  context: ClassAccessorDecoratorContext<This, V> & {
    readonly static: false
    readonly private: false
  },
): ClassAccessorDecoratorResult<This, V>
export function reactive<This extends Renewed, V>(
  set: (this: This, value: V) => void,
  context: ClassSetterDecoratorContext<This, V> & {
    readonly static: false
    readonly private: false
  },
): (this: This, value: V) => void
export function reactive(target: unknown, context: unknown): unknown {
  const { kind, name, addInitializer } = (context ?? {}) as ClassAccessorDecoratorContext
  if ((kind as string) === 'setter') return noticing(target as Setter)
  if (kind !== 'accessor') {
    throw new ConfigError(
      'bad_reactive',
      `@reactive stands on ${kind ?? 'something'} ${String(name)}. Write @reactive accessor ${String(name)} = …, or put it on a setter: @reactive set ${String(name)}(value) { … }.`,
    )
  }
  const { get, set } = target as { get: () => unknown; set: Setter }
  addInitializer(function () {
    noteReactive((this as object).constructor, String(name))
  })
  return { get, set: noticing(set) }
}

/** What can be drawn again by itself. */
type Renewed = LiveView | LiveComponent<any>

type Setter = (this: Renewed, value: unknown) => void

function noticing(set: Setter): Setter {
  return function (value) {
    set.call(this, value)
    this.triggerUpdate()
  }
}
