import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '../black-box/client.ts'
import type { SoakReport } from './messages.ts'
import { SoakServer } from './soak-server.ts'

/** How many pages are loaded at once. */
const atOnce = 20
/** How often each of them clicks. */
const clickEveryMs = 10_000

export interface ConnectionsReport {
  readonly connections: number
  readonly openedMs: number
  /** Of the server, while pages were opened, for each of them. */
  readonly openCpuMs: number
  readonly heapBytesEach: number
  readonly rssBytesEach: number
  /** Parts of one processor that server and visitors took while pages were used. */
  readonly serverCpu: number
  readonly visitorsCpu: number
  readonly clicks: number
  /** From a click to its answer. */
  readonly medianMs: number
  readonly slowestOfHundredMs: number
  /** Until the last page had heard a message that was published to all. */
  readonly broadcastMs: number
}

/** Opens so many pages, uses them for a while, and tells what that takes, of the server and of its visitors apart. */
export async function manyConnections(count: number, seconds: number): Promise<ConnectionsReport> {
  const server = await SoakServer.start(false)
  const clients: Client[] = []
  try {
    await open(server.origin, clients, Math.min(100, count))
    const before = await server.ask('measure heap')
    const startMs = performance.now()
    await open(server.origin, clients, count - clients.length)
    const openedMs = performance.now() - startMs
    const opened = await server.ask('measure heap')
    const added = Math.max(1, count - 100)
    const each = (of: (report: SoakReport) => number): number => (of(opened) - of(before)) / added
    const used = await use(server, clients, seconds)
    return {
      connections: clients.filter(({ isConnected }) => isConnected).length,
      openedMs,
      openCpuMs: each(({ cpuMs }) => cpuMs),
      heapBytesEach: each(({ heapBytes }) => heapBytes),
      rssBytesEach: each(({ rssBytes }) => rssBytes),
      ...used,
      broadcastMs: await broadcast(server, clients),
    }
  } finally {
    for (const client of clients) client.drop()
    await server.end()
  }
}

async function open(origin: string, clients: Client[], count: number): Promise<void> {
  let left = count
  const opening = async (): Promise<void> => {
    while (left-- > 0) {
      const client = await Client.load(`${origin}/news/`)
      if (!(await client.connect(origin))) throw new Error('A page could not connect.')
      clients.push(client)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, opening))
}

async function use(server: SoakServer, clients: readonly Client[], seconds: number) {
  const tookMs: number[] = []
  const before = await server.ask('measure')
  const ownBefore = process.cpuUsage()
  const startMs = performance.now()
  const endMs = startMs + seconds * 1_000
  const using = async (client: Client, i: number): Promise<void> => {
    let dueMs = startMs + (i / clients.length) * Math.min(clickEveryMs, seconds * 1_000)
    for (; dueMs < endMs; dueMs += clickEveryMs) {
      await sleep(Math.max(0, dueMs - performance.now()))
      const clickedMs = performance.now()
      await client.call('add')
      tookMs.push(performance.now() - clickedMs)
    }
  }
  await Promise.all(clients.map(using))
  const elapsedMs = performance.now() - startMs
  const { user, system } = process.cpuUsage(ownBefore)
  const after = await server.ask('measure')
  tookMs.sort((a, b) => a - b)
  return {
    serverCpu: (after.cpuMs - before.cpuMs) / elapsedMs,
    visitorsCpu: (user + system) / 1_000 / elapsedMs,
    clicks: tookMs.length,
    medianMs: tookMs[Math.floor(tookMs.length / 2)] ?? 0,
    slowestOfHundredMs: tookMs[Math.floor(tookMs.length * 0.99)] ?? 0,
  }
}

async function broadcast(server: SoakServer, clients: readonly Client[]): Promise<number> {
  const shown = (client: Client): string => String(client.model.values?.[1])
  const before = clients.map(shown)
  const startMs = performance.now()
  await server.ask('publish')
  while (clients.some((client, i) => client.isConnected && shown(client) === before[i]))
    await sleep(2)
  return performance.now() - startMs
}
