import { build } from './build.ts'
import { type ConnectionsReport, manyConnections } from '../test/soak/many-connections.ts'
import { soak } from '../test/soak/soak.ts'
import { task, whole } from './task.ts'

const usage = `npm run soak -- [--seconds 60] [--visitors 50] [--seed 1] [--most 256]
npm run soak -- --connections 10000 [--seconds 30]

Has visitors come to a server, click, be quiet, lose their connections and leave, and tells by how much its heap grows with
a thousand of them. Fails above so many kilobytes.
  --connections  opens so many pages instead, uses them, and tells what server and visitors take, which are two processes`

const options = {
  seconds: whole(60),
  visitors: whole(50, { least: 1 }),
  seed: whole(1),
  most: whole(256),
  connections: whole(0),
}

/** Soaks a server, or opens many connections. */
export const run = task({ usage, options }, async ({ most, connections, ...visits }) => {
  if ((await build()) === undefined) return 1
  if (connections > 0) {
    console.log(linesOf(await manyConnections(connections, visits.seconds)))
    return 0
  }
  const result = await soak(visits)
  for (const { sessions, bytes } of result.heap) console.log(`${sessions} sessions: ${mb(bytes)}`)
  const slope = (result.slopeBytes / 1_000).toFixed(1)
  console.log(
    `soak: ${result.sessions} sessions, ${result.failed} failed, ${slope} kB more for each 1,000`,
  )
  return result.failed > 0 || result.slopeBytes > most * 1_000 ? 1 : 0
})

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
