import { setTimeout as delay } from 'node:timers/promises'
import type { SessionStore } from '../store/session-store.ts'

/** How long a store may take to be one that answers. */
const timeoutMs = 2_000

/** Whether all stores answer. */
export async function isAnswering(stores: readonly SessionStore[]): Promise<boolean> {
  const late = new AbortController()
  const asked = Promise.all(stores.map((store) => store.take('djust health', 'nobody')))
  try {
    return await Promise.race([
      asked.then(() => true),
      delay(timeoutMs, false, { signal: late.signal }),
    ])
  } catch {
    return false
  } finally {
    late.abort()
    asked.catch(() => {})
  }
}

export function healthPage(isWell: boolean): Response {
  return new Response(isWell ? 'ok' : 'not ready', {
    status: isWell ? 200 : 503,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}
