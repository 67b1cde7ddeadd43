import { ConfigError } from '../shared/errors.ts'
import { ownAddress } from '../shared/own-address.ts'
import { permissionList, type Rate } from './handler-options.ts'
import { LiveView, type ViewClass } from './live-view.ts'
import type { MountHook } from './mount-hook.ts'
import type { ViewStatics } from './view-options.ts'

/** What a class of views asks before anybody may see it or do anything in it. */
export interface Guards {
  /** Whether it asks nothing at all. */
  readonly areOpen: boolean
  readonly loginRequired: boolean
  /** Where to send those who have to log in; null for the application's. */
  readonly loginUrl: string | null
  /** The user must have all of them. */
  readonly permissions: readonly string[]
  /** Those of parent classes first. */
  readonly hooks: readonly MountHook<any>[]
  /** Whether the class has a `checkPermissions`, and a `getObject`. */
  readonly checksPermissions: boolean
  readonly hasObject: boolean
  /** Whether the user is read anew at each event. */
  readonly reauthOnEvent: boolean
  /** How often events may come; null for as often as they like. */
  readonly rateLimit: Rate | null
}

/** The guards of a class. Worked out once. */
export function guardsOf(Class: ViewClass): Guards {
  let guards = known.get(Class)
  if (!guards) known.set(Class, (guards = readGuards(Class)))
  return guards
}

const known = new WeakMap<object, Guards>()

function readGuards(Class: ViewClass): Guards {
  const { loginRequired, loginUrl, reauthOnEvent, rateLimit } = Class as ViewStatics
  const permissions = permissionList(Class as ViewStatics)
  const hooks = hooksOf(Class)
  const guards = {
    loginRequired: loginRequired === true || permissions.length > 0,
    loginUrl: loginUrl ?? null,
    permissions,
    hooks,
    checksPermissions: overrides(Class, 'checkPermissions'),
    hasObject: overrides(Class, 'getObject'),
    reauthOnEvent: reauthOnEvent ?? false,
    rateLimit: rateLimit ?? null,
  }
  const { loginRequired: needsLogin, checksPermissions, hasObject } = guards
  const areOpen = !needsLogin && !checksPermissions && !hasObject && hooks.length === 0
  return { ...guards, areOpen }
}

function hooksOf(Class: ViewClass): readonly MountHook<any>[] {
  const hooks: MountHook<any>[] = []
  for (let at: object = Class; at !== LiveView; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, 'onMount')) hooks.unshift(...((at as ViewStatics).onMount ?? []))
  }
  return [...new Set(hooks)]
}

function overrides(Class: ViewClass, name: 'checkPermissions' | 'getObject'): boolean {
  return Class.prototype[name] !== LiveView.prototype[name]
}

/** Refuses a login page that is not one of this site. */
export function checkLoginUrl(value: string, written: string): void {
  if (value.startsWith('/') && ownAddress(value, 'http://own.site') !== null) return
  throw new ConfigError(
    'bad_login_url',
    `${written} has to be an address of this site that begins with a slash, such as '/accounts/login/'.`,
  )
}
