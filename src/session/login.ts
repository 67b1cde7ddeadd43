import { ConfigError } from '../shared/errors.ts'
import type { AnyUser, SessionRequest, User } from '../view/register.ts'
import type { UserId } from './browser-records.ts'
import { visitOf } from './visit.ts'

/**
 * Notes in the session of a browser who is logged in there. The browser gets another cookie, and its other open pages
 * end; a page whose handler did it leaves, to where `liveRedirect` leads or to itself.
 *
 * @param request of a view (`this.request`) or of a plain route
 * @param user who is told by an `id`, or else by a `username`
 * @throws {ConfigError} when the user has neither
 */
export async function login(request: Request, user: NonNullable<User>): Promise<void> {
  await visitOf(request).login(idOf(user), user)
}

/** Forgets who is logged in, and all that the session of the browser holds. Its other open pages end. */
export async function logout(request: Request): Promise<void> {
  await visitOf(request).logout()
}

/**
 * A `getUser` for those who have logged in with `login`.
 *
 * @param load finds a user by the `id`, or else the `username`, that `login` was given; null when there is none any more
 */
export function sessionUser(
  load: (id: any) => User | null | Promise<User | null>,
): (request: SessionRequest) => User | null | Promise<User | null> {
  return (request) => {
    const { userId } = visitOf(request).session
    return userId === null ? null : load(userId)
  }
}

function idOf(user: NonNullable<User>): UserId {
  const { id, username } = user as AnyUser
  const found = id ?? username
  if (typeof found === 'string' || typeof found === 'number') return found
  throw new ConfigError(
    'user_without_id',
    'login(request, user) needs a user with an id or a username, a text or a number: sessionUser finds them by it.',
  )
}
