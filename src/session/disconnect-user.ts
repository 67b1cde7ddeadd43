import { processBus } from './bus.ts'
import { type UserKey, userName } from './user-name.ts'

/** @param isTold whether another process tells that it did so, and has emptied the store */
type EndUser = (name: string, isTold: boolean) => Promise<void>

/** Of messages between processes. */
const topic = '\0disconnect user'

/** How each application of this process ends what a user has. */
const applications = new Set<EndUser>()

/**
 * Ends all sessions of a user: open pages, pages that wait for theirs, those that are stored, and logins.
 *
 * @param user all of it, or its `id`, or where users have none its `username`
 * @returns once nothing of it is left here and in the store; other processes end what they have as soon as they hear of it
 */
export async function disconnectUser(user: UserKey): Promise<void> {
  const name = userName(user)
  await Promise.all([...applications].map((end) => end(name, false)))
  processBus().tellOthers(topic, name)
}

/** Lets an application hear of it. @returns ends that */
export function onDisconnectUser(end: EndUser): () => void {
  applications.add(end)
  const deafen = processBus().subscribe(topic, (name) => void end(String(name), true))
  return () => {
    applications.delete(end)
    deafen()
  }
}
