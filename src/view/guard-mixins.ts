import type { LiveView } from './live-view.ts'
import type { User } from './register.ts'

type Base = abstract new (...args: any[]) => LiveView

/** A class whose views have a user. */
export type WithUser = abstract new (...args: any[]) => { readonly user: NonNullable<User> }

/** For `class AccountView extends LoginRequiredMixin(LiveView)`: only who is logged in gets there, so `this.user` is never null. */
export function LoginRequiredMixin<B extends Base>(Base: B): B & WithUser {
  abstract class LoginRequired extends (Base as Base) {
    static loginRequired = true
  }
  return LoginRequired as never
}

/** The same for a class that says `static permissionRequired`, which it has to. */
export function PermissionRequiredMixin<B extends Base>(Base: B): B & WithUser {
  abstract class PermissionRequired extends (Base as Base) {
    static loginRequired = true
  }
  needPermission.add(PermissionRequired)
  return PermissionRequired as never
}

/** Whether a class is made by `PermissionRequiredMixin`. */
export function needsPermission(Class: object): boolean {
  for (let at: object | null = Class; at; at = Object.getPrototypeOf(at))
    if (needPermission.has(at)) return true
  return false
}

const needPermission = new WeakSet<object>()
