import { checkMethodContext, type CheckName, type MethodContext } from './decorated-method.ts'
import type { HandlerOwner } from './event-handler.ts'
import { checkHandlerOptions, type HandlerOptions, permissionList } from './handler-options.ts'

/** What decorators beside `@eventHandler` put on a method. Alone, they do not make it a handler. */
export type ModifierDecorator = <This extends HandlerOwner, Name extends string>(
  method: ((this: This, params: any) => unknown) & CheckName<Name>,
  context: MethodContext<This> & { readonly name: Name },
) => void

/**
 * Says which permissions a handler takes, of which all must hold, besides those of its view.
 *
 * @throws {ConfigError} when they are no texts, or it stands on something else than a public method
 */
export function permissionRequired(permissions: string | readonly string[]): ModifierDecorator {
  return modifier('permissionRequired', { permissionRequired: permissions })
}

/** What decorators beside `@eventHandler` say of a method, or undefined. */
export function modifiersOf(method: unknown): HandlerOptions | undefined {
  return said.get(method as object)
}

/** Puts options of a handler over those that it has already: what protects it adds up. */
export function withOptions(
  below: HandlerOptions | undefined,
  above: HandlerOptions | undefined,
): HandlerOptions {
  const permissions = new Set([...permissionList(below), ...permissionList(above)])
  return {
    ...below,
    ...above,
    ...(permissions.size > 0 && { permissionRequired: [...permissions] }),
  }
}

const said = new WeakMap<object, HandlerOptions>()

function modifier(name: string, options: HandlerOptions): ModifierDecorator {
  return (method, context) => {
    const at = checkMethodContext(name, context)
    checkHandlerOptions(options, `@${name} ${String(at.name)}`)
    said.set(method, withOptions(said.get(method), options))
  }
}
