import { ConfigError } from '../shared/errors.ts'
import type { HandlerOwner } from './event-handler.ts'
import { fieldsRead } from './method-source.ts'
import { copyOf, isPlainData, isSameData } from './plain-data.ts'

type GetterContext<This, V> = ClassGetterDecoratorContext<This, V> & {
  readonly static: false
  readonly private: false
}

/**
 * Remembers what a getter gave until one of its inputs is another: the fields that its source reads, or those that are
 * named. Inputs are compared by what is in them.
 *
 * ```ts
 * @computed get open() { return this.todos.filter((todo) => !todo.done) }
 * @computed('todos') get summary() { return this._summarise() }
 * ```
 */
export function computed<This extends HandlerOwner, V>(
  get: (this: This) => V,
  context: GetterContext<This, V>,
): (this: This) => V
export function computed(
  ...inputs: string[]
): <This extends HandlerOwner, V>(
  get: (this: This) => V,
  context: GetterContext<This, V>,
) => (this: This) => V
export function computed(...given: unknown[]): unknown {
  const [get, context] = given
  if (typeof get === 'function') return remembering(get as Getter, context)
  return (getter: Getter, where: unknown) => remembering(getter, where, given as string[])
}

type Getter = (this: object) => unknown

function remembering(get: Getter, context: unknown, named?: readonly string[]): Getter {
  const { kind, name } = context as DecoratorContext
  const inputs = named ?? (kind === 'getter' ? fieldsRead(get) : null)
  if (kind !== 'getter' || !inputs) {
    const advice =
      kind === 'getter'
        ? `Its source does not tell what it hangs on: name the fields, @computed('a', 'b').`
        : `It stands on getters: @computed get ${String(name)}() { … }.`
    throw new ConfigError('bad_computed', `@computed ${String(name)}: ${advice}`)
  }
  const remembered = new WeakMap<object, { inputs: unknown[]; value: unknown }>()
  return function () {
    const read = inputs.map((input) => (this as Record<string, unknown>)[input])
    const last = remembered.get(this)
    if (last?.inputs.every((input, i) => isSameData(read[i], input))) return last.value
    const value = get.call(this)
    // What is more than data may change without notice.
    if (read.every(isPlainData)) remembered.set(this, { inputs: read.map(copyOf), value })
    else remembered.delete(this)
    return value
  }
}
