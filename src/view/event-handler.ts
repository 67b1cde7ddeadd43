import {
  checkMethodContext,
  type CheckName,
  type MethodContext,
  misplaced,
} from './decorated-method.ts'
import { checkHandlerOptions, type HandlerOptions } from './handler-options.ts'
import type { Component } from './component.ts'
import type { LiveView } from './live-view.ts'
import type { Given, ParamSchema, ParamsWithoutSchema } from './params.ts'
import type { HandlerParams } from './view-types.ts'

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
  if (typeof first === 'function') throw misplaced('eventHandler', first.name, 'class')
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
  const at = checkMethodContext(decorator, context)
  const of = `@${decorator} ${String(at.name)}`
  checkHandlerOptions(options, of)
  const all = { ...marks.get(method as object), ...options }
  checkHandlerOptions(all, of)
  marks.set(method as object, all)
}
