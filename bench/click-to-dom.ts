import { handlers, LiveView } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { inBrowser } from './_browser.ts'
import { clickAndEcho } from './_click-samples.ts'
import { note, percentile } from './_measure.ts'
import { serveView } from './_serve.ts'

// How long does a click take until the page shows its result?
//
// A counter in a headless Chromium, over loopback: from `click()` to the callback of a
// MutationObserver on the number, through the live socket with its guards, limits and the handler's
// schema. Beside it, in the same page, a message of the same bytes to a bare `ws` echo on the same
// port and back. 400 samples of each in turn, after 4,000 at a stretch and 50 more to warm up;
// before each sample the page comes to rest for a frame. Page and server share the machine; CHROMIUM_PATH names a browser.

class CounterView extends LiveView {
  static template = `<p><output>{{ count }}</output></p>
<button type="button" dj-click="increment" dj-value-by="1">Add</button>`

  static handlers = handlers<CounterView>()({ increment: { params: { by: 'int' } } })

  count = 0

  increment({ by }: { by: number }) {
    this.count += by
  }
}

export default async function clickToDom(): Promise<Row[]> {
  const server = await serveView(CounterView)
  try {
    const { clicks, echoes } = await inBrowser(server.url, (page) => clickAndEcho(page, 4_050, 400))
    const ratio = (share: number): number => percentile(clicks, share) / percentile(echoes, share)
    for (const [name, samples] of Object.entries({ click: clicks, echo: echoes })) {
      const [p50, p99] = [percentile(samples, 50), percentile(samples, 99)]
      note(`${name}: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`)
    }
    return [
      { name: 'click to DOM / WebSocket echo, p50', ratio: ratio(50), goal: 1.6 },
      { name: 'click to DOM / WebSocket echo, p99', ratio: ratio(99), goal: 3 },
    ]
  } finally {
    await server.close()
  }
}
