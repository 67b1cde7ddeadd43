import { randomBytes } from 'node:crypto'
import { type Channel, type ChannelEnd, channelRetryMs, maxWaitingMessages } from './channel.ts'
import { importPackage } from './import-package.ts'

const topic = 'djust:messages'
const nameBytes = 12
const connectTimeoutMs = 5_000

/** What messages need of a connection. */
interface Connection {
  publish(topic: string, data: Buffer): Promise<unknown>
  destroy(): void
}

/** A channel by the publish and subscribe of Redis, on two connections: one of them does nothing but listen. */
export class RedisChannel implements Channel {
  readonly #url: string
  readonly #end: ChannelEnd
  /** In front of each message, so that a process knows its own. */
  readonly #name = randomBytes(nameBytes)
  readonly #connections: Connection[] = []
  readonly #opened: Promise<Connection | null>
  #waiting = 0
  #isClosed = false

  constructor(url: string, end: ChannelEnd) {
    this.#url = url
    this.#end = end
    this.#opened = this.#open().catch((error: unknown) => {
      end.failed(error)
      return null
    })
  }

  send(data: Uint8Array): void {
    if (this.#waiting >= maxWaitingMessages) return this.#end.failed(new Error('Redis is away.'))
    this.#waiting += 1
    this.#opened
      .then((connection) => connection?.publish(topic, Buffer.concat([this.#name, data])))
      .catch((error: unknown) => this.#isClosed || this.#end.failed(error))
      .finally(() => {
        this.#waiting -= 1
      })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const connection of this.#connections) connection.destroy()
  }

  async #open(): Promise<Connection> {
    const { createClient } = await importPackage(() => import('redis'), 'redis(…)', 'redis')
    const connect = (disableOfflineQueue: boolean) => {
      const client = createClient({
        url: this.#url,
        disableOfflineQueue,
        socket: {
          connectTimeout: connectTimeoutMs,
          reconnectStrategy: (tries) => !this.#isClosed && channelRetryMs(tries),
        },
      })
      client.on('error', (error: unknown) => this.#isClosed || this.#end.failed(error))
      return client
    }
    const [listening, publishing] = [connect(false), connect(true)]
    // It subscribes again by itself whenever it is connected again.
    const subscribed = listening
      .connect()
      .then(() => listening.subscribe(topic, (data) => this.#receive(data), true))
    this.#connections.push(listening as unknown as Connection, publishing as unknown as Connection)
    if (this.#isClosed) await this.close()
    await Promise.all([subscribed, publishing.connect()])
    return publishing as unknown as Connection
  }

  #receive(data: Buffer): void {
    if (!data.subarray(0, nameBytes).equals(this.#name))
      this.#end.received(data.subarray(nameBytes))
  }
}
