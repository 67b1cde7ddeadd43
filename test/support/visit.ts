import { BrowserSessions } from '../../src/session/browser-sessions.ts'
import { toViewRequest } from '../../src/session/view-request.ts'
import { Visit } from '../../src/session/visit.ts'
import { memory } from '../../src/store/memory-store.ts'
import type { User, ViewRequest } from '../../src/view/register.ts'

/** The sessions of browsers in memory, as they are. */
export function testBrowsers(store = memory()): BrowserSessions {
  return new BrowserSessions({
    store,
    lifetimeMs: 60_000,
    seal: (text) => new TextEncoder().encode(text),
    unseal: (data) => new TextDecoder().decode(data),
  })
}

/** A request of somebody. */
export function requestOf(
  user: User | null,
  request = new Request('http://localhost/'),
): ViewRequest {
  const browsers = testBrowsers()
  const visit = new Visit({ browsers, endBrowser: () => {} }, 'cookie', browsers.begin('cookie'))
  visit.user = user
  return toViewRequest(request, visit)
}
