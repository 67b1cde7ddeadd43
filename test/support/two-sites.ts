import type { Durability } from '../../src/session/vault.ts'
import { memory } from '../../src/store/memory-store.ts'
import type { SessionStore } from '../../src/store/session-store.ts'
import type { ViewClass } from '../../src/view/live-view.ts'
import { path } from '../../src/view/routes.ts'
import { TestSite, type TestSiteOptions } from './site.ts'
import type { TestPage } from './test-page.ts'

/** Two processes that share a store. */
export function twoSites(
  View: ViewClass,
  durability: Durability = 'beforeReply',
  store: SessionStore = durableMemory(),
) {
  const site = (more: Partial<TestSiteOptions> = {}): TestSite => {
    const made = new TestSite({ urls: [path('', View)], ...more })
    Object.assign(made.site.vault, { store, durability })
    return made
  }
  return { first: site(), second: site(), store, site }
}

/** What is tested here is the session; that stores keep what they are given is tested by their contract. */
export function durableMemory(): SessionStore {
  return Object.assign(memory(), { isDurable: true })
}

/** The same document, whose connection now leads to another process. */
export async function moveTo(site: TestSite, page: TestPage): Promise<TestPage> {
  const moved = await site.open('/')
  const { documentName, seen, sent, answered, uri } = page
  Object.assign(moved, {
    documentName,
    seen,
    sent,
    answered,
    uri,
    token: page.token,
    csrf: page.csrf,
  })
  return moved
}
