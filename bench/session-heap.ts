import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { handlers, LiveView } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import type { HeapOrder } from './_heap-clients.ts'
import { note } from './_measure.ts'
import { serveView } from './_serve.ts'

// How much memory does a page hold on the server while it is open?
//
// A process plays 2,000 browsers that load a counter page, join it and press its button once. What
// they add to the server's heap (heapUsed and external, after garbage collection) is compared with
// what as many bare `ws` connections add that sent one message and got it back, on the same server:
// the difference, for one, against 4 kB. Of each kind 300 are opened beforehand, so that what is
// kept once for all does not count.

const count = 2000
const allowedBytes = 4096

class CounterView extends LiveView {
  static template = `<p><output>{{ count }}</output></p>
<button type="button" dj-click="increment">Add</button>`

  static handlers = handlers<CounterView>()({ increment: {} })

  count = 0

  increment() {
    this.count += 1
  }
}

export default async function sessionHeap(): Promise<Row[]> {
  const server = await serveView(CounterView)
  const browsers = fork('bench/_heap-clients.ts', { execArgv: ['--import', 'tsx'] })
  try {
    const bytesEach = async (kind: HeapOrder['kind']): Promise<number> => {
      await tell(browsers, { url: server.url, count: 300, kind })
      const before = await heapBytes()
      await tell(browsers, { url: server.url, count, kind })
      const each = ((await heapBytes()) - before) / count
      note(`${kind}: ${Math.round(each)} bytes`)
      return each
    }
    const bare = await bytesEach('bare')
    const session = await bytesEach('session')
    return [
      {
        name: 'heap of a joined counter beyond a bare connection / 4 kB',
        ratio: (session - bare) / allowedBytes,
        goal: 1,
      },
    ]
  } finally {
    browsers.kill()
    await server.close()
  }
}

async function tell(browsers: ChildProcess, order: HeapOrder): Promise<void> {
  browsers.send(order)
  const failed = once(browsers, 'exit').then(() => {
    throw new Error('The process of the browsers ended')
  })
  await Promise.race([once(browsers, 'message'), failed])
}

/** The heap once everything that can be freed is freed. */
async function heapBytes(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    await new Promise((resolve) => setTimeout(resolve, 200))
    globalThis.gc!()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
