import type { User, ViewRequest } from '../view/register.ts'

/** Adds to a request who sends it. */
export function toViewRequest(request: Request, user: User | null): ViewRequest {
  const property = { value: user, enumerable: true, configurable: true }
  return Object.defineProperty(request, 'user', property) as ViewRequest
}
