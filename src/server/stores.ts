import { ConfigError } from '../shared/errors.ts'
import { memory } from '../store/memory-store.ts'
import type { SessionStore } from '../store/session-store.ts'
import type { Settings } from './settings.ts'

/** Where sessions of pages and of browsers are stored. */
export interface Stores {
  readonly pages: SessionStore
  readonly browsers: SessionStore
  readonly all: readonly SessionStore[]
}

/** Workers share logins, and go on with each other's pages. */
export function requireShared({ all }: Stores): void {
  if (all.every((store) => store.isDurable)) return
  throw new ConfigError(
    'workers_without_store',
    "djust start --workers needs sessions where all workers reach them, and here they are kept in the memory of one process. Write djust({ store: sqlite('data/sessions.db'), … }), or redis(…) or postgres(…).",
  )
}

export function storesOf({ store, sessionStore }: Settings): Stores {
  const pages = store ?? memory()
  // Not the memory that pages have: whoever opens many would drive logins out of it.
  const browsers = sessionStore ?? store ?? memory()
  return { pages, browsers, all: [...new Set([pages, browsers])] }
}
