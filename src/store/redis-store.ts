import { createHash } from 'node:crypto'
import type { RedisClientType } from 'redis'
import type { Channel, ChannelEnd } from './channel.ts'
import { RedisChannel } from './redis-channel.ts'
import type { SessionStore, SessionWrite, StoredSession } from './session-store.ts'
import { importPackage } from './import-package.ts'

/** How long a first connection, and a command, may take. */
const timeoutMs = 5_000
/** How long to wait before a lost connection is tried again, at most. */
const maxRetryMs = 2_000

/**
 * A store in Redis or Valkey, which any number of processes and machines may share. It needs the package `redis`. What
 * the server has not written to its disk is lost when it crashes: set `appendonly yes` there.
 *
 * @param url where the server is: `redis://user:password@host:6379/0`
 */
export function redis(url: string): SessionStore {
  return new RedisStore(url)
}

class RedisStore implements SessionStore {
  readonly isDurable = true
  readonly #url: string
  #opened: Promise<Connection> | null = null

  constructor(url: string) {
    this.#url = url
  }

  async take(key: string, owner: string): Promise<StoredSession | null> {
    const found = (await this.#run(scripts.take, [nameOf(key)], [owner])) as [number, Buffer] | null
    return found && { revision: Number(found[0]), data: new Uint8Array(found[1]) }
  }

  async write(key: string, write: SessionWrite): Promise<boolean> {
    const { owner, revision, user, data, lifetimeMs } = write
    const args = [owner, revision, user, Buffer.from(data), lifetimeMs].map((arg) =>
      typeof arg === 'number' ? String(arg) : arg,
    )
    return (await this.#run(scripts.write, [nameOf(key), nameOfUser(user)], args)) === 1
  }

  async remove(key: string, owner: string): Promise<void> {
    await this.#run(scripts.remove, [nameOf(key)], [owner])
  }

  async removeUser(user: string): Promise<void> {
    await this.#run(scripts.removeUser, [nameOfUser(user)], [user])
  }

  openChannel(end: ChannelEnd): Channel {
    return new RedisChannel(this.#url, end)
  }

  async close(): Promise<void> {
    const opened = this.#opened
    this.#opened = null
    const connection = await opened?.catch(() => null)
    connection?.client.destroy()
  }

  async #run(script: Script, keys: string[], args: (string | Buffer)[]): Promise<unknown> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      // A server that does not answer may do so the next time.
      this.#opened = null
      throw error
    })
    const { client, asBytes } = await this.#opened
    const rest = [String(keys.length), ...keys, ...args]
    try {
      return await client.sendCommand(['EVALSHA', script.sha, ...rest], asBytes)
    } catch (error) {
      if (!String(error).includes('NOSCRIPT')) throw error
      return client.sendCommand(['EVAL', script.text, ...rest], asBytes)
    }
  }

  async #open(): Promise<Connection> {
    const { createClient, RESP_TYPES } = await importPackage(
      () => import('redis'),
      'redis(…)',
      'redis',
    )
    let wasReady = false
    const client = createClient({
      url: this.#url,
      // Who waits for an answer learns at once that there will be none.
      disableOfflineQueue: true,
      socket: {
        connectTimeout: timeoutMs,
        reconnectStrategy: (retries, cause) =>
          wasReady ? Math.min(2 ** retries * 20, maxRetryMs) : cause,
      },
    })
    // Commands fail with it; without a listener it would end the process.
    client.on('error', () => {})
    await client.connect()
    wasReady = true
    const asBytes = {
      typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer },
      timeout: timeoutMs,
    }
    return { client: client as unknown as RedisClientType, asBytes }
  }
}

interface Connection {
  readonly client: RedisClientType
  readonly asBytes: object
}

interface Script {
  readonly text: string
  readonly sha: string
}

/** Each is done as one: nobody else is in between. */
const scripts = {
  take: script(`
    local found = redis.call('HMGET', KEYS[1], 'revision', 'data', 'owner')
    if not found[1] then return nil end
    local revision = tonumber(found[1])
    if found[3] ~= ARGV[1] then
      revision = revision + 1
      redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'revision', revision)
    end
    return {revision, found[2]}`),
  write: script(`
    local found = redis.call('HMGET', KEYS[1], 'owner', 'revision')
    local revision = tonumber(ARGV[2])
    if found[1] then
      if found[1] ~= ARGV[1] or tonumber(found[2]) ~= revision then return 0 end
    elseif revision ~= 0 then
      return 0
    end
    redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'revision', revision + 1, 'user', ARGV[3], 'data', ARGV[4])
    redis.call('PEXPIRE', KEYS[1], ARGV[5])
    if ARGV[3] ~= '' then
      redis.call('SADD', KEYS[2], KEYS[1])
      if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[5]) then redis.call('PEXPIRE', KEYS[2], ARGV[5]) end
    end
    return 1`),
  remove: script(`
    if redis.call('HGET', KEYS[1], 'owner') == ARGV[1] then redis.call('DEL', KEYS[1]) end
    return 1`),
  removeUser: script(`
    for _, key in ipairs(redis.call('SMEMBERS', KEYS[1])) do
      if redis.call('HGET', key, 'user') == ARGV[1] then redis.call('DEL', key) end
    end
    redis.call('DEL', KEYS[1])
    return 1`),
}

function script(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}

function nameOf(key: string): string {
  return `djust:session:${key}`
}

/** The set of the names of a user's sessions. */
function nameOfUser(user: string): string {
  return `djust:user:${user}`
}
