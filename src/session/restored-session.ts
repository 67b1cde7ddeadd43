import { StateError } from '../shared/errors.ts'
import { PageSession, type SessionStart } from './page-session.ts'
import { sessionId } from './session-id.ts'
import type { Site } from './site.ts'
import type { Snapshot } from './snapshot.ts'

/**
 * Makes a session of what is stored of one.
 *
 * @param seen number of the last frame that its document has
 * @returns null when the class cannot go on from what is stored
 * @throws {RefusedError} when the page may not be opened
 */
export async function restoredSession(
  site: Site,
  start: SessionStart,
  snapshot: Snapshot,
  seen: number,
): Promise<PageSession | null> {
  const session = new PageSession(site, start, sessionId())
  try {
    await session.admit()
    await session.restore(snapshot, seen)
    return session
  } catch (error) {
    session.end()
    if (!(error instanceof StateError)) throw error
    site.log(`${start.View.name} cannot go on from what is stored, and begins anew`, error)
    return null
  }
}
