import { handlers, LiveView } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { type Kind, ManyBrowsers } from './_many-browsers.ts'
import { note, percentile } from './_measure.ts'
import { serveView } from './_serve.ts'

// How much does an event cost the server?
//
// A process plays 256 browsers that click all the time on a page with ten fields, of which the
// handler changes one; as soon as the answer is there each clicks again. Beside it the same frames
// go to a bare `ws` server, which answers each with a text of the same bytes without looking at it.
// Compared is the time that the server's process takes of the processor (all threads, system
// included), in turns of 40 clicks each, 24 turns after 6 to warm up, medians.

const connections = 256
const clicksPerTurn = 40

class ProfileView extends LiveView {
  static template = `<h1>{{ name }}</h1>
<p>{{ city }}, {{ country }}</p>
<p class="{{ status }}">{{ email }}</p>
<ul><li>{{ followers }}</li><li>{{ following }}</li><li>{{ likes }}</li></ul>
<p>{{ since }}</p>
<button type="button" dj-click="increment">{{ clicks }}</button>`

  static handlers = handlers<ProfileView>()({ increment: {} })

  name = 'Ada Lovelace'
  city = 'London'
  country = 'England'
  status = 'active'
  email = 'ada@example.org'
  followers = 815
  following = 4711
  likes = 42
  since = '1815-12-10'
  clicks = 0

  increment() {
    this.clicks += 1
  }
}

export default async function eventCpu(): Promise<Row[]> {
  const server = await serveView(ProfileView, { answer: sameBytes })
  const browsers = new ManyBrowsers(server.url)
  try {
    await browsers.open('bare', connections)
    await browsers.open('session', connections)
    const cpu: Record<Kind, number[]> = { bare: [], session: [] }
    for (let turn = -6; turn < 24; turn++) {
      for (const kind of turn % 2 === 0 ? kinds : kinds.toReversed()) {
        const before = process.cpuUsage()
        await browsers.click(kind, clicksPerTurn)
        const { user, system } = process.cpuUsage(before)
        if (turn >= 0) cpu[kind].push((user + system) / (connections * clicksPerTurn))
      }
    }
    const [bare, session] = [percentile(cpu.bare, 50), percentile(cpu.session, 50)]
    note(`bare: ${bare.toFixed(1)} µs, session: ${session.toFixed(1)} µs for each event`)
    return [{ name: 'CPU of an event, 256 busy pages / bare ws', ratio: session / bare, goal: 1.7 }]
  } finally {
    browsers.end()
    await server.close()
  }
}

const kinds = ['bare', 'session'] as const

/** `[0,7,"increment"]` is answered by `[0,7,7,[9,"7"]]`. */
function sameBytes(message: string): string {
  const number = message.slice(3, message.indexOf(',', 3))
  return `[0,${number},${number},[9,"${number}"]]`
}
