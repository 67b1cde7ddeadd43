import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { type Channel, type ChannelEnd, channelRetryMs, maxWaitingMessages } from './channel.ts'
import { importPackage } from './import-package.ts'

const topic = 'djust_messages'
/** A notification has at most 7,999 bytes, the words before the part included. */
const partChars = 7_800
const connectTimeoutMs = 5_000

const notify = 'select pg_notify($1, part) from unnest($2::text[]) part'

/**
 * A channel by the notifications of PostgreSQL. They are texts of limited length, so a message is one or more parts
 * in base64, sent by one statement: those come together, and in order.
 */
export class PostgresChannel implements Channel {
  readonly #url: string
  readonly #end: ChannelEnd
  /** In front of each part, so that a process knows its own. */
  readonly #name = randomBytes(12).toString('base64url')
  /** Parts of a message whose last has not come, by who sends it. */
  readonly #parts = new Map<string, string[]>()
  #client: Client | null = null
  /** What waits for the connection, or for the statement that is on. */
  #waiting: Uint8Array[] = []
  #isSending = false
  #isClosed = false

  constructor(url: string, end: ChannelEnd) {
    this.#url = url
    this.#end = end
    void this.#stayConnected()
  }

  send(data: Uint8Array): void {
    if (this.#waiting.length >= maxWaitingMessages)
      return this.#end.failed(new Error('PostgreSQL is away, or too slow for what is published.'))
    this.#waiting.push(data)
    if (!this.#isSending) void this.#sendWaiting()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#client?.end().catch(() => {})
  }

  /** All that waits, by one statement after the other. */
  async #sendWaiting(): Promise<void> {
    this.#isSending = true
    for (let client = this.#client; client && this.#waiting.length > 0; client = this.#client) {
      const parts = this.#waiting.splice(0).flatMap((data) => this.#partsOf(data))
      try {
        await client.query(notify, [topic, parts])
      } catch (error) {
        if (!this.#isClosed) this.#end.failed(error)
      }
    }
    this.#isSending = false
  }

  #partsOf(data: Uint8Array): string[] {
    const text = Buffer.from(data).toString('base64')
    const parts: string[] = []
    for (let at = 0; at < text.length; at += partChars) {
      const left = Math.ceil((text.length - at) / partChars) - 1
      parts.push(`${this.#name} ${left} ${text.slice(at, at + partChars)}`)
    }
    return parts
  }

  async #stayConnected(): Promise<void> {
    for (let tries = 0; !this.#isClosed; tries += 1) {
      try {
        await this.#connect(() => {
          tries = 0
        })
      } catch (error) {
        if (!this.#isClosed) this.#end.failed(error)
      }
      await sleep(channelRetryMs(tries), undefined, { ref: false })
    }
  }

  /** Listens until the connection is lost. */
  async #connect(connected: () => void): Promise<void> {
    const { default: pg } = await importPackage(() => import('pg'), 'postgres(…)', 'pg')
    const client = new pg.Client({
      connectionString: this.#url,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
    })
    const lost = new Promise<void>((resolve) => client.once('end', resolve))
    client.on('error', (error) => this.#isClosed || this.#end.failed(error))
    client.on('notification', ({ payload }) => this.#receive(payload ?? ''))
    await client.connect()
    await client.query(`listen ${topic}`)
    connected()
    this.#client = client
    if (this.#isClosed) await this.close()
    if (!this.#isSending) void this.#sendWaiting()
    await lost
    this.#client = null
    this.#parts.clear()
  }

  #receive(payload: string): void {
    const [sender = '', left = '', part = ''] = payload.split(' ')
    if (sender === this.#name) return
    const parts = this.#parts.get(sender) ?? []
    parts.push(part)
    if (left === '0') {
      this.#parts.delete(sender)
      this.#end.received(Buffer.from(parts.join(''), 'base64'))
    } else this.#parts.set(sender, parts)
  }
}
