import { RecentMap } from '../../shared/recent-map.ts'

const known = new RecentMap<string, boolean>(1_000)

/** Whether a value is the name of a time zone, such as `Europe/Paris`. */
export function isTimeZone(value: unknown): value is string {
  // The longest name has 32 characters.
  if (typeof value !== 'string' || value.length > 40) return false
  const found = known.get(value)
  if (found !== undefined) return found
  const isZone = checkZone(value)
  known.set(value, isZone)
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
