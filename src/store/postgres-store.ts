import type { Pool } from 'pg'
import type { Channel, ChannelEnd } from './channel.ts'
import { importPackage } from './import-package.ts'
import { PostgresChannel } from './postgres-channel.ts'
import type { SessionStore, SessionWrite, StoredSession } from './session-store.ts'

/** After so many writes, what is over is deleted. */
const writesPerSweep = 500
/** How long a connection, and a statement, may take. */
const timeoutMs = 5_000
/** Names the lock under which processes that start at once make the table one after the other. */
const tableLock = 0x646a7573

/**
 * A store in PostgreSQL, which any number of processes and machines may share. It needs the package `pg`. The table
 * `djust_sessions` is made where it is missing.
 *
 * @param url where the database is: `postgres://user:password@host:5432/name`
 */
export function postgres(url: string): SessionStore {
  return new PostgresStore(url)
}

class PostgresStore implements SessionStore {
  readonly isDurable = true
  readonly #url: string
  #opened: Promise<Pool> | null = null
  #writes = 0

  constructor(url: string) {
    this.#url = url
  }

  async take(key: string, owner: string): Promise<StoredSession | null> {
    const { rows } = await this.#run(
      'take',
      `update djust_sessions set owner = $1, revision = revision + (owner <> $1)::int
       where key = $2 and expires_at > clock_timestamp() returning revision, data`,
      [owner, key],
    )
    const row = rows[0] as { revision: string; data: Buffer } | undefined
    return row ? { revision: Number(row.revision), data: new Uint8Array(row.data) } : null
  }

  async write(key: string, write: SessionWrite): Promise<boolean> {
    const { owner, revision, user, data, lifetimeMs } = write
    const values = [key, owner, user, Buffer.from(data), lifetimeMs]
    const { rowCount } =
      revision === 0
        ? await this.#run('begin', beginning, values)
        : await this.#run('write', next, [...values, revision])
    await this.#sweep()
    return rowCount === 1
  }

  async remove(key: string, owner: string): Promise<void> {
    await this.#run('remove', 'delete from djust_sessions where key = $1 and owner = $2', [
      key,
      owner,
    ])
  }

  async removeUser(user: string): Promise<void> {
    await this.#run('removeUser', 'delete from djust_sessions where user_name = $1', [user])
  }

  openChannel(end: ChannelEnd): Channel {
    return new PostgresChannel(this.#url, end)
  }

  async close(): Promise<void> {
    const opened = this.#opened
    this.#opened = null
    const pool = await opened?.catch(() => null)
    await pool?.end()
  }

  /** @param name under which the connection keeps the statement prepared */
  async #run(name: string, text: string, values: unknown[]) {
    this.#opened ??= this.#open().catch((error: unknown) => {
      // A database that does not answer may do so the next time.
      this.#opened = null
      throw error
    })
    const pool = await this.#opened
    return pool.query({ name: `djust_${name}`, text, values })
  }

  async #open(): Promise<Pool> {
    const { default: pg } = await importPackage(() => import('pg'), 'postgres(…)', 'pg')
    const pool = new pg.Pool({
      connectionString: this.#url,
      connectionTimeoutMillis: timeoutMs,
      statement_timeout: timeoutMs,
      query_timeout: 2 * timeoutMs,
    })
    // A connection that rests may be lost; the next query gets another one.
    pool.on('error', () => {})
    try {
      await makeTable(pool)
    } catch (error) {
      await pool.end()
      throw error
    }
    return pool
  }

  async #sweep(): Promise<void> {
    this.#writes += 1
    if (this.#writes % writesPerSweep === 0)
      await this.#run(
        'sweep',
        'delete from djust_sessions where expires_at <= clock_timestamp()',
        [],
      )
  }
}

const expiry = "clock_timestamp() + $5 * interval '1 millisecond'"

const beginning = `
  insert into djust_sessions (key, owner, revision, user_name, data, expires_at)
  values ($1, $2, 1, $3, $4, ${expiry})
  on conflict (key) do update
    set owner = excluded.owner, revision = 1, user_name = excluded.user_name, data = excluded.data,
        expires_at = excluded.expires_at
    where djust_sessions.expires_at <= clock_timestamp()`

const next = `
  update djust_sessions
  set revision = revision + 1, user_name = $3, data = $4, expires_at = ${expiry}
  where key = $1 and owner = $2 and revision = $6 and expires_at > clock_timestamp()`

async function makeTable(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`
      begin;
      select pg_advisory_xact_lock(${tableLock});
      create table if not exists djust_sessions (
        key text primary key,
        owner text not null,
        revision bigint not null,
        user_name text not null,
        data bytea not null,
        expires_at timestamptz not null
      );
      create index if not exists djust_sessions_user on djust_sessions (user_name);
      create index if not exists djust_sessions_expiry on djust_sessions (expires_at);
      commit`)
  } finally {
    client.release()
  }
}
