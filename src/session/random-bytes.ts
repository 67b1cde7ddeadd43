import { randomFillSync } from 'node:crypto'

/** Asking the system costs the same for many bytes as for a few. */
const pool = Buffer.alloc(4_096)
let used = pool.length

/** Random bytes that nobody can guess. */
export function randomBytes(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const bytes = Buffer.from(pool.subarray(used, used + count))
  // What was given away is nobody else's to read.
  pool.fill(0, used, used + count)
  used += count
  return bytes
}
