import { isFunctionView } from '../view/function-view.ts'
import { uriOf } from './addresses.ts'
import type { PageRequest } from './page-request.ts'
import type { PageSession } from './page-session.ts'
import type { SessionRegistry } from './registry.ts'
import { restoredSession } from './restored-session.ts'
import { SavedSession } from './saved-session.ts'
import { hashOf, sessionId } from './session-id.ts'
import type { Site } from './site.ts'
import { userName } from './user-name.ts'
import { visitOf } from './visit.ts'

/*
 * A page on which a form has acted waits until its browser asks for it. So it is shown at its own address, and loading it
 * again posts nothing.
 */

/**
 * Lets a page wait, in this process, or in the store where another process may be asked for it.
 *
 * @returns the name by which it is found, once; null where it cannot wait, and has to be shown at once
 */
export async function keepPosted(
  site: Site,
  registry: SessionRegistry,
  session: PageSession,
  { browser }: Pick<PageRequest, 'browser'>,
): Promise<string | null> {
  const name = sessionId()
  const { uri } = session.address
  if (site.isAlone) {
    if (!registry.hasRoomFor(browser)) return null
    registry.addPending(nameOf(name, browser.id, uri), session, browser.ip)
    return name
  }
  // What is in streams is with the browser, and what a function keeps is in no store.
  const { hasStreams } = session.page.host
  if (!site.vault.store.isDurable || hasStreams || isFunctionView(session.View)) return null
  session.keepIn(new SavedSession(site, nameOf(name, browser.id, uri)))
  if (!(await session.saveWhole())) return null
  session.end()
  return name
}

/** Gives a waiting page away to whom it belongs, once. @returns null where none waits */
export async function takePosted(
  site: Site,
  registry: SessionRegistry,
  name: string,
  page: PageRequest,
): Promise<PageSession | null> {
  const { browser, request } = page
  const key = nameOf(name, browser.id, uriOf(request.url))
  const session =
    registry.takePending(key) ?? (site.isAlone ? null : await restored(site, key, page))
  if (!session || session.isEnded) return null
  const { address, View } = session
  const isTheirs = userName(address.user) === userName(visitOf(request).user)
  if (isTheirs && View === page.View && address.route === page.route) return session
  session.end()
  return null
}

async function restored(site: Site, key: string, page: PageRequest): Promise<PageSession | null> {
  const saved = new SavedSession(site, key)
  const snapshot = await saved.take(({ route }) => route === page.route)
  if (!snapshot) return null
  await saved.forget()
  return restoredSession(site, page, snapshot, 0)
}

/** Only the browser that posted can ask for it, and only at its address. */
function nameOf(name: string, browserId: string, uri: string): string {
  return hashOf(['posted', name, browserId, uri].join(' '))
}
