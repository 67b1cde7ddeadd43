import type { ViewRequest } from '../view/register.ts'
import { type Visit, withSession } from './visit.ts'

/** Adds to a request who sends it, and the session of its browser. */
export function toViewRequest(request: Request, visit: Visit): ViewRequest {
  return Object.defineProperty(withSession(request, visit), 'user', {
    get: () => visit.user,
    enumerable: true,
    configurable: true,
  }) as ViewRequest
}
