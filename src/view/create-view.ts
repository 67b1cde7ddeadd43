import { ConfigError } from '../shared/errors.ts'
import type { ViewHost } from './view-host.ts'

/** The host of the view that is being made. */
let waiting: { readonly Class: unknown; readonly host: ViewHost } | undefined

/** Makes a view. Its host is there already while its fields are initialised. */
export function createView<C extends abstract new () => object>(
  Class: C,
  host: ViewHost,
): InstanceType<C> {
  const before = waiting
  waiting = { Class, host }
  try {
    return new (Class as unknown as new () => InstanceType<C>)()
  } finally {
    waiting = before
  }
}

/** Hands over the host to the one view it is meant for, not to views that its initialisers make. */
export function takeHost(Class: { readonly name: string }): ViewHost {
  if (waiting?.Class !== Class) {
    throw new ConfigError(
      'view_made_by_hand',
      `new ${Class.name}() was called, but views belong to a page and only djust makes them.\n` +
        'Put the class into a route: ' +
        `path('…/', ${Class.name}). What two views share belongs in a function or a plain class.`,
    )
  }
  const { host } = waiting
  waiting = undefined
  return host
}
