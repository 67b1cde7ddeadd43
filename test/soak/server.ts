// The server of a soak, in a process of its own: what its visitors take does not count as its own.
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { djust, handlers, LiveView, path, publish, sqlite } from '../../dist/index.js'
import { serve } from '../../dist/server.js'
import { limits } from '../../dist/server/limits.js'
import type { SoakOrder, SoakReport, SoakStart } from './messages.ts'

const detachedMs = 300
/** Keeps each view of a page that forgets nothing. */
const kept: unknown[] = []

class NewsView extends LiveView {
  static template = `<p>{{ count }} {{ news }}</p>
<ul>{% for row in rows %}<li dj-key="{{ row.id }}">{{ row.text }}</li>{% endfor %}</ul>
{% if count > 2 %}<b>{{ count }}</b>{% endif %}`
  static handlers = handlers<NewsView>()({ add: {}, say: {} })

  count = 0
  news = 0
  rows: { id: number; text: string }[] = []

  override mount() {
    this.subscribe('news')
  }

  override handleInfo() {
    this.news += 1
  }

  add() {
    this.count += 1
    this.rows.push({ id: this.count, text: 'row '.repeat(20) })
  }

  say() {
    publish('news', null)
  }
}

/** One with a clock. */
class RoomView extends NewsView {
  static tickInterval = 200

  override handleTick() {
    this.count += 0
  }
}

/** One that may sleep: nothing goes on beside it. */
class QuietView extends LiveView {
  static template = '<p>{{ count }}</p>'
  static handlers = handlers<QuietView>()({ add: {}, say: {} })
  count = 0

  add() {
    this.count += 1
  }

  say() {
    this.count += 10
  }
}

class LeakingView extends QuietView {
  rows = Array.from({ length: 200 }, (_, id) => ({ id, text: `row ${id}` }))

  override mount() {
    kept.push(this)
  }
}

process.once('message', (start: SoakStart) => void begin(start))
process.once('disconnect', () => process.exit(0))

async function begin({ file, isShort }: SoakStart): Promise<void> {
  process.env.DJUST_SECRET ??= randomBytes(32).toString('base64url')
  // Nobody wants to wait for what only has to be long for people.
  if (isShort) Object.assign(limits, { detachedSessionMs: detachedMs, pendingSessionMs: 1_000 })
  const app = djust({
    urls: [
      path('', RoomView),
      path('quiet/', QuietView),
      path('leaking/', LeakingView),
      path('news/', NewsView),
    ],
    store: sqlite(file),
    ...(isShort && { sleepAfterMs: 1_000 }),
    rateLimit: { rate: 10_000, burst: 10_000, maxConnectionsPerIp: 100_000 },
  })
  const server = await serve(app, { port: 0, hostname: '127.0.0.1' })
  process.on('message', (order: SoakOrder) => {
    if (order.what === 'publish') publish('news', null)
    if (order.what === 'measure heap') void collect().then(() => tell(report(server.port)))
    else tell(report(server.port))
  })
  tell(report(server.port))
}

/** More than once: what is told that something is gone may then let go of more. */
async function collect(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.()
    await sleep(50)
  }
}

function report(port: number): SoakReport {
  const { heapUsed, external, rss } = process.memoryUsage()
  const { user, system } = process.cpuUsage()
  return { port, heapBytes: heapUsed + external, rssBytes: rss, cpuMs: (user + system) / 1_000 }
}

function tell(message: SoakReport): void {
  process.send?.(message)
}
