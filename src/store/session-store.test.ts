import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { sessionStoreContract } from '../../test/contracts/session-store.ts'
import { type Engine, isInstalled, startPostgres, startRedis } from '../../test/support/engines.ts'
import { memory } from './memory-store.ts'
import { postgres } from './postgres-store.ts'
import { redis } from './redis-store.ts'
import type { SessionStore } from './session-store.ts'
import { sqlite } from './sqlite-store.ts'

sessionStoreContract('a store in memory', () => {
  const store = memory()
  return () => store
})

sessionStoreContract('a store in a SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'djust-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return () => sqlite(join(folder, 'data', 'sessions.db'))
})

serverContract('Redis', 'redis-server', startRedis, redis)
serverContract('PostgreSQL', 'postgres', startPostgres, postgres)

function serverContract(
  name: string,
  program: string,
  start: () => Promise<Engine>,
  open: (url: string) => SessionStore,
): void {
  describe.skipIf(!isInstalled(program, `the store in ${name}`))(name, () => {
    let engine: Engine
    beforeAll(async () => {
      engine = await start()
    }, 60_000)
    afterAll(() => engine.end())

    sessionStoreContract(`a store in ${name}`, () => () => open(engine.url))

    it('that goes away says so before anybody has waited long', async () => {
      const own = await start()
      const store = open(own.url)
      onTestFinished(() => store.close())
      expect(await store.take('k', 'a')).toBe(null)
      await own.end()
      const asked = Date.now()
      await expect(store.take('k', 'a')).rejects.toThrow()
      expect(Date.now() - asked).toBeLessThan(12_000)
    }, 60_000)

    it('that was never there says so each time', async () => {
      const store = open(engine.url.replace(/:\d+/, ':1'))
      onTestFinished(() => store.close())
      await expect(store.take('k', 'a')).rejects.toThrow()
      await expect(store.take('k', 'a')).rejects.toThrow()
    })
  })
}

it('a store in memory keeps so many sessions, and drops the one that was written first', async () => {
  const store = memory({ maxSessions: 2 })
  const write = { owner: 'a', user: '', data: new Uint8Array(), lifetimeMs: 60_000 }
  await store.write('k1', { ...write, revision: 0 })
  await store.write('k2', { ...write, revision: 0 })
  await store.write('k1', { ...write, revision: 1 })
  await store.write('k3', { ...write, revision: 0 })
  expect(await store.take('k2', 'a')).toBe(null)
  expect((await store.take('k1', 'a'))?.revision).toBe(2)
  expect((await store.take('k3', 'a'))?.revision).toBe(1)
})

it('a SQLite file that cannot be opened says so each time, and is tried again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'djust-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'place', 'sessions.db')
  writeFileSync(join(folder, 'place'), 'no folder')
  const store = sqlite(file)
  await expect(store.take('k', 'a')).rejects.toThrow()
  rmSync(join(folder, 'place'))
  expect(await store.take('k', 'a')).toBe(null)
  await store.close()
})

it('memory keeps the bytes of a session and not the buffer that they are a part of', async () => {
  const store = memory()
  const whole = new Uint8Array(8_192)
  const data = whole.subarray(0, 3)
  await store.write('k', { owner: 'a', revision: 0, user: '', data, lifetimeMs: 60_000 })
  expect((await store.take('k', 'a'))?.data.buffer.byteLength).toBe(3)
})
