import { handlers, LiveView, publish } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { ManyBrowsers } from './_many-browsers.ts'
import { note, percentile } from './_measure.ts'
import { serveView } from './_serve.ts'

// How much does a change cost that everybody sees?
//
// 1,000 browsers, in a process of their own, show a view with ten fields that has subscribed to a
// topic. Something is published, each view changes one field, and every browser is told. Beside it
// the same bytes are sent over 1,000 bare `ws` connections of the same server. Compared is the time
// that the server's process takes of the processor, until all have heard it; 60 turns after 15 to
// warm up, medians.

const count = 1000
const topic = 'bench'

class BoardView extends LiveView {
  static template = `<h1>{{ title }}</h1>
<p>{{ home }} : {{ guests }}</p>
<p class="{{ status }}">{{ venue }}</p>
<ul><li>{{ first }}</li><li>{{ second }}</li><li>{{ third }}</li></ul>
<p>{{ referee }}</p>
<button type="button" dj-click="increment">{{ score }}</button>`

  static handlers = handlers<BoardView>()({ increment: {} })

  title = 'Final'
  home = 'Lisbon'
  guests = 'Kraków'
  status = 'running'
  venue = 'Estádio da Luz'
  first = 11
  second = 12
  third = 13
  referee = 'A. Turing'
  score = 0

  mount() {
    this.subscribe(topic)
  }

  increment() {
    this.score += 1
  }

  handleInfo(score: number) {
    this.score = score
  }
}

export default async function broadcast(): Promise<Row[]> {
  const server = await serveView(BoardView)
  const browsers = new ManyBrowsers(server.url)
  try {
    await browsers.open('bare', count)
    await browsers.open('session', count)
    const score = (turn: number): number => 1000 + turn
    const send = {
      bare(turn: number) {
        // The frame that a session sends: number, last event answered, slot and value.
        const frame = `[0,${turn + 2},1,[9,"${score(turn)}"]]`
        for (const webSocket of server.echo.clients) webSocket.send(frame)
      },
      session: (turn: number) => publish(topic, score(turn)),
    }
    const opening = { bare: 1, session: 2 }
    const cpu: Record<'bare' | 'session', number[]> = { bare: [], session: [] }
    for (let turn = 0; turn < 75; turn++) {
      for (const kind of turn % 2 === 0 ? kinds : kinds.toReversed()) {
        const before = process.cpuUsage()
        send[kind](turn)
        await browsers.untilHeard(kind, opening[kind] + turn + 1)
        const { user, system } = process.cpuUsage(before)
        if (turn >= 15) cpu[kind].push((user + system) / count)
      }
    }
    const [bare, session] = [percentile(cpu.bare, 50), percentile(cpu.session, 50)]
    note(`bare: ${bare.toFixed(1)} µs, session: ${session.toFixed(1)} µs for each page`)
    return [
      {
        name: 'CPU of one change shown to 1,000 pages / bare ws broadcast',
        ratio: session / bare,
        goal: 2,
      },
    ]
  } finally {
    browsers.end()
    await server.close()
  }
}

const kinds = ['bare', 'session'] as const
