import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { SessionStore, SessionWrite } from '../../src/store/session-store.ts'
import { contend, plans } from './contention.ts'

/** What every store of sessions does. @param openPlace gives what opens a store, the same one each time */
export function sessionStoreContract(name: string, openPlace: () => () => SessionStore): void {
  const bytes = (text: string) => new TextEncoder().encode(text)
  const text = (data: Uint8Array | undefined) => new TextDecoder().decode(data)
  const write = (revision: number, data: string, more: Partial<SessionWrite> = {}) => ({
    owner: 'a',
    revision,
    user: '',
    data: bytes(data),
    lifetimeMs: 60_000,
    ...more,
  })

  /** A server is the same for all tests: each has names of its own. */
  function open(): () => SessionStore {
    const place = openPlace()
    const prefix = crypto.randomUUID()
    return () => withPrefix(place(), prefix)
  }

  function store(): SessionStore {
    const opened = open()()
    onTestFinished(() => opened.close())
    return opened
  }

  describe(name, () => {
    it('gives back what was written last, with its revision', async () => {
      const own = store()
      expect(await own.take('k', 'a')).toBe(null)
      expect(await own.write('k', write(0, 'one'))).toBe(true)
      expect(await own.write('k', write(1, 'two'))).toBe(true)
      const taken = await own.take('k', 'a')
      expect([taken?.revision, text(taken?.data)]).toEqual([2, 'two'])
      expect(await own.take('other', 'a')).toBe(null)
    })

    it('keeps bytes as they are', async () => {
      const own = store()
      const data = Uint8Array.from({ length: 512 }, (_, i) => i % 256)
      await own.write('k', { ...write(0, ''), data })
      expect((await own.take('k', 'a'))?.data).toEqual(data)
    })

    it('refuses a write that was not made from the last one', async () => {
      const own = store()
      expect(await own.write('k', write(3, 'from nowhere'))).toBe(false)
      await own.write('k', write(0, 'one'))
      expect(await own.write('k', write(0, 'a second first'))).toBe(false)
      expect(await own.write('k', write(2, 'from the future'))).toBe(false)
      expect(text((await own.take('k', 'a'))?.data)).toBe('one')
    })

    it('gives a session to who takes it, and from then on refuses who had it', async () => {
      const own = store()
      await own.write('k', write(0, 'one'))
      expect((await own.take('k', 'b'))?.revision).toBe(2)
      expect((await own.take('k', 'b'))?.revision).toBe(2)
      expect(await own.write('k', write(1, 'too late'))).toBe(false)
      expect(await own.write('k', write(2, 'two', { owner: 'b' }))).toBe(true)
      await own.remove('k', 'a')
      expect(text((await own.take('k', 'b'))?.data)).toBe('two')
    })

    it('lets one of many that write at once win', async () => {
      const own = store()
      await own.write('k', write(0, 'one'))
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, i) => own.write('k', write(1, `writer ${i}`))),
      )
      expect(all.filter(Boolean)).toEqual([true])
      expect((await own.take('k', 'a'))?.revision).toBe(2)
    })

    it('forgets what its owner removes, and it may begin anew', async () => {
      const own = store()
      await own.write('k', write(0, 'one'))
      await own.remove('k', 'a')
      expect(await own.take('k', 'a')).toBe(null)
      expect(await own.write('k', write(1, 'gone'))).toBe(false)
      expect(await own.write('k', write(0, 'anew'))).toBe(true)
    })

    it('forgets a session when its lifetime is over', async () => {
      const own = store()
      await own.write('k', write(0, 'one', { lifetimeMs: 20 }))
      await sleep(60)
      expect(await own.take('k', 'a')).toBe(null)
      expect(await own.write('k', write(1, 'too late'))).toBe(false)
      expect(await own.write('k', write(0, 'anew', { owner: 'b' }))).toBe(true)
      expect(text((await own.take('k', 'b'))?.data)).toBe('anew')
    })

    it('forgets all sessions of one user, and of nobody else', async () => {
      const own = store()
      await own.write('k1', write(0, 'one', { user: 'ada' }))
      await own.write('k2', write(0, 'two', { user: 'ada' }))
      await own.write('k3', write(0, 'three', { user: 'grace' }))
      await own.removeUser('ada')
      expect(await own.take('k1', 'a')).toBe(null)
      expect(await own.take('k2', 'a')).toBe(null)
      expect(text((await own.take('k3', 'a'))?.data)).toBe('three')
    })

    it('tells each of several owners the truth, however they get in between each other', async () => {
      const place = open()
      const stores = Array.from({ length: 4 }, () => place())
      onTestFinished(async () => {
        for (const each of stores) await each.close()
      })
      await fc.assert(
        fc.asyncProperty(plans, (plan) => contend(stores, plan, crypto.randomUUID())),
        { numRuns: 25 },
      )
    }, 60_000)

    it('outlives the process where it says so', async () => {
      const place = open()
      const first = place()
      await first.write('k', write(0, 'one', { user: 'ada' }))
      if (!first.isDurable) return first.close()
      await first.close()
      const second = place()
      onTestFinished(() => second.close())
      const taken = await second.take('k', 'b')
      expect([taken?.revision, text(taken?.data)]).toEqual([2, 'one'])
    })
  })
}

function withPrefix(store: SessionStore, prefix: string): SessionStore {
  const named = (name: string) => name && `${prefix} ${name}`
  return {
    isDurable: store.isDurable,
    take: (key, owner) => store.take(named(key), owner),
    write: (key, write) => store.write(named(key), { ...write, user: named(write.user) }),
    remove: (key, owner) => store.remove(named(key), owner),
    removeUser: (user) => store.removeUser(named(user)),
    close: () => store.close(),
  }
}
