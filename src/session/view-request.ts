import type { ViewRequest } from '../view/register.ts'
import type { Site } from './site.ts'

/** Adds to a request who sends it. */
export async function toViewRequest(
  site: Pick<Site, 'getUser'>,
  request: Request,
): Promise<ViewRequest> {
  const user = await site.getUser(request)
  return Object.defineProperty(request, 'user', { value: user, enumerable: true }) as ViewRequest
}
