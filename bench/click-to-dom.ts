import { handlers, LiveView } from '../dist/index.js'
import type { Row } from '../scripts/bench-row.ts'
import { inBrowser } from './_browser.ts'
import { clickAndEcho, type Samples } from './_click-samples.ts'
import { note, percentile } from './_measure.ts'
import { serveView } from './_serve.ts'

// How long does a click take until the page shows its result?
//
// A counter in a headless Chromium, over loopback: from `click()` to the callback of a
// MutationObserver on the number, through the live socket with its guards, limits and the handler's
// schema. Beside it, in the same page, a message of the same bytes to a bare `ws` echo on the same
// port and back. 400 samples of each in turn, one right behind the other, after 4,000 to warm up:
// what runs on both sides is compiled then, as in a page and on a server that are in use. Then 400
// more, after 50, before each of which the page comes to rest for a frame. A user's click finds it
// so, and code and data of both sides out of the caches; its goal is that djust adds less than the
// way over the network alone takes. Page and server share the machine; CHROMIUM_PATH names a browser.

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
    const [busy, atRest] = await inBrowser(server.url, async (page) => [
      await clickAndEcho(page, { warmUps: 4_000, count: 400, rests: false }),
      await clickAndEcho(page, { warmUps: 50, count: 400, rests: true }),
    ])
    return [
      ...rows('click to DOM', busy, 1.6),
      ...rows('click to DOM in a page at rest', atRest, 2),
    ]
  } finally {
    await server.close()
  }
}

/** @param goal of the median */
function rows(name: string, { clicks, echoes }: Samples, goal: number): Row[] {
  return [50, 99].map((share) => {
    const [click, echo] = [percentile(clicks, share), percentile(echoes, share)]
    note(`${name}, p${share}: ${click.toFixed(2)} ms, echo ${echo.toFixed(2)} ms`)
    return {
      name: `${name} / WebSocket echo, p${share}`,
      ratio: click / echo,
      goal: share === 50 ? goal : 3,
    }
  })
}
