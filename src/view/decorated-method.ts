import { ConfigError } from '../shared/errors.ts'
import type { ReservedName } from './view-types.ts'

/** The context of a decorated method: neither static nor `#private`. */
export type MethodContext<This> = ClassMethodDecoratorContext<This, any> & {
  readonly static: false
  readonly private: false
  readonly name: string
}

/** `unknown`, or what a handler may not be called. */
export type CheckName<Name> = Name extends ReservedName ? { 'not a handler name': Name } : unknown

/**
 * Makes sure that a decorator stands on a public method.
 *
 * @param decorator its name, for messages
 * @param context what the compiler gave it
 * @throws {ConfigError}
 */
export function checkMethodContext(decorator: string, context: unknown): DecoratorContext {
  if (typeof context !== 'object' || context === null) {
    throw new ConfigError(
      'experimental_decorators',
      `@${decorator} was applied to "${String(context)}" in the way of experimental decorators. ` +
        'djust uses the standard ones: remove experimentalDecorators from tsconfig.json.',
    )
  }
  const at = context as DecoratorContext
  if (at.kind !== 'method') throw misplaced(decorator, at.name, at.kind)
  if (at.private) throw misplaced(decorator, at.name, 'private method')
  if (at.static) throw misplaced(decorator, at.name, 'static method')
  return at
}

export function misplaced(decorator: string, name: unknown, place: string): ConfigError {
  return new ConfigError(
    'not_a_handler',
    `@${decorator} stands on the ${place} ${String(name)}. Put it on a public method of a view or component.`,
  )
}
