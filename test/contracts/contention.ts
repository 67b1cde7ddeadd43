import fc from 'fast-check'
import { expect } from 'vitest'
import type { SessionStore } from '../../src/store/session-store.ts'

/** What several processes do with one session, each one thing after the other. */
export const plans = fc.array(
  fc.array(fc.constantFrom('take', 'write'), { minLength: 1, maxLength: 12 }),
  { minLength: 2, maxLength: 4 },
)

/** Something that was done, and when it began and ended. */
interface Done {
  readonly owner: string
  readonly revision: number
  readonly began: number
  readonly ended: number
}

/**
 * Lets several owners take and write one session at once, and checks what each was told: no two writes were made from
 * the same revision, none is lost, and nobody wrote what somebody else had taken meanwhile.
 *
 * @param stores one for each owner
 */
export async function contend(
  stores: readonly SessionStore[],
  plan: readonly (readonly string[])[],
  key: string,
): Promise<void> {
  let now = 0
  const takes: Done[] = []
  const writes: (Done & { since: number })[] = []

  async function act(store: SessionStore, owner: string, steps: readonly string[]): Promise<void> {
    let revision = 0
    let since = -1
    for (const step of steps) {
      const began = now++
      if (step === 'take') {
        const taken = await store.take(key, owner)
        if (!taken) continue
        revision = taken.revision
        since = now++
        takes.push({ owner, revision, began, ended: since })
        continue
      }
      const data = new TextEncoder().encode(`${owner} ${revision}`)
      if (!(await store.write(key, { owner, revision, user: '', data, lifetimeMs: 60_000 })))
        continue
      const ended = now++
      writes.push({ owner, revision, began, ended, since })
      revision += 1
      since = ended
    }
  }

  await Promise.all(plan.map((steps, i) => act(stores[i]!, `owner ${i}`, steps)))
  const inOrder = writes.toSorted((a, b) => a.revision - b.revision)
  expect(new Set(writes.map(({ revision }) => revision)).size).toBe(writes.length)
  const last = inOrder.at(-1)
  const found = await stores[0]!.take(key, 'who looks')
  expect(found && new TextDecoder().decode(found.data)).toBe(
    last ? `${last.owner} ${last.revision}` : null,
  )
  // Each write makes a revision, and each take from another owner, as that of who looks.
  const written = new Set(writes.map(({ revision }) => revision + 1))
  const changes = new Set(
    takes.map(({ revision }) => revision).filter((each) => !written.has(each)),
  )
  expect(found?.revision ?? 0).toBe(found ? writes.length + changes.size + 1 : 0)
  for (const { owner, began, since } of writes) {
    const isBetween = (take: Done) => take.began > since && take.ended < began
    expect(takes.filter((take) => take.owner !== owner && isBetween(take))).toEqual([])
  }
}
