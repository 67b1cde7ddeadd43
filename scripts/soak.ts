import { parseArgs } from 'node:util'
import { build } from './build.ts'
import { type ConnectionsReport, manyConnections } from '../test/soak/many-connections.ts'
import { soak } from '../test/soak/soak.ts'

const usage = `npm run soak -- [--seconds 60] [--visitors 50] [--seed 1] [--most 256]
npm run soak -- --connections 10000 [--seconds 30]

Has visitors come to a server, click, be quiet, lose their connections and leave, and tells by how much its heap grows with
a thousand of them. Fails above so many kilobytes.
  --connections  opens so many pages instead, uses them, and tells what server and visitors take, which are two processes`

/** Soaks a server, or opens many connections. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '60' },
      visitors: { type: 'string', default: '50' },
      seed: { type: 'string', default: '1' },
      most: { type: 'string', default: '256' },
      connections: { type: 'string', default: '0' },
      help: { type: 'boolean' },
    },
  })
  const { help, ...texts } = values
  const [seconds, visitors, seed] = [values.seconds, values.visitors, values.seed].map(Number)
  const [most, connections] = [values.most, values.connections].map(Number)
  if (help || Object.values(texts).some((text) => !/^\d+$/.test(text))) {
    console.log(usage)
    return help ? 0 : 1
  }
  if ((await build()) === undefined) return 1
  if (connections! > 0) {
    console.log(linesOf(await manyConnections(connections!, seconds!)))
    return 0
  }
  const result = await soak({ seconds: seconds!, visitors: visitors!, seed: seed! })
  for (const { sessions, bytes } of result.heap) console.log(`${sessions} sessions: ${mb(bytes)}`)
  const slope = (result.slopeBytes / 1_000).toFixed(1)
  console.log(
    `soak: ${result.sessions} sessions, ${result.failed} failed, ${slope} kB more for each 1,000`,
  )
  return result.failed > 0 || result.slopeBytes > most! * 1_000 ? 1 : 0
}

function linesOf(report: ConnectionsReport): string {
  const { connections, openedMs, openCpuMs, heapBytesEach, rssBytesEach } = report
  const { clicks, medianMs, slowestOfHundredMs, serverCpu, visitorsCpu, broadcastMs } = report
  return [
    `${connections} connections, opened in ${(openedMs / 1_000).toFixed(1)} s`,
    `server, for each: ${openCpuMs.toFixed(2)} ms of processor time to open, ${kb(heapBytesEach)} of heap, ${kb(rssBytesEach)} of memory`,
    `${clicks} clicks: answered in ${medianMs.toFixed(1)} ms, 1 of 100 in more than ${slowestOfHundredMs.toFixed(1)} ms`,
    `processors meanwhile: server ${percent(serverCpu)}, visitors ${percent(visitorsCpu)}`,
    `a message to all: heard by the last after ${broadcastMs.toFixed(0)} ms`,
  ].join('\n')
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(2)} MB`
}

function kb(bytes: number): string {
  return `${(bytes / 1e3).toFixed(1)} kB`
}

function percent(part: number): string {
  return `${Math.round(part * 100)}%`
}
