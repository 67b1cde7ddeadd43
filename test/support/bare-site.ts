import { defaultRenderLimits } from '../../src/render/budget.ts'
import { checkCsrf } from '../../src/server/csrf.ts'
import { deriveKeys } from '../../src/server/secret.ts'
import { seal, unseal } from '../../src/server/sealing.ts'
import { sign, verify } from '../../src/server/signing.ts'
import { BrowserSessions } from '../../src/session/browser-sessions.ts'
import { sessionId } from '../../src/session/session-id.ts'
import type { PageToken, Site } from '../../src/session/site.ts'
import { memory } from '../../src/store/memory-store.ts'
import { MemoryFragmentCache } from '../../src/template/fragment-cache.ts'
import { environment } from '../../src/template/values/env.ts'
import { fileWriter } from '../../src/uploads/file-writer.ts'

export const keys = deriveKeys('a secret for tests that is long enough')

/** What differs from site to site. */
type OwnParts = Pick<Site, 'routes' | 'programs' | 'bus' | 'endBrowser' | 'log'> & {
  /** Where files go. */
  readonly folder: string
}

/** A site made of real parts, which keeps everything in memory. */
export function bareSite({ folder, ...own }: OwnParts): Site {
  return {
    ...own,
    contextProcessors: [],
    mediaUrl: '/media/',
    renderLimits: defaultRenderLimits,
    fragments: new MemoryFragmentCache(),
    isAlone: true,
    vault: {
      store: memory(),
      durability: 'memory',
      owner: sessionId(),
      lifetimeMs: 60_000,
      isStrict: false,
      seal: (text, purpose) => seal(keys.snapshot, text, purpose),
      unseal: (data, purpose) => unseal(keys.snapshot, data, purpose),
    },
    browsers: new BrowserSessions({
      store: memory(),
      lifetimeMs: 60_000,
      seal: (text, purpose) => seal(keys.browser, text, purpose),
      unseal: (data, purpose) => unseal(keys.browser, data, purpose),
    }),
    cookieAddress: ({ newCookie }, to) => `/cookie/${newCookie}?to=${to}`,
    uploads: {
      writer: fileWriter(folder),
      maxBytesPerVisitor: 1_000_000,
      kept: new Map(),
    },
    wireFormat: 'json',
    isDevelopment: false,
    handlerTimeoutMs: 10_000,
    maxMessageSize: 65_536,
    largestMessage: 65_536,
    rateLimit: { rate: 10_000, burst: 10_000, maxWarnings: 3 },
    logsPatches: false,
    getUser: () => null,
    hasPerm: null,
    loginUrl: '/accounts/login/',
    environment: () => environment(),
    staticUrl: (path) => `/static/${path}`,
    scripts: (_, { csrfToken }) =>
      `<script id="djust-page">${JSON.stringify({ csrf: csrfToken })}</script>`,
    wholeLayout: ({ fingerprint }) => `/layout/${fingerprint}.whole.json`,
    signToken: (token) => sign(keys.token, token),
    readToken: (text) => verify(keys.token, text) as PageToken | null,
    checkCsrf: (id, token) => checkCsrf(keys.csrf, id, token),
  }
}
