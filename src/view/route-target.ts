import { ConfigError } from '../shared/errors.ts'
import { isViewClass } from './live-view.ts'
import type { Route } from './route-types.ts'

/**
 * Refuses what cannot stand in a route.
 *
 * @throws {ConfigError} unless it is a class of views, not abstract, or a function
 */
export function checkTarget({ pattern, view }: Route): void {
  const problem = problemWith(view)
  if (!problem) return
  throw new ConfigError(
    'bad_route',
    `path('${pattern}', …): ${problem}. A route takes a class that extends LiveView, ` +
      'liveView(…), or a function (request, params) => Response.',
  )
}

function problemWith(target: unknown): string | undefined {
  if (isViewClass(target)) {
    const isAbstract = Object.hasOwn(target, 'abstract') && (target as Optional).abstract === true
    return isAbstract ? `${target.name} is abstract: it is only there to be extended` : undefined
  }
  if (typeof target !== 'function') {
    return `${target === undefined ? 'undefined' : `a value of type ${typeof target}`} is no view`
  }
  const isClass = /^class\b/.test(Function.prototype.toString.call(target))
  return isClass ? `${target.name || 'the class'} does not extend LiveView` : undefined
}

type Optional = { abstract?: unknown }
