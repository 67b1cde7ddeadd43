import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { busContract, hears } from '../../test/contracts/bus.ts'
import { type Engine, isInstalled, startPostgres, startRedis } from '../../test/support/engines.ts'
import { seal, unseal } from '../server/sealing.ts'
import { deriveKeys } from '../server/secret.ts'
import type { ChannelEnd } from '../store/channel.ts'
import { postgres } from '../store/postgres-store.ts'
import { redis } from '../store/redis-store.ts'
import type { SessionStore } from '../store/session-store.ts'
import { ProcessBus } from './bus.ts'
import { BusLine } from './bus-line.ts'

vi.setConfig({ testTimeout: 60_000 })

busContract('a bus between workers', async () => {
  // As the first process does, which passes on what one of them says.
  return (end) => {
    workers.add(end)
    return {
      send: (data) => {
        for (const other of workers) if (other !== end) queueMicrotask(() => other.received(data))
      },
      close: async () => void workers.delete(end),
    }
  }
})
const workers = new Set<ChannelEnd>()

serverContract('Redis', 'redis-server', startRedis, redis)
serverContract('PostgreSQL', 'postgres', startPostgres, postgres)

function serverContract(
  name: string,
  program: string,
  start: (port?: number) => Promise<Engine>,
  open: (url: string) => SessionStore,
): void {
  describe.skipIf(!isInstalled(program, `messages by ${name}`))(name, () => {
    let engine: Engine
    beforeAll(async () => {
      engine = await start()
    }, 60_000)
    afterAll(() => engine.end())

    busContract(`a bus by ${name}`, async () => {
      const store = open(engine.url)
      return (end) => store.openChannel!(end)
    })

    it('says once that messages are lost while it is away, and brings them again when it is back', async () => {
      const keys = deriveKeys('a secret for tests that is long enough').bus
      let own = await start()
      const logged: string[] = []
      const buses = [new ProcessBus(), new ProcessBus()] as const
      for (const bus of buses) {
        const store = open(own.url)
        const line = new BusLine((end) => store.openChannel!(end), {
          deliver: (topic, message) => bus.deliver(topic, message),
          seal: (text, purpose) => seal(keys, text, purpose),
          unseal: (data, purpose) => unseal(keys, data, purpose),
          log: (message) => logged.push(message),
        })
        onTestFinished(bus.connect(line))
      }
      await hears(buses[0], buses[1])
      await own.end()
      await vi.waitFor(() => expect(logged).toHaveLength(2), 5_000)
      for (let i = 0; i < 10; i++) buses[1].publish('news', i)
      expect(logged).toHaveLength(2)
      own = await start(Number(new URL(own.url).port))
      onTestFinished(() => own.end())
      await hears(buses[0], buses[1])
      await hears(buses[1], buses[0])
    })
  })
}
