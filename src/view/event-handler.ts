import { ConfigError } from '../shared/errors.ts'
import { checkHandlerOptions, type HandlerOptions } from './handler-options.ts'
import type { Component } from './component.ts'
import type { LiveView } from './live-view.ts'
import type { Given, ParamSchema, ParamsWithoutSchema } from './params.ts'
import type { HandlerParams, ReservedName } from './view-types.ts'

/** The context of a decorated method: neither static nor `#private`. */
type MethodContext<This> = ClassMethodDecoratorContext<This, any> & {
  readonly static: false
  readonly private: false
  readonly name: string
}

/** `unknown`, or what a handler may not be called. */
type CheckName<Name> = Name extends ReservedName ? { 'not a handler name': Name } : unknown

/** `unknown`, or the parameters, optional ones too, that the method wants and no schema gives. */
type CheckExtra<Method, Params> = [Extra<HandlerParams<Method>, Params>] extends [never]
  ? unknown
  : { 'not in the schema': Extra<HandlerParams<Method>, Params> }

type Extra<Wanted, Params> = [Wanted] extends [undefined]
  ? never
  : Exclude<keyof Wanted, keyof Params>

/** What may have handlers. */
export type HandlerOwner = LiveView | Component<any>

/** What `@eventHandler({ … })` puts on a method. */
export type HandlerDecorator<Params> = <
  This extends HandlerOwner,
  Method extends (this: This, params: Params) => unknown,
  Name extends string,
>(
  method: Method & CheckExtra<Method, Params> & CheckName<Name>,
  context: MethodContext<This> & { readonly name: Name },
) => void

/**
 * Lets the browser call a method: `@eventHandler`, `@eventHandler()` or
 * `@eventHandler({ params: { index: 'int' } })`.
 *
 * @throws {ConfigError} for an unknown option, or when the compiler uses experimental decorators
 */
export function eventHandler<const S extends ParamSchema | undefined = undefined>(
  options?: HandlerOptions<S>,
): HandlerDecorator<Given<S>>
export function eventHandler<
  This extends HandlerOwner,
  Method extends (this: This, params: ParamsWithoutSchema) => unknown,
  Name extends string,
>(
  method: Method & CheckExtra<Method, ParamsWithoutSchema> & CheckName<Name>,
  context: MethodContext<This> & { readonly name: Name },
): void
export function eventHandler(first?: unknown, second?: unknown): any {
  if (second !== undefined) return mark(first, second, {})
  if (typeof first === 'function') throw misplaced(first.name, 'class')
  return (method: unknown, context: unknown) => mark(method, context, first ?? {})
}

/** A decorator that adds to what is said of a handler, and makes the method one. */
export type HandlerModifier = <This extends HandlerOwner, Name extends string>(
  method: ((this: This, params: any) => unknown) & CheckName<Name>,
  context: MethodContext<This> & { readonly name: Name },
) => void

/**
 * Makes such a decorator. Several may stand on one method, in any order, with or without `@eventHandler`.
 *
 * @param name of the decorator, for messages
 */
export function handlerModifier(name: string, options: HandlerOptions): HandlerModifier {
  return (method: unknown, context: unknown) => mark(method, context, options, name)
}

/** What a method was marked with, or undefined when it is no handler. */
export function markedOptions(method: unknown): HandlerOptions | undefined {
  return marks.get(method as object)
}

const marks = new WeakMap<object, HandlerOptions>()

// Notes the options beside the method and does not replace it: other methods may still call it.
function mark(
  method: unknown,
  context: unknown,
  options: unknown,
  decorator = 'eventHandler',
): void {
  if (typeof context !== 'object' || context === null) {
    throw new ConfigError(
      'experimental_decorators',
      `@${decorator} was applied to "${String(context)}" in the way of experimental decorators. ` +
        'djust uses the standard ones: remove experimentalDecorators from tsconfig.json.',
    )
  }
  const at = context as DecoratorContext
  if (at.kind !== 'method') throw misplaced(at.name, at.kind, decorator)
  if (at.private) throw misplaced(at.name, 'private method', decorator)
  if (at.static) throw misplaced(at.name, 'static method', decorator)
  const of = `@${decorator} ${String(at.name)}`
  checkHandlerOptions(options, of)
  const all = { ...marks.get(method as object), ...options }
  checkHandlerOptions(all, of)
  marks.set(method as object, all)
}

function misplaced(name: unknown, place: string, decorator = 'eventHandler'): ConfigError {
  return new ConfigError(
    'not_a_handler',
    `@${decorator} stands on the ${place} ${String(name)}. Put it on a public method of a view or component.`,
  )
}
