import type { LiveView } from './live-view.ts'
import type { MountHook } from './mount-hook.ts'

/** Asked before `mount`: an address sends the browser there, nothing lets it stay. */
export type OnMountHook<V extends LiveView = LiveView> = MountHook<V>

/** Types a hook for `static onMount`: `onMount((view) => (view.user ? undefined : '/log-in/'))`. */
export function onMount<V extends LiveView = LiveView>(hook: OnMountHook<V>): OnMountHook<V> {
  return hook
}
