import { config, djust, memory, sqlite } from 'djust'
import { urls } from './app.ts'

djust({ urls, store: memory(), durability: 'beforeReply', hookNamespacing: 'strict' })
djust({
  urls,
  store: sqlite('sessions.db'),
  auth: { getUser: () => ({ id: 1, username: 'ada', isStaff: true }) },
})
djust({ urls, useWebsocket: false, maxMessageSize: undefined })
config.get('maxMessageSize') satisfies number | undefined

// @ts-expect-error the URL table is missing
djust({ useWebsocket: false })
// @ts-expect-error a misspelt setting
djust({ urls, useWebsockets: false })
// @ts-expect-error a number of bytes
djust({ urls, maxMessageSize: '64 kB' })
// @ts-expect-error no such durability
djust({ urls, durability: 'sometimes' })
// @ts-expect-error no such format
djust({ urls, wireFormat: 'xml' })
// @ts-expect-error 'lax' or 'strict'
djust({ urls, hookNamespacing: true })
// @ts-expect-error what `store` takes is made by memory(), sqlite(…), redis(…), postgres(…)
djust({ urls, store: 'redis://localhost' })
// @ts-expect-error the user has no `isStaff`
djust({ urls, auth: { getUser: () => ({ id: 1, username: 'ada' }) } })
// @ts-expect-error the burst is a number
djust({ urls, rateLimit: { burst: true } })
// @ts-expect-error a misspelt limit
djust({ urls, rateLimit: { brust: 3 } })
// @ts-expect-error no such framework
djust({ urls, cssFramework: 'bootstrap9' })
