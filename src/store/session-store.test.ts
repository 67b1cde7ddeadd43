import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { sessionStoreContract } from '../../test/contracts/session-store.ts'
import { memory } from './memory-store.ts'
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
