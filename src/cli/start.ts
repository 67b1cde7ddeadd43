import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { serve } from '../server/node.ts'
import { readKeys } from '../server/secret.ts'
import { rememberVerified } from '../server/verified-file.ts'
import { findApp, loadApp } from './load-app.ts'
import { untilStopped } from './until-stopped.ts'

/** How long a process may take to end. */
export const closeWithinMs = 4_500

/**
 * `djust start`: serves an application in production, in this process, until it is told to stop.
 *
 * @returns the exit code
 */
export async function start(
  app: string,
  address: { port: number; hostname: string },
): Promise<number> {
  // Before the application is imported, so that a missing secret is the first thing one hears of.
  readKeys()
  rememberVerified(dirname(findApp(app)))
  const server = await serve(await loadApp(app), address)
  console.log(`ready  ${new URL('/', server.url).href}`)
  await untilStopped()
  await Promise.race([server.close(), delay(closeWithinMs)])
  return 0
}
