import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Client } from '@libsql/client'
import { importPackage } from './import-package.ts'
import type { SessionStore, SessionWrite, StoredSession } from './session-store.ts'

/** After so many writes, what is over is deleted. */
const writesPerSweep = 500
/** How long a process waits for another one that is writing. */
const busyTimeoutMs = 5_000

/**
 * A store in a SQLite file, which the processes of one machine may share. It needs the package `@libsql/client`.
 *
 * @param file its path; folder and file are made where they are missing
 */
export function sqlite(file: string): SessionStore {
  return new SqliteStore(resolve(file))
}

class SqliteStore implements SessionStore {
  readonly isDurable = true
  readonly #file: string
  #opened: Promise<Client> | null = null
  #writes = 0

  constructor(file: string) {
    this.#file = file
  }

  async take(key: string, owner: string): Promise<StoredSession | null> {
    const { rows } = await this.#run(
      `update djust_sessions set owner = ?1, revision = revision + (owner <> ?1)
       where key = ?2 and expires_at > ?3 returning revision, data`,
      [owner, key, Date.now()],
    )
    const [row] = rows
    if (!row) return null
    return { revision: Number(row.revision), data: new Uint8Array(row.data as ArrayBuffer) }
  }

  async write(key: string, write: SessionWrite): Promise<boolean> {
    const { owner, revision, user, data, lifetimeMs } = write
    const now = Date.now()
    const { rowsAffected } = await this.#run(
      revision === 0
        ? `insert into djust_sessions (owner, revision, user, data, expires_at, key)
           values (?1, 1, ?2, ?3, ?4, ?5)
           on conflict (key) do update set owner = ?1, revision = 1, user = ?2, data = ?3, expires_at = ?4
           where expires_at <= ?6`
        : `update djust_sessions set revision = revision + 1, user = ?2, data = ?3, expires_at = ?4
           where key = ?5 and owner = ?1 and revision = ?7 and expires_at > ?6`,
      [owner, user, data, now + lifetimeMs, key, now, revision],
    )
    await this.#sweep(now)
    return rowsAffected === 1
  }

  async remove(key: string, owner: string): Promise<void> {
    await this.#run('delete from djust_sessions where key = ? and owner = ?', [key, owner])
  }

  async removeUser(user: string): Promise<void> {
    await this.#run('delete from djust_sessions where user = ?', [user])
  }

  async close(): Promise<void> {
    const opened = this.#opened
    this.#opened = null
    const client = await opened
    client?.close()
  }

  async #run(sql: string, args: (string | number | Uint8Array)[]) {
    this.#opened ??= this.#open().catch((error: unknown) => {
      // A file that could not be opened may be there the next time.
      this.#opened = null
      throw error
    })
    const client = await this.#opened
    return client.execute({ sql, args })
  }

  async #open(): Promise<Client> {
    const { createClient } = await importPackage(
      () => import('@libsql/client'),
      'sqlite(…)',
      '@libsql/client',
    )
    mkdirSync(dirname(this.#file), { recursive: true })
    const client = createClient({ url: pathToFileURL(this.#file).href, timeout: busyTimeoutMs })
    // A reader does not wait for the writer, and a crash of the machine loses nothing that was answered.
    await client.execute('pragma journal_mode = wal')
    await client.execute('pragma synchronous = full')
    await client.batch(
      [
        `create table if not exists djust_sessions (
          key text primary key,
          owner text not null,
          revision integer not null,
          user text not null,
          data blob not null,
          expires_at integer not null
        ) without rowid`,
        'create index if not exists djust_sessions_user on djust_sessions (user)',
        'create index if not exists djust_sessions_expiry on djust_sessions (expires_at)',
      ],
      'write',
    )
    return client
  }

  async #sweep(now: number): Promise<void> {
    this.#writes += 1
    if (this.#writes % writesPerSweep === 0)
      await this.#run('delete from djust_sessions where expires_at <= ?', [now])
  }
}
