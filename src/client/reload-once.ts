const key = 'djust:reloaded'
const nameKey = 'djust:document'
const pauseMs = 60_000

/** Whoever logs out by a form is on the way to where that leads, and a page that loads itself anew would not let them. */
const delayMs = 500

/**
 * Loads the page anew, unless that was done within the last minute and did not help.
 *
 * @param document its name, under which the page that comes goes on
 * @param index of its session
 * @returns whether the page is going
 */
export function reloadOnce(document: string, index: number): boolean {
  try {
    const now = Date.now()
    if (now - Number(sessionStorage.getItem(key)) < pauseMs) return false
    sessionStorage.setItem(key, String(now))
    sessionStorage.setItem(nameKey, `${document} ${index}`)
  } catch {
    return false // Storage is blocked, so nothing would end a loop.
  }
  setTimeout(() => location.reload(), delayMs)
  return true
}

/** The name of the document that this page was before it loaded itself anew, and the index of its session; nobody else gets them. */
export function inheritedName(): string[] | undefined {
  try {
    const name = sessionStorage.getItem(nameKey)?.split(' ')
    sessionStorage.removeItem(nameKey)
    return name
  } catch {
    // Storage is blocked, and nothing was noted in it.
  }
  return undefined
}

/** The page works: whatever comes next is another reason to load it anew. */
export function reloadHelped(): void {
  try {
    sessionStorage.removeItem(key)
  } catch {
    // Storage is blocked, and nothing was noted in it.
  }
}
