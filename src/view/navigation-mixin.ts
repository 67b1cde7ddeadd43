import type { ViewClass } from './live-view.ts'

/** The class itself: every view can navigate. It is for code that names what it uses. */
export function NavigationMixin<B extends ViewClass>(Base: B): B {
  return Base
}
