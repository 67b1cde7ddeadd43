import { betterAuth } from 'better-auth'
import { memoryAdapter } from 'better-auth/adapters/memory'
import { disconnectUser } from 'djust'

/** Users are in memory here, and gone with the process. An application gives its database in place of that. */
export const auth = betterAuth({
  baseURL: process.env.BETTER_AUTH_URL ?? 'http://localhost:8000',
  secret:
    process.env.BETTER_AUTH_SECRET ?? 'a secret for development alone, of 32 or more characters',
  database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
  emailAndPassword: { enabled: true },
  databaseHooks: {
    session: {
      delete: {
        // Whatever ends a login: the pages that it has open end with it.
        async after({ userId }): Promise<void> {
          await disconnectUser({ id: userId })
        },
      },
    },
  },
})

export type User = typeof auth.$Infer.Session.user
