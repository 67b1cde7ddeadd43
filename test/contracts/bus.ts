import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { KeyRing } from '../../src/server/secret.ts'
import { seal, unseal } from '../../src/server/sealing.ts'
import { deriveKeys } from '../../src/server/secret.ts'
import { ProcessBus } from '../../src/session/bus.ts'
import { BusLine } from '../../src/session/bus-line.ts'
import type { OpenChannel } from '../../src/store/channel.ts'

/** Opens the channel of one more process, each time it is called. */
export type OpenPlace = () => Promise<OpenChannel>

const ours = deriveKeys('a secret for tests that is long enough').bus

/** What every bus between processes does alike. */
export function busContract(name: string, place: OpenPlace): void {
  describe(name, () => {
    const logged: string[] = []
    let ends: (() => Promise<void>)[] = []
    beforeEach(() => {
      logged.length = 0
    })
    afterEach(async () => {
      await Promise.all(ends.map((end) => end()))
      ends = []
    })

    /** The bus of one more process. */
    async function process(keys: KeyRing = ours): Promise<ProcessBus> {
      const bus = new ProcessBus()
      const line = new BusLine(await place(), {
        deliver: (topic, message) => bus.deliver(topic, message),
        seal: (text, purpose) => seal(keys, text, purpose),
        unseal: (data, purpose) => unseal(keys, data, purpose),
        log: (message) => logged.push(message),
      })
      ends.push(bus.connect(line))
      return bus
    }

    /** Processes that hear each other. */
    async function processes(): Promise<[ProcessBus, ProcessBus, ProcessBus]> {
      const all = [await process(), await process(), await process()] as const
      for (const from of all) {
        const others = all.filter((bus) => bus !== from).map(async (bus) => hears(bus, from))
        await Promise.all(others)
      }
      return [...all]
    }

    it('brings what one process publishes to all, once, in its order', async () => {
      const [one, two, three] = await processes()
      const heard = [one, two, three].map((bus) => listen(bus, 'news'))
      const told = Array.from({ length: 200 }, (_, i) => i)
      for (const i of told) one.publish('news', i)
      for (const messages of heard) {
        await vi.waitFor(() => expect(messages).toHaveLength(200), 5_000)
        expect(messages).toEqual(told)
      }
    })

    it('brings values as they were: dates, maps, sets, bytes and large texts', async () => {
      const [one, two] = await processes()
      const heard = listen(two, 'news')
      const message = {
        at: new Date(0),
        by: new Map([['a', new Set([1n])]]),
        bytes: new Uint8Array([0, 255]),
        text: 'ä\0"'.repeat(20_000),
        nothing: undefined,
      }
      one.publish('news', message)
      one.publish('news', 'behind it')
      await vi.waitFor(() => expect(heard).toEqual([message, 'behind it']), 5_000)
    })

    it('tells only those that have subscribed, by the exact topic', async () => {
      const [one, two] = await processes()
      const [other, gone, heard] = [listen(two, 'new'), vi.fn(), listen(two, '')]
      two.subscribe('', gone)()
      one.publish('', 'hello')
      await vi.waitFor(() => expect(heard).toEqual(['hello']), 5_000)
      expect([other, gone.mock.calls]).toEqual([[], []])
    })

    it('tells nobody of a message that cannot go to others, and says why', async () => {
      const [one] = await processes()
      const heard = listen(one, 'news')
      class Money {}
      const publish = () => one.publish('news', { price: new Money() })
      expect(publish).toThrow(expect.objectContaining({ code: 'message_not_sendable' }))
      expect(publish).toThrow(/topic "news".*message\.price/)
      expect(heard).toEqual([])
    })

    it('keeps what another application says, or somebody who has no secret, from being heard', async () => {
      const [one, two] = await processes()
      const stranger = await process(deriveKeys('another secret that is long enough').bus)
      const heard = listen(two, 'news')
      for (let i = 0; i < 5; i++) stranger.publish('news', 'lies')
      one.publish('news', 'the truth')
      await vi.waitFor(() => expect(heard).toEqual(['the truth']), 5_000)
    })

    it('is quiet once it is closed', async () => {
      const [one, two] = await processes()
      const heard = listen(two, 'news')
      await ends.splice(1, 1)[0]!()
      one.publish('news', 'hello')
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect([heard, logged]).toEqual([[], []])
    })
  })
}

function listen(bus: ProcessBus, topic: string): unknown[] {
  const heard: unknown[] = []
  bus.subscribe(topic, (message) => heard.push(message))
  return heard
}

/** Waits until one hears the other: who has only just begun is still being connected. */
export async function hears(bus: ProcessBus, from: ProcessBus): Promise<void> {
  let isHeard = false
  const end = bus.subscribe('are you there?', () => {
    isHeard = true
  })
  await vi.waitFor(
    () => {
      from.tellOthers('are you there?', null)
      expect(isHeard).toBe(true)
    },
    { timeout: 20_000, interval: 50 },
  )
  end()
  // What was asked more than once has come by then.
  await new Promise((resolve) => setTimeout(resolve, 100))
}
