const maxKnown = 1000
const known = new Map<string, boolean>()

/** Whether a text is the name of a time zone, such as `Europe/Paris`. */
export function isTimeZone(name: string): boolean {
  const found = known.get(name)
  if (found !== undefined) return found
  const isZone = checkZone(name)
  if (known.size >= maxKnown) known.clear()
  known.set(name, isZone)
  return isZone
}

function checkZone(name: string): boolean {
  // Intl also takes offsets such as +01:00, which are no zones.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
