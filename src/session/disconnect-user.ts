import type { User } from '../view/register.ts'
import { userName } from './user-name.ts'

type EndUser = (name: string) => Promise<void>

/** How each application of this process ends what a user has. */
const applications = new Set<EndUser>()

/**
 * Ends all sessions of a user: open pages, pages that wait for theirs, those that are stored, and logins.
 *
 * @returns once nothing of it is left
 */
export async function disconnectUser(user: NonNullable<User>): Promise<void> {
  const name = userName(user)
  await Promise.all([...applications].map((end) => end(name)))
}

/** Lets an application hear of it. @returns ends that */
export function onDisconnectUser(end: EndUser): () => void {
  applications.add(end)
  return () => applications.delete(end)
}
