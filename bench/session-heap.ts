import { handlers, LiveView } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { type Kind, ManyBrowsers } from './_many-browsers.ts'
import { heapBytes, note } from './_measure.ts'
import { serveView } from './_serve.ts'

// How much memory does a page hold on the server while it is open?
//
// A process plays 10,000 browsers that load a counter page, join it and press its button once. What
// they add to the server's heap (heapUsed and external, after garbage collection) is compared with
// what as many bare `ws` connections add that sent one message and got it back, on the same server:
// the difference, for one, against 4 kB. Of each kind 300 are opened beforehand, so that what is
// kept once for all does not count. Where files may not be open in such numbers, it is fewer.

const wanted = 10_000
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
  const browsers = new ManyBrowsers(server.url)
  const count = Math.min(wanted, Math.floor(openFilesLimit() / 2) - 500)
  try {
    const bytesEach = async (kind: Kind): Promise<number> => {
      await browsers.open(kind, 300)
      const before = await heapBytes()
      await browsers.open(kind, count)
      const each = ((await heapBytes()) - before) / count
      note(`${kind}: ${Math.round(each)} bytes, of ${count}`)
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
    browsers.end()
    await server.close()
  }
}

/** How many files this process may have open; some systems do not say. */
function openFilesLimit(): number {
  const report = process.report.getReport() as unknown as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } }
  }
  const soft = report.userLimits?.open_files?.soft
  return typeof soft === 'number' ? soft : 2 * (wanted + 500)
}
