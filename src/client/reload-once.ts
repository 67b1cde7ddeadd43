const key = 'djust:reloaded'
const pauseMs = 60_000

/**
 * Loads the page anew, unless that was done within the last minute and did not help.
 *
 * @returns whether the page is going
 */
export function reloadOnce(): boolean {
  try {
    const now = Date.now()
    if (now - Number(sessionStorage.getItem(key)) < pauseMs) return false
    sessionStorage.setItem(key, String(now))
  } catch {
    return false // Storage is blocked, so nothing would end a loop.
  }
  location.reload()
  return true
}

/** The page works: whatever comes next is another reason to load it anew. */
export function reloadHelped(): void {
  try {
    sessionStorage.removeItem(key)
  } catch {
    // Storage is blocked, and nothing was noted in it.
  }
}
